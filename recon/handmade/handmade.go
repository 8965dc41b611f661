// Package handmade turns the CSV files that administrators really have into parts of a snapshot: it finds out which column
// is which, brings every cell into the snapshot's own form, and says what it recognised, what it ignored, and what it does
// not trust.
package handmade

import (
	"context"
	"errors"
	"slices"
	"time"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// Request says what to import.
type Request struct {
	Table   *directory.Table
	Files   []string
	Out     string              // the snapshot, new or not
	Forest  string              // of an AD table's rows; empty: told by the rows' distinguished names, or the only one
	Taken   time.Time           // when the objects looked like this; zero: when the file was last changed
	Partial bool                // the files are known not to hold everything
	Merge   bool                // join the columns to the rows that the table already has
	Map     map[string]string   // header → column, as told by the person who imports
	Options []string            // what the export was asked for besides, such as "unresolved"
	Dates   directory.DateOrder // of dates such as 3/4/2026, where a column does not settle it
	Zone    *time.Location      // of times that name none; nil: UTC
	CSV     csvio.Options       // what is known of the files' form; empty: found out
	Read    func(records int)   // told how many records were read since; may be nil
}

// Report says what one import did.
type Report struct {
	Part      snapshot.Part
	Form      string    // the file's dialect, for people
	Mapped    []Mapping // header → column, in the file's order
	Ignored   []string  // headers that mean nothing to the table, with the reason where there is one
	LostCells []Loss    // columns in which single cells were lost
	Assumed   []string  // what was taken for granted
	Missing   []Missing // columns that would have made the join strong
	Repair    string    // the one PowerShell line that would give a file without losses; empty when none is needed
}

// Mapping says which column a header turned out to be, and how its cells were written.
type Mapping struct {
	Header string
	Column string
	Forms  []string // spellings other than the snapshot's own; empty: none

	from int // the header's place in the file
}

// Loss is what was lost of a column.
type Loss struct {
	Column string
	Reason string
	Cells  int
	First  string // where the first lost cell is: line 3, or of Graph's pages object 3
}

// Missing is a column that the file should have had.
type Missing struct {
	Column  string
	Without string // what becomes of a join that has to do without it
}

// source is a file of rows under a header.
type source interface {
	Header() []string
	Next() (csvio.Record, error)
	Truncated() bool
	Warnings() []string
	Close() error
}

// Import reads the request's files into the snapshot. Each CSV file becomes a part; JSON pages become one together. On an
// error the snapshot is as it was before.
func Import(ctx context.Context, request Request) ([]Report, error) {
	edit, err := snapshot.Begin(request.Out)
	if err != nil {
		return nil, err
	}
	reports, err := importGroups(ctx, request, edit)
	if err == nil {
		err = edit.Commit()
	}
	if err != nil {
		edit.Abandon()
		return nil, err
	}
	return reports, nil
}

func importGroups(ctx context.Context, request Request, edit *snapshot.Edit) ([]Report, error) {
	known := newKeys(request.Table, nil)
	if !request.Merge {
		if err := known.load(edit.Snapshot()); err != nil {
			return nil, err
		}
	}
	var reports []Report
	for _, group := range groupFiles(request.Files) {
		report, err := importGroup(ctx, request, edit, group, known)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func importGroup(ctx context.Context, request Request, edit *snapshot.Edit, g group, known *keys) (Report, error) {
	plan := newPlan(request)
	for {
		report, err := runPlan(ctx, request, edit, g, known, plan)
		if !errors.Is(err, errAgain) {
			return report, err
		}
	}
}

// errAgain says that a run learned something about the file that changes how it must be read from the start.
var errAgain = errors.New("read the file again")

// cutOff are the row counts at which Microsoft's tools stop by themselves: nothing follows from absence in such a file.
var cutOff = []int64{100, 999, 1000, 5000}

func completeness(request Request, src source, rows int64) (snapshot.Completeness, string) {
	switch {
	case request.Partial:
		return snapshot.No, "--partial was given"
	case src.Truncated():
		return snapshot.No, "the file itself says that there is more"
	case slices.Contains(cutOff, rows):
		return snapshot.No, "it has exactly as many rows as the tools stop at by themselves; export with -ResultSize Unlimited or -All"
	}
	return snapshot.Claimed, ""
}
