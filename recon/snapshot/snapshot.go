// Package snapshot keeps the tables that a reconciliation reads: CSV part files, and a manifest that says where each part
// came from, how complete it is, and what it must hash to.
//
// A snapshot is a directory. Its manifest is written last, so a run that was killed leaves the snapshot as it was before.
package snapshot

import (
	"fmt"
	"path/filepath"
	"time"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// Snapshot is an opened snapshot. It holds the manifest, not the tables.
type Snapshot struct {
	Dir   string
	Parts []Part

	manifest []byte // as it was read, to notice that someone else changed it
}

// Open reads the manifest of the snapshot in dir.
func Open(dir string) (*Snapshot, error) {
	parts, text, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	return &Snapshot{Dir: dir, Parts: parts, manifest: text}, nil
}

// ID names the snapshot's content: 64 hexadecimal digits, the same wherever the snapshot lies.
func (s *Snapshot) ID() string { return idOf(s.Parts) }

// Now is the moment that ages and expiries are measured against: the latest finished time of any part. Zero when no part
// has one. No verdict depends on the clock.
func (s *Snapshot) Now() time.Time {
	var latest time.Time
	for _, part := range s.Parts {
		if part.Finished.After(latest) {
			latest = part.Finished.Time
		}
	}
	return latest
}

// Table lists the parts of a table; empty when the snapshot does not have it.
func (s *Snapshot) Table(name string) []Part {
	var parts []Part
	for _, part := range s.Parts {
		if part.Table == name {
			parts = append(parts, part)
		}
	}
	return parts
}

// Has says whether the snapshot has a table at all.
func (s *Snapshot) Has(table string) bool { return len(s.Table(table)) > 0 }

// Complete is the completeness of the whole table: that of its least complete part, and No when it has none.
func (s *Snapshot) Complete(table string) Completeness {
	parts := s.Table(table)
	if len(parts) == 0 {
		return No
	}
	least := Proven
	for _, part := range parts {
		switch {
		case part.Complete == No:
			return No
		case part.Complete == Claimed:
			least = Claimed
		}
	}
	return least
}

// Path is where a part's file lies.
func (s *Snapshot) Path(part Part) string { return filepath.Join(s.Dir, part.File) }

// OpenPart opens a part's file and checks that its columns are the table's. The caller closes it.
func (s *Snapshot) OpenPart(part Part) (*csvio.Table, error) {
	file, err := csvio.OpenTable(s.Path(part))
	if err != nil {
		return nil, err
	}
	table, _ := directory.TableNamed(part.Table)
	for _, name := range file.Header.Names {
		if column, ok := table.Column(name); !ok || column.Name != name {
			file.Close()
			return nil, &csvio.Error{File: s.Path(part), Line: 1, Value: name, Problem: fmt.Sprintf("the table %s has no such column", part.Table), Hint: "import or export the table again"}
		}
	}
	return file, nil
}

// CheckRead compares what a complete reading of a part saw with what the manifest says.
func (s *Snapshot) CheckRead(part Part, stats csvio.ReadStats) error {
	if got := fmt.Sprintf("%08x", stats.CRC32C); got != part.CRC32C {
		return &csvio.Error{File: s.Path(part), Problem: fmt.Sprintf("has the checksum %s, its manifest says %s", got, part.CRC32C),
			Hint: "the file was changed or damaged; import or export the table again"}
	}
	if stats.Rows != part.Rows {
		return &csvio.Error{File: s.Path(part), Problem: fmt.Sprintf("has %d rows, its manifest says %d", stats.Rows, part.Rows),
			Hint: "the manifest was changed or damaged; import or export the table again"}
	}
	return nil
}
