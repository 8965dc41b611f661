package snapshot

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"

	"rejoin/recon/csvio"
)

// FoundRow is a row of a part, found by its key.
type FoundRow struct {
	Part   int // the number of the part in its table
	Offset int64
	End    int64 // where the next row begins
	Key    string
	Header []string
	Cells  []string
}

// FindRows finds the rows of a table whose key column has one of the given values, in the table's order.
func (s *Snapshot) FindRows(table, column string, wanted map[string]bool) ([]FoundRow, error) {
	var all []FoundRow
	if len(wanted) == 0 {
		return nil, nil
	}
	for number, part := range s.Table(table) {
		found, err := s.findInPart(number, part, column, wanted)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (s *Snapshot) findInPart(number int, part Part, column string, wanted map[string]bool) ([]FoundRow, error) {
	file, err := s.OpenPart(part)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	key := file.Header.Index(column)
	if key < 0 {
		return nil, nil
	}
	columns := make([]int, len(file.Header.Names))
	for i := range columns {
		columns[i] = i
	}
	var all []FoundRow
	open := false // whether the last row of all still lacks its end
	stats, err := csvio.Reduce(file, columns, runtime.GOMAXPROCS(0), func() *findBlock { return &findBlock{key: key, wanted: wanted, first: -1} }, func(b *findBlock) error {
		if open && b.first >= 0 {
			all[len(all)-1].End = b.first
			open = false
		}
		for _, row := range b.rows {
			row.Part, row.Header = number, file.Header.Names
			all = append(all, row)
			open = row.End == 0
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if open {
		all[len(all)-1].End = file.Size
	}
	return all, s.CheckRead(part, stats)
}

// findBlock is a reducer that keeps the rows with a wanted key.
type findBlock struct {
	key    int
	wanted map[string]bool
	first  int64 // where the block's first row begins; -1: it has none
	rows   []FoundRow
	open   bool
}

func (b *findBlock) Row(row csvio.Row) error {
	if b.first < 0 {
		b.first = row.Offset
	}
	if b.open {
		b.rows[len(b.rows)-1].End = row.Offset
		b.open = false
	}
	if !b.wanted[string(row.Fields[b.key])] {
		return nil
	}
	found := FoundRow{Offset: row.Offset, Key: string(row.Fields[b.key]), Cells: make([]string, len(row.Fields))}
	for i, cell := range row.Fields {
		found.Cells[i] = string(cell)
	}
	b.rows, b.open = append(b.rows, found), true
	return nil
}

func (b *findBlock) Reset() { b.first, b.rows, b.open = -1, nil, false }

// Revision is what becomes of one part in a copy of its snapshot.
type Revision struct {
	Rows  []RevisedRow // in the order of their offsets
	Added [][]string   // rows at the end, in the order of the part's columns
}

// RevisedRow is a row with other cells; nil cells: without the row.
type RevisedRow struct {
	Offset, End int64
	Cells       []string
}

// CopyTo writes the snapshot into a new directory, with revisions of some of its parts by their files' names. Rows that no revision
// names are copied as bytes. Such a copy need not survive a power cut, so the disk is not waited for.
func (s *Snapshot) CopyTo(dir string, revisions map[string]Revision) (*Snapshot, error) {
	if _, err := os.Stat(dir); err == nil {
		return nil, &csvio.Error{File: dir, Problem: "is there already", Hint: "name a new directory with --out"}
	}
	edit, err := Begin(dir)
	if err != nil {
		return nil, err
	}
	copies := make([]Part, len(s.Parts))
	failures := make([]error, len(s.Parts))
	free := make(chan bool, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i, part := range s.Parts {
		free <- true
		all.Go(func() {
			copies[i], failures[i] = s.copyPart(edit, part, revisions[part.File])
			<-free
		})
	}
	all.Wait()
	for i, err := range failures {
		if err == nil {
			edit.add(copies[i])
		}
	}
	if err := errors.Join(failures...); err != nil {
		edit.Abandon()
		return nil, err
	}
	if err := edit.Commit(); err != nil {
		edit.Abandon()
		return nil, err
	}
	return Open(dir)
}

func (s *Snapshot) copyPart(edit *Edit, part Part, revision Revision) (Part, error) {
	file, err := os.Open(s.Path(part))
	if err != nil {
		return Part{}, err
	}
	defer file.Close()
	w, err := edit.createFile(part.Table, part.File)
	if err != nil {
		return Part{}, err
	}
	if len(revision.Rows)+len(revision.Added) == 0 {
		// The manifest's hashes hold for the copy too, and reading either of them checks.
		_, err = io.Copy(w.file, file)
		return part, w.place(err)
	}
	slices.SortFunc(revision.Rows, func(a, b RevisedRow) int { return int(a.Offset - b.Offset) })
	if err := w.revise(file, revision); err != nil {
		w.Discard()
		return Part{}, err
	}
	w.rows += part.Rows
	if err := w.place(w.out.Flush()); err != nil {
		return Part{}, err
	}
	return w.described(part), nil
}

// revise copies a part's file with the revision's changes.
func (w *PartWriter) revise(file *os.File, revision Revision) error {
	at := int64(0)
	for _, row := range revision.Rows {
		if row.Offset < at || row.End <= row.Offset {
			return fmt.Errorf("%s: two revisions of one row, at byte %d", file.Name(), row.Offset)
		}
		if _, err := io.CopyN(w.out, file, row.Offset-at); err != nil {
			return err
		}
		if row.Cells == nil {
			w.rows--
		} else {
			w.line = csvio.AppendRecord(w.line[:0], row.Cells)
			if _, err := w.out.Write(w.line); err != nil {
				return err
			}
		}
		if _, err := file.Seek(row.End, io.SeekStart); err != nil {
			return err
		}
		at = row.End
	}
	if _, err := io.Copy(w.out, file); err != nil {
		return err
	}
	for _, cells := range revision.Added {
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	return nil
}
