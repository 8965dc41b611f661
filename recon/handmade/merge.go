package handmade

import (
	"errors"
	"fmt"
	"slices"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// merger joins a file's columns to the rows that a table already has: Get-ADUser and Get-RemoteMailbox, Get-Mailbox and its
// statistics. A cell that both give, with different values, is an error. Rows that only the file has are added to the
// table's last part. Where the file is known not to hold everything, the cells that it does not give are unknown, and named
// so in _lossy.
type merger struct {
	sink *sink
	rows map[[16]byte]*mergeRow
	all  []*mergeRow
}

type mergeRow struct {
	cells []string
	line  int
	used  bool
}

func newMerger(s *sink) *merger { return &merger{sink: s, rows: map[[16]byte]*mergeRow{}} }

func (m *merger) keep(cells []string, line int) {
	row := &mergeRow{cells: cells, line: line}
	for _, digest := range m.digests(m.sink.key(cells)) {
		m.rows[digest] = row
	}
	m.all = append(m.all, row)
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

// run rewrites the table's parts with the columns added.
func (m *merger) run(file snapshot.Part) (last snapshot.Part, err error) {
	parts := slices.Clone(m.sink.edit.Parts(m.sink.request.Table.Name))
	if len(parts) == 0 {
		return last, fmt.Errorf("--merge: the snapshot has no %s yet; import the file that has every object first, without --merge", m.sink.request.Table.Name)
	}
	for i, part := range parts {
		if last, err = m.mergePart(part, file, i == len(parts)-1); err != nil {
			return last, err
		}
	}
	return last, nil
}

// mergePart writes one part anew and drops the old one.
func (m *merger) mergePart(part, file snapshot.Part, isLast bool) (snapshot.Part, error) {
	old, err := m.sink.edit.Snapshot().OpenPart(part)
	if err != nil {
		return part, err
	}
	defer old.Close()
	columns, partial := m.columns(old.Header.Names, file)
	w, err := m.sink.edit.Create(part.Table, columns)
	if err != nil {
		return part, err
	}
	line := 1
	_, err = csvio.Reduce(old, places(len(old.Header.Names)), 1, func() *textRows { return &textRows{} }, func(b *textRows) error {
		for _, cells := range b.rows {
			line++
			row, err := m.mergeRow(old, columns, cells, line, partial)
			if err == nil {
				err = w.Write(row)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && isLast {
		err = m.addRest(w, columns)
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
	merged.Lossy = slices.DeleteFunc(unite(part.Lossy, file.Lossy), func(name string) bool { return slices.Contains(columns, name) })
	m.sink.edit.Drop(part)
	return w.Close(merged)
}

// columns are the columns of both, in the order of the table; partial says that cells may be unknown.
func (m *merger) columns(old []string, file snapshot.Part) (columns []string, partial bool) {
	partial = file.Complete == snapshot.No
	for _, column := range m.sink.request.Table.Columns {
		wanted := slices.Contains(old, column.Name) || slices.Contains(m.sink.columns, column.Name)
		if wanted || partial && column.Name == directory.LossyColumn {
			columns = append(columns, column.Name)
		}
	}
	return columns, partial
}

// mergeRow joins an old row and the file's row with the same key.
func (m *merger) mergeRow(old *csvio.Table, columns, cells []string, line int, partial bool) ([]string, error) {
	key := make([]string, len(m.sink.request.Table.Key))
	for i, name := range m.sink.request.Table.Key {
		if at := old.Header.Index(name); at >= 0 {
			key[i] = cells[at]
		}
	}
	var added *mergeRow
	for _, digest := range m.digests(key) {
		if row := m.rows[digest]; row != nil {
			added = row
			added.used = true
			break
		}
	}
	row := make([]string, len(columns))
	var lossy directory.List
	for i, name := range columns {
		before, after := "", ""
		if at := old.Header.Index(name); at >= 0 {
			before = cells[at]
		}
		at := slices.Index(m.sink.columns, name)
		if at >= 0 && added != nil {
			after = added.cells[at]
		}
		switch {
		case name == directory.LossyColumn:
			if err := errors.Join(readList(&lossy, before), readList(&lossy, after)); err != nil {
				return nil, err
			}
			continue
		case before != "" && after != "" && before != after:
			return nil, &csvio.Error{File: m.sink.file, Line: added.line, Column: name, Value: after,
				Problem: fmt.Sprintf("%s:%d says %q for the same object", old.Name, line, before), Hint: "find out which is right, or leave the column out of the file"}
		case before == "":
			row[i] = after
		default:
			row[i] = before
		}
		if added == nil && partial && at >= 0 && before == "" {
			lossy = append(lossy, name)
		}
	}
	if at := slices.Index(columns, directory.LossyColumn); at >= 0 {
		text, err := lossy.MarshalCSV()
		if err != nil {
			return nil, err
		}
		row[at] = text
	}
	return row, nil
}

func readList(into *directory.List, text string) error {
	var list directory.List
	if err := list.UnmarshalCSV(text); err != nil {
		return err
	}
	*into = append(*into, list...)
	return nil
}

// addRest writes the rows that only the file has.
func (m *merger) addRest(w *snapshot.PartWriter, columns []string) error {
	for _, added := range m.all {
		if added.used {
			continue
		}
		row := make([]string, len(columns))
		for i, name := range columns {
			if at := slices.Index(m.sink.columns, name); at >= 0 {
				row[i] = added.cells[at]
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	return nil
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

func places(n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = i
	}
	return at
}
