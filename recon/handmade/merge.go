package handmade

import (
	"fmt"
	"slices"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// merger joins a file's columns to the rows that a table already has: Get-ADUser and Get-RemoteMailbox, Get-Mailbox and its
// statistics. A cell that both give, with different values, is an error. Rows that only the file has are added to the
// table's last part. What neither file says of a row is unknown, and named so in _lossy: the cells that a file which is known
// not to hold everything leaves out, the old columns of a row that is new, and cells that were lost before.
type merger struct {
	sink *sink
	rows map[[16]byte]*mergeRow
	all  []*mergeRow
}

// mergeRow is a row of the file, and where the table has it.
type mergeRow struct {
	cells []string
	line  int
	part  string // the file of the part that has the row; empty: none has it
	at    int    // the row's line there
}

func newMerger(s *sink) *merger { return &merger{sink: s, rows: map[[16]byte]*mergeRow{}} }

// keep takes in one row of the file.
func (m *merger) keep(cells []string, line int) error {
	row := &mergeRow{cells: cells, line: line}
	for _, digest := range m.digests(m.sink.key(cells)) {
		if other := m.rows[digest]; other != nil {
			return m.sink.from.wrong(line, csvio.Error{Problem: "is the same object as " + m.sink.from.at(other.line), Hint: "one object has one row"})
		}
		m.rows[digest] = row
	}
	m.all = append(m.all, row)
	return nil
}

// digests stand for the keys of a row. Where one of several columns is enough to tell rows apart, each of them is a key of its
// own: a mailbox's statistics know its ExchangeGuid and nothing else.
func (m *merger) digests(key []string) [][16]byte {
	if m.sink.request.Table.KeyAll {
		digest, _ := m.sink.keys.digest(key)
		return [][16]byte{digest}
	}
	var all [][16]byte
	for _, cell := range key {
		if cell != "" {
			digest, _ := m.sink.keys.digest([]string{cell})
			all = append(all, digest)
		}
	}
	return all
}

// run rewrites the table's parts with the columns added. It returns the last of them.
func (m *merger) run(file snapshot.Part) (last snapshot.Part, err error) {
	table := m.sink.request.Table
	parts := slices.Clone(m.sink.edit.Parts(table.Name))
	if len(parts) == 0 {
		return last, fmt.Errorf("--merge: the snapshot has no %s yet; import the file that has every object first, without --merge", table.Name)
	}
	if forest := m.sink.request.Forest; forest != "" {
		parts = slices.DeleteFunc(parts, func(part snapshot.Part) bool { return !strings.EqualFold(part.Forest, forest) })
		if len(parts) == 0 {
			return last, fmt.Errorf("--merge: the snapshot has no part of %s that is of the forest %s", table.Name, forest)
		}
	}
	for _, part := range parts {
		if err := m.match(part); err != nil {
			return last, err
		}
	}
	rest := slices.DeleteFunc(slices.Clone(m.all), func(row *mergeRow) bool { return row.part != "" })
	ofOther := func(part snapshot.Part) bool { return part.Forest != parts[0].Forest }
	if len(rest) > 0 && slices.ContainsFunc(parts, ofOther) {
		return last, m.sink.from.wrong(rest[0].line, csvio.Error{Column: table.Key[0], Value: strings.Join(m.sink.key(rest[0].cells), " "),
			Problem: fmt.Sprintf("%s has no such row, and has several forests to add it to", table.Name), Hint: "say with --forest which one the file is of"})
	}
	for i, part := range parts {
		add := rest
		if i < len(parts)-1 {
			add = nil
		}
		if last, err = m.mergePart(part, file, add); err != nil {
			return last, err
		}
	}
	return last, nil
}

// match finds out which of the file's rows a part has.
func (m *merger) match(part snapshot.Part) error {
	return m.eachRow(part, m.sink.request.Table.Key, func(old *csvio.Table, key []string, line int) error {
		row := m.find(key)
		if row == nil {
			return nil
		}
		if row.part != "" {
			return m.sink.from.wrong(row.line, csvio.Error{Problem: fmt.Sprintf("has the keys of two rows, %s:%d and %s:%d", row.part, row.at, old.Name, line),
				Hint: "find out whose it is, or leave one of the key columns out of the file"})
		}
		row.part, row.at = old.Name, line
		return nil
	})
}

// find is the file's row with one of the keys.
func (m *merger) find(key []string) *mergeRow {
	for _, digest := range m.digests(key) {
		if row := m.rows[digest]; row != nil {
			return row
		}
	}
	return nil
}

// eachRow reads the given columns of a part, row by row; a column that it does not have is empty.
func (m *merger) eachRow(part snapshot.Part, columns []string, do func(old *csvio.Table, cells []string, line int) error) error {
	old, err := m.sink.edit.Snapshot().OpenPart(part)
	if err != nil {
		return err
	}
	defer old.Close()
	want := make([]int, len(columns))
	for i, name := range columns {
		want[i] = old.Header.Index(name)
	}
	line := 1
	stats, err := csvio.Reduce(old, want, 1, func() *textRows { return &textRows{} }, func(b *textRows) error {
		for _, cells := range b.rows {
			line++
			if err := do(old, cells, line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return m.sink.edit.Snapshot().CheckRead(part, stats)
}

// mergePart writes one part anew, with the rows that only the file has at its end, and drops the old one.
func (m *merger) mergePart(part, file snapshot.Part, rest []*mergeRow) (snapshot.Part, error) {
	j := joiner{merger: m, partial: file.Complete == snapshot.No, lost: part.Lossy}
	if err := j.plan(part, len(rest) > 0); err != nil {
		return part, err
	}
	w, err := m.sink.edit.Create(part.Table, j.names())
	if err != nil {
		return part, err
	}
	err = m.eachRow(part, j.old, func(old *csvio.Table, cells []string, line int) error {
		row, err := j.join(old, cells, line)
		if err != nil {
			return err
		}
		return w.Write(row)
	})
	for _, added := range rest {
		if err == nil {
			err = w.Write(j.alone(added))
		}
	}
	if err != nil {
		w.Discard()
		return part, err
	}
	merged := part
	merged.Source += ";" + file.Source
	if file.Finished.Before(part.Finished.Time) {
		// The part is no newer than the older of what it was made from.
		merged.Finished, merged.Assumed = file.Finished, file.Assumed
	}
	merged.Options = unite(part.Options, file.Options)
	merged.Warnings = unite(part.Warnings, file.Warnings)
	merged.Lossy = slices.DeleteFunc(unite(part.Lossy, file.Lossy), func(name string) bool { return slices.Contains(j.names(), name) })
	m.sink.edit.Drop(part)
	return w.Close(merged)
}

func unite(a, b directory.List) directory.List {
	all := slices.Clone(a)
	for _, one := range b {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}
