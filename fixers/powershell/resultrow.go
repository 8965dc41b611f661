package powershell

import (
	"fmt"
	"slices"
	"strings"

	"rejoin/fixers"
	"rejoin/recon/csvio"
	"rejoin/recon/plan"
)

// resultRow is one row as it was read.
type resultRow struct {
	path  string
	line  int
	cells map[string]string
}

func (row *resultRow) bad(column, problem string) error {
	return &ForeignError{&csvio.Error{File: row.path, Line: row.line, Column: column, Value: row.cells[column], Problem: problem,
		Hint: "a result is not edited by hand; --plan names the plan that the scripts were made from"}}
}

// cell is what the plan has for a column of a result.
type cell struct{ column, want string }

// same refuses a row in which a cell is not the plan's.
func (row *resultRow) same(cells []cell) error {
	for _, one := range cells {
		if row.cells[one.column] != one.want {
			return row.bad(one.column, fmt.Sprintf("is not the plan's %q", one.want))
		}
	}
	return nil
}

// planned compares a row with the change of the plan that it is about.
func (row *resultRow) planned(e *fixers.Entry, a *plan.Action) error {
	e.Of = len(a.Changes)
	if e.Row > e.Of {
		return row.bad("row", fmt.Sprintf("is no row of the action, which has %d", e.Of))
	}
	e.Change = a.Changes[e.Row-1]
	if err := row.same([]cell{{"attribute", e.Change.Attribute}, {"op", string(e.Change.Op)}}); err != nil {
		return err
	}
	for _, one := range []cell{{"before", e.Change.Before}, {"after", e.Change.After}} {
		got, err := plan.ReadValue(a.Table, e.Change, row.cells[one.column])
		if err != nil || !sameText(a.Table, e.Change, got, one.want) {
			return row.bad(one.column, fmt.Sprintf("is not the plan's %q", one.want))
		}
	}
	return nil
}

// sameText compares two values of a change, lists entry by entry, whatever a spreadsheet has made of line breaks.
func sameText(table string, c plan.Change, a, b string) bool {
	a, b = strings.ReplaceAll(a, "\r\n", "\n"), strings.ReplaceAll(b, "\r\n", "\n")
	return a == b || c.Op == plan.Set && slices.Equal(entriesOf(table, c.Attribute, a), entriesOf(table, c.Attribute, b))
}

// beyond reads a row about what a cmdlet changed that the plan says nothing of.
func (row *resultRow) beyond(e *fixers.Entry, a *plan.Action) error {
	op := plan.Op(row.cells["op"])
	switch {
	case op != plan.Set && op != plan.Add && op != plan.Remove:
		return row.bad("op", "is nothing that a cmdlet changes")
	case row.cells["attribute"] == "":
		return row.bad("attribute", "is empty")
	case e.Row <= len(a.Changes):
		return row.bad("row", "is a row of the action itself")
	}
	e.Change = plan.Change{Op: op, Attribute: row.cells["attribute"], Before: row.cells["before"], After: row.cells["after"]}
	e.Action += beyondSuffix
	e.Row -= len(a.Changes)
	e.Note = "changed by the cmdlet, beyond the plan"
	return nil
}
