package main

import (
	"bufio"
	"cmp"
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
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// The files of a run.
const (
	findingsName   = "findings.csv"
	identitiesName = "identities.csv"
	summaryName    = "summary.json"
)

// runSummary is summary.json: the result in numbers, and what it was made from.
type runSummary struct {
	Version string `json:"version"`
	Path    string `json:"snapshotPath"` // relative to the run where it can be
	Policy  string `json:"policyPath"`   // likewise; empty: none was given
	Hash    string `json:"policyHash"`   // of the policy and the lists that it names
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
	ours := []string{findingsName, findingsName + ".partial", identitiesName, identitiesName + ".partial", summaryName + ".partial"}
	for _, entry := range entries {
		if !isRun && !slices.Contains(ours, entry.Name()) {
			return &csvio.Error{File: dir, Problem: fmt.Sprintf("is no run, and holds other files (%s)", entry.Name()), Hint: "name a new or empty directory with --out"}
		}
	}
	return nil
}

// writeRun writes the run's files under other names and puts them in place together, the summary last: a run without a
// summary is none.
func writeRun(ctx context.Context, dir string, s *snapshot.Snapshot, p *policy.Policy, result *recon.Result, summary recon.Summary, all bool) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names := []string{findingsName, identitiesName, summaryName}
	defer func() {
		if err != nil {
			for _, name := range names {
				os.Remove(filepath.Join(dir, name+".partial"))
			}
			os.Remove(dir) // only if it is empty
		}
	}()
	if err := writeFindings(ctx, filepath.Join(dir, findingsName+".partial"), result.Findings()); err != nil {
		return err
	}
	if err := writeIdentities(ctx, filepath.Join(dir, identitiesName+".partial"), result, all); err != nil {
		return err
	}
	run := runSummary{Version: version(), Summary: summary, Hash: p.Hash()}
	if run.Path, err = fromRun(dir, s.Dir); err != nil {
		return err
	}
	if p.Path != "" {
		if run.Policy, err = fromRun(dir, p.Path); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(run, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, summaryName+".partial"), append(text, '\n'), 0o644); err != nil {
		return err
	}
	for _, name := range names {
		if err := os.Rename(filepath.Join(dir, name+".partial"), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// fromRun is a path as seen from a run's directory, with slashes; the absolute path where there is no other.
func fromRun(dir, path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if from, err := filepath.Abs(dir); err == nil {
		if relative, err := filepath.Rel(from, path); err == nil {
			return filepath.ToSlash(relative), nil
		}
	}
	return path, nil
}

// toRun is the path that fromRun made.
func toRun(dir, path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// writeIdentities writes identities.csv.
func writeIdentities(ctx context.Context, path string, result *recon.Result, all bool) error {
	return writeForPeople(path, recon.LineColumns, func(write func([]string) error) error {
		return result.Lines(all, func(one *recon.Line) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return write(one.Cells())
		})
	})
}

// writeFindings writes findings.csv.
func writeFindings(ctx context.Context, path string, findings []recon.Finding) error {
	return writeForPeople(path, recon.FindingColumns, func(write func([]string) error) error {
		for i := range findings {
			if err := cmp.Or(ctx.Err(), write(findings[i].Cells())); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeForPeople writes a CSV file that people open: with a byte order mark, and with the apostrophes that keep a spreadsheet
// from changing or running a cell.
func writeForPeople(path string, columns []string, rows func(write func([]string) error) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<18)
	line := append([]byte("\ufeff"), csvio.AppendRecord(nil, columns)...)
	if _, err := w.Write(line); err != nil {
		return err
	}
	err = rows(func(cells []string) error {
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

// openedRun is a run with what it was made from.
type openedRun struct {
	summary  runSummary
	snapshot *snapshot.Snapshot
	policy   *policy.Policy
}

// openRun reads a run's summary and opens the snapshot and the policy that it was made from, which must still be the same.
func openRun(dir, elsewhere string) (*openedRun, error) {
	text, err := os.ReadFile(filepath.Join(dir, summaryName))
	if err != nil {
		return nil, &csvio.Error{File: dir, Problem: "is no run: it has no " + summaryName, Hint: "make one with rejoin recon --out " + dir + " SNAP"}
	}
	run := &openedRun{}
	if err := json.Unmarshal(text, &run.summary); err != nil {
		return nil, &csvio.Error{File: runFile(dir, summaryName), Problem: "cannot be read: " + err.Error(), Hint: "run rejoin recon again"}
	}
	path := elsewhere
	if path == "" {
		path = toRun(dir, run.summary.Path)
	}
	if run.snapshot, err = snapshot.Open(path); err != nil {
		return nil, fmt.Errorf("%w; if the snapshot was moved, name it with --snapshot", err)
	}
	if run.snapshot.ID() != run.summary.Snapshot {
		return nil, &staleError{&csvio.Error{File: path, Problem: "is not the snapshot that the run was made from", Hint: "run rejoin recon again"}}
	}
	policyPath := ""
	if run.summary.Policy != "" {
		policyPath = toRun(dir, run.summary.Policy)
	}
	if run.policy, err = readPolicy(policyPath); err != nil {
		return nil, err
	}
	if run.policy.Hash() != run.summary.Hash {
		return nil, &staleError{&csvio.Error{File: policyPath, Problem: "is not the policy that the run was made with", Hint: "run rejoin recon again"}}
	}
	return run, nil
}
