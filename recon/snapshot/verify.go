package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"

	"rejoin/recon/csvio"
)

// Fault is one thing that is wrong with a snapshot's files.
type Fault struct {
	File    string `csv:"file" json:"file"`
	Problem string `csv:"problem" json:"problem"`
}

// Verify reads every part from its first byte to its last and compares it with the manifest: rows, checksum, SHA-256. It
// also names the files that the manifest does not know. No faults: the snapshot is as it was written.
func (s *Snapshot) Verify() ([]Fault, error) {
	var faults []Fault
	known := []string{manifestName}
	for _, part := range s.Parts {
		known = append(known, part.File)
		if err := s.verifyPart(part); err != nil {
			faults = append(faults, Fault{File: part.File, Problem: err.Error()})
		}
	}
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if !slices.Contains(known, entry.Name()) {
			faults = append(faults, Fault{File: entry.Name(), Problem: "is not in the manifest: the leaving of a killed import, or a stranger; remove it"})
		}
	}
	return faults, nil
}

func (s *Snapshot) verifyPart(part Part) error {
	file, err := os.Open(s.Path(part))
	if err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != part.SHA256 {
		return fmt.Errorf("has the SHA-256 %s, its manifest says %s: it was changed or damaged", got, part.SHA256)
	}
	table, err := s.OpenPart(part)
	if err != nil {
		return err
	}
	defer table.Close()
	stats, err := csvio.Reduce(table, nil, 1, func() counting { return counting{} }, func(counting) error { return nil })
	if err != nil {
		return err
	}
	return s.CheckRead(part, stats)
}

// counting is a reducer that keeps nothing.
type counting struct{}

func (counting) Row(csvio.Row) error { return nil }
func (counting) Reset()              {}
