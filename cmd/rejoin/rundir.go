package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"rejoin/recon"
	"rejoin/recon/csvio"
	"rejoin/recon/snapshot"
)

// The files of a run.
const (
	identitiesName = "identities.csv"
	summaryName    = "summary.json"
)

// runSummary is summary.json: the result in numbers, and what it was made from.
type runSummary struct {
	Version string `json:"version"`
	Path    string `json:"snapshotPath"` // relative to the run where it can be
	recon.Summary
}

func runFile(dir, name string) string { return filepath.ToSlash(filepath.Join(dir, name)) }

// checkRunDirectory refuses a directory that holds something else than a run.
func checkRunDirectory(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &csvio.Error{File: dir, Problem: "is not a directory that can be read", Hint: "name another directory with --out"}
	}
	isRun := slices.ContainsFunc(entries, func(entry fs.DirEntry) bool { return entry.Name() == summaryName })
	ours := []string{identitiesName, identitiesName + ".partial", summaryName + ".partial"}
	for _, entry := range entries {
		if !isRun && !slices.Contains(ours, entry.Name()) {
			return &csvio.Error{File: dir, Problem: fmt.Sprintf("is no run, and holds other files (%s)", entry.Name()), Hint: "name a new or empty directory with --out"}
		}
	}
	return nil
}

// writeRun writes the run's files under other names and puts them in place together, the summary last: a run without a
// summary is none.
func writeRun(ctx context.Context, dir string, s *snapshot.Snapshot, result *recon.Result, summary recon.Summary, all bool) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	partial := filepath.Join(dir, identitiesName+".partial")
	defer func() {
		if err != nil {
			os.Remove(partial)
			os.Remove(dir) // only if it is empty
		}
	}()
	if err := writeIdentities(ctx, partial, result, all); err != nil {
		return err
	}
	path, err := filepath.Abs(s.Dir)
	if err != nil {
		return err
	}
	if from, err := filepath.Abs(dir); err == nil {
		if relative, err := filepath.Rel(from, path); err == nil {
			path = filepath.ToSlash(relative)
		}
	}
	text, err := json.MarshalIndent(runSummary{Version: version(), Path: path, Summary: summary}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, summaryName+".partial"), append(text, '\n'), 0o644); err != nil {
		return err
	}
	if err := os.Rename(partial, filepath.Join(dir, identitiesName)); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, summaryName+".partial"), filepath.Join(dir, summaryName))
}

// writeIdentities writes identities.csv for people: with a byte order mark, and with the apostrophes that keep a spreadsheet
// from changing or running a cell.
func writeIdentities(ctx context.Context, path string, result *recon.Result, all bool) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<18)
	line := append([]byte("\ufeff"), csvio.AppendRecord(nil, recon.LineColumns)...)
	if _, err := w.Write(line); err != nil {
		return err
	}
	err = result.Lines(all, func(one *recon.Line) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells := one.Cells()
		for i := range cells {
			cells[i] = csvio.GuardCell(cells[i])
		}
		line = csvio.AppendRecord(line[:0], cells)
		_, err := w.Write(line)
		return err
	})
	if err != nil {
		return err
	}
	return errors.Join(w.Flush(), file.Close())
}

// openRun reads a run's summary and opens the snapshot it was made from, which must still be the same.
func openRun(dir, elsewhere string) (*snapshot.Snapshot, error) {
	text, err := os.ReadFile(filepath.Join(dir, summaryName))
	if err != nil {
		return nil, &csvio.Error{File: dir, Problem: "is no run: it has no " + summaryName, Hint: "make one with rejoin recon --out " + dir + " SNAP"}
	}
	var summary runSummary
	if err := json.Unmarshal(text, &summary); err != nil {
		return nil, &csvio.Error{File: runFile(dir, summaryName), Problem: "cannot be read: " + err.Error(), Hint: "run rejoin recon again"}
	}
	path := elsewhere
	if path == "" {
		if path = filepath.FromSlash(summary.Path); !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
	}
	s, err := snapshot.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w; if the snapshot was moved, name it with --snapshot", err)
	}
	if s.ID() != summary.Snapshot {
		return nil, &csvio.Error{File: path, Problem: "is not the snapshot that the run was made from", Hint: "run rejoin recon again"}
	}
	return s, nil
}
