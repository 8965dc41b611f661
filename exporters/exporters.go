// Package exporters is what all exporters share: writing a table that may be cut off into a snapshot, and telling how it goes.
package exporters

import (
	"context"

	"rejoin/recon/snapshot"
)

// Watch is told how an export goes. Each function may be nil.
type Watch struct {
	Begin func(table string)
	Row   func(rows int) // how many rows were written since
	End   func(part snapshot.Part)
}

// Fill hands rows to write, in the order of the columns. A nil error means that the source said that it was at its end.
type Fill func(write func(cells []string) error) error

// Write makes a part of a table out of what fill hands over. The part is proven when fill came to the end. When it did not, what
// came before is kept in a part that says so, and the error is returned beside it; but an interrupt leaves nothing. The part's
// other fields are taken from about after fill has ended, so that fill may still add to them.
func Write(ctx context.Context, edit *snapshot.Edit, table string, columns []string, about *snapshot.Part, watch Watch, fill Fill) (snapshot.Part, error) {
	if watch.Begin != nil {
		watch.Begin(table)
	}
	w, err := edit.Create(table, columns)
	if err != nil {
		return snapshot.Part{}, err
	}
	var failed error // of the disk, which leaves no part
	err = fill(func(cells []string) error {
		if failed = w.Write(cells); failed != nil {
			return failed
		}
		if watch.Row != nil {
			watch.Row(1)
		}
		return nil
	})
	if ctx.Err() != nil {
		failed = ctx.Err()
	}
	if failed != nil {
		w.Discard()
		return snapshot.Part{}, failed
	}
	about.Complete = snapshot.Proven
	if err != nil {
		about.Complete = snapshot.No
		about.Warnings = append(about.Warnings, "incomplete: "+err.Error())
	}
	part, closeErr := w.Close(*about)
	if closeErr != nil {
		return snapshot.Part{}, closeErr
	}
	if watch.End != nil {
		watch.End(part)
	}
	return part, err
}
