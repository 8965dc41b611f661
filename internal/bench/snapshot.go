package bench

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"rejoin/recon/snapshot"
)

// WriteSnapshot writes the organisation's tables as a snapshot in dir/snapshot, its policy as dir/rejoin.yaml, and the answer as
// dir/truth.csv. The tables are claimed to be complete, and taken at Taken.
func WriteSnapshot(dir string, o Organisation) error {
	if o.QuoteAll {
		return errors.New("a snapshot's tables are in the canonical form")
	}
	csvs := filepath.Join(dir, "csv")
	if err := Write(csvs, o); err != nil {
		return err
	}
	defer os.RemoveAll(csvs)
	if err := os.Rename(filepath.Join(csvs, truth+".csv"), filepath.Join(dir, truth+".csv")); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(csvs, policyFile), filepath.Join(dir, policyFile)); err != nil {
		return err
	}
	edit, err := snapshot.Begin(filepath.Join(dir, "snapshot"))
	if err != nil {
		return err
	}
	for _, table := range append([]string{adUsers, entraUsers, entraDeletedUsers, exoMailboxes}, slices.Sorted(maps.Keys(tenantTables))...) {
		if err := addTable(edit, table, filepath.Join(csvs, table+".csv")); err != nil {
			edit.Abandon()
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return edit.Commit()
}

func addTable(edit *snapshot.Edit, table, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return err
	}
	w, err := edit.Create(table, header)
	if err != nil {
		return err
	}
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = w.Write(cells)
		}
		if err != nil {
			w.Discard()
			return err
		}
	}
	part := snapshot.Part{Complete: snapshot.Claimed, Source: "invented"}
	if part.Finished.Time, err = time.Parse(time.RFC3339, Taken); err != nil {
		return err
	}
	_, err = w.Close(part)
	return err
}
