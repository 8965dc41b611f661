package ad

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// earlier is the snapshot that an incremental export builds on.
type earlier struct{ snapshot *snapshot.Snapshot }

func openEarlier(dir string) (*earlier, error) {
	s, err := snapshot.Open(dir)
	if err != nil {
		return nil, err
	}
	return &earlier{s}, nil
}

// oldRows are the rows of one table in the earlier snapshot, by their objects.
type oldRows struct {
	file    *csvio.Table
	fetcher *csvio.Fetcher
	offsets map[directory.GUID]int64
	usn     int64  // the number of the last change that they may hold
	cookie  []byte // the same moment as DirSync knows it; nil: it was not noted
}

// open finds a table's rows in the earlier snapshot. Without an error and without rows, why says what makes them useless: then
// everything is read again.
func (b *earlier) open(e *export, t table, row *rowMaker) (old *oldRows, why string, err error) {
	var found *snapshot.Part
	for _, part := range b.snapshot.Table(t.name) {
		if strings.EqualFold(part.Forest, e.source.Forest) && strings.EqualFold(option(part, optionBase), e.scope.base) {
			found = &part
		}
	}
	switch {
	case found == nil:
		return nil, "the earlier snapshot has none of it", nil
	case found.Complete != snapshot.Proven:
		return nil, "it is not complete in the earlier snapshot", nil
	case !strings.EqualFold(option(*found, optionController), e.source.Server):
		return nil, "the earlier snapshot is from another domain controller, and each counts its changes by itself", nil
	case option(*found, optionInvocation) != e.source.InvocationID:
		return nil, "the domain controller was restored from a backup since then", nil
	case found.Filter != e.scope.filterText():
		return nil, "the earlier snapshot holds another part of the directory", nil
	}
	usn, err := strconv.ParseInt(option(*found, optionUSN), 10, 64)
	if err != nil || usn <= 0 || e.source.HighestCommittedUSN < usn {
		return nil, "the earlier snapshot does not say which change it ends with", nil
	}
	file, err := b.snapshot.OpenPart(*found)
	if err != nil {
		return nil, "", err
	}
	if !slices.Equal(file.Header.Names, row.header()) {
		file.Close()
		return nil, "its columns are others now", nil
	}
	old = &oldRows{file: file, offsets: make(map[directory.GUID]int64, found.Rows), usn: usn}
	want := make([]int, len(file.Header.Names))
	for i := range want {
		want[i] = i
	}
	// A cookie that cannot be read is as good as none.
	old.cookie, _ = base64.StdEncoding.DecodeString(option(*found, optionDirSync))
	old.fetcher = csvio.NewFetcher(file, want)
	key := file.Header.Index("objectGUID")
	stats, err := csvio.Reduce(file, []int{key}, 1, func() *places { return &places{} }, func(p *places) error {
		for i, guid := range p.guids {
			old.offsets[guid] = p.offsets[i]
		}
		return nil
	})
	if err == nil {
		err = b.snapshot.CheckRead(*found, stats)
	}
	if err != nil {
		file.Close()
		return nil, "", err
	}
	return old, "", nil
}

// row reads the row of an object again.
func (o *oldRows) row(offset int64) ([]string, error) {
	row, err := o.fetcher.Fetch(offset)
	if err != nil {
		return nil, err
	}
	cells := make([]string, len(row.Fields))
	for i, field := range row.Fields {
		cells[i] = string(field)
	}
	return cells, nil
}

// places is a reducer that notes where each object's row begins.
type places struct {
	guids   []directory.GUID
	offsets []int64
}

func (p *places) Row(row csvio.Row) error {
	guid, ok := directory.ParseGUIDBytes(row.Fields[0])
	if !ok {
		return &csvio.Error{Column: "objectGUID", Value: string(row.Fields[0]), Problem: "is no GUID", Hint: "export in full, without --since"}
	}
	p.guids, p.offsets = append(p.guids, guid), append(p.offsets, row.Offset)
	return nil
}

func (p *places) Reset() { p.guids, p.offsets = p.guids[:0], p.offsets[:0] }
