package plan

import (
	"fmt"
	"io"
	"strings"

	"rejoin/recon"
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// Damage is an action of a plan file that cannot be carried out as it stands in the file.
type Damage struct {
	Line   int    // of the file
	Column string // the cell that is damaged; empty where it is not a single one
	Value  string // what stands there now
	Action string // the action's id, as far as it can be read
	Who    string
	Reason string
}

// Error names the cell and what to do.
func (d Damage) Error() string {
	at := fmt.Sprintf("line %d", d.Line)
	if d.Column != "" {
		at += fmt.Sprintf(", column %s, value %q", d.Column, d.Value)
	}
	return at + ": " + d.Reason
}

// File is a plan as it was read from a file that people may have edited.
type File struct {
	Plan     Plan
	Damaged  []Damage // actions that are left out
	Warnings []string // what was settled, such as mixed decisions
}

// Read reads plan.csv, however a spreadsheet has saved it: with another delimiter or encoding, without a byte order mark, TRUE for
// true. An action with an edited or damaged value is left out and named; the others stand.
func Read(path string) (*File, error) {
	r, err := csvio.Open(path, csvio.Options{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	at, err := r.Places(Columns, "it is no plan, or a column was deleted; make it again with rejoin plan")
	if err != nil {
		return nil, err
	}
	f := &File{}
	reading := &reading{file: f, at: at, seen: map[string]bool{}}
	for {
		record, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		reading.row(record)
	}
	reading.finish()
	return f, nil
}

// reading puts rows together into actions.
type reading struct {
	file *File
	at   map[string]int
	rows []readRow
	seen map[string]bool // the actions that have been read
}

// readRow is one row as it was read.
type readRow struct {
	line   int
	cells  map[string]string
	change Change
	damage *Damage
	snap   string
}

func (r *reading) row(record csvio.Record) {
	row := readRow{line: record.Line, cells: map[string]string{}}
	for _, column := range Columns {
		cell := record.Fields[r.at[column]]
		if column != "before" && column != "after" {
			cell = strings.TrimSpace(cell)
		}
		row.cells[column] = csvio.UnguardCell(cell)
	}
	row.cells["access"] = strings.ToLower(row.cells["access"])
	row.read()
	if len(r.rows) > 0 && r.rows[0].cells["action"] != row.cells["action"] {
		r.finish()
	}
	r.rows = append(r.rows, row)
}

// read brings the values into the table's form and compares the cells with their seals.
func (row *readRow) read() {
	c := &row.change
	c.Op, c.Attribute = Op(row.cells["op"]), row.cells["attribute"]
	for _, one := range []struct {
		column string
		into   *string
	}{{"before", &c.Before}, {"after", &c.After}} {
		value, err := ReadValue(row.cells["table"], *c, row.cells[one.column])
		if err != nil {
			row.damaged(one.column, "the value "+strings.TrimPrefix(err.Error(), "the value "))
			return
		}
		*one.into = value
	}
	want := strings.Split(strings.TrimPrefix(row.cells["check"], "k"), ".")
	if len(want) != len(sealed) {
		row.damaged("check", "the seals of the row's cells are damaged")
		return
	}
	for i, cell := range sealedCells(row.cells, *c) {
		if hash(cell)[:checkLength] != want[i] {
			row.damaged(sealed[i], "is not the value that the plan was made with")
			return
		}
	}
}

func (row *readRow) damaged(column, reason string) {
	row.damage = &Damage{Line: row.line, Column: column, Value: row.cells[column], Action: row.cells["action"], Who: row.cells["who"],
		Reason: reason + "; the action is left out. Make the plan again, or put the value back"}
}

// finish makes an action of the rows that have been collected.
func (r *reading) finish() {
	rows := r.rows
	r.rows = nil
	if len(rows) == 0 {
		return
	}
	first := rows[0].cells
	for _, row := range rows {
		if row.damage != nil {
			r.file.Damaged = append(r.file.Damaged, *row.damage)
			return
		}
	}
	a := Action{ID: first["action"], Rules: words(first["rules"]), Fix: first["fix"], System: directory.System(first["system"]), Table: first["table"],
		Authority: recon.Authority(first["authority"]), Place: first["forest_or_tenant"], Target: first["target"], DependsOn: words(first["depends_on"]),
		Risk: Risk(first["risk"]), Access: first["access"] == "true", Who: first["who"], Mail: first["mail"], Why: first["why"], Undo: first["undo"],
		Identity: first["identity"], Note: first["note"]}
	// What is for people only may have been changed by a spreadsheet beyond reading; nothing depends on it.
	_ = a.Deadline.UnmarshalCSV(first["deadline"])
	_ = a.Certainty.UnmarshalText([]byte(first["certainty"]))
	refuse := func(row readRow, column, reason string) {
		r.file.Damaged = append(r.file.Damaged, Damage{Line: row.line, Column: column, Value: row.cells[column], Action: a.ID, Who: a.Who, Reason: reason})
	}
	for i, row := range rows {
		decision := Decision(strings.ToLower(row.cells["decision"]))
		if _, ok := caution[decision]; !ok {
			refuse(row, "decision", "is no decision; write apply, hold or skip")
			return
		}
		if a.Decision != "" && decision != a.Decision {
			r.file.Warnings = append(r.file.Warnings, fmt.Sprintf("line %d: the rows of action %s say both %s and %s; %s holds", row.line, a.ID, a.Decision, decision, cautious(a.Decision, decision)))
		}
		a.Decision = cautious(a.Decision, decision)
		if want := fmt.Sprint(i + 1); row.cells["row"] != want {
			refuse(row, "row", "row "+want+" of the action is missing or out of order; rows of one action stay together")
			return
		}
		a.Changes = append(a.Changes, row.change)
	}
	if first["of"] != fmt.Sprint(len(rows)) {
		refuse(rows[len(rows)-1], "of", fmt.Sprintf("%d of the action's rows are there; to leave an action out, delete all its rows or write skip", len(rows)))
		return
	}
	snapshot := first["snapshot"]
	if r.file.Plan.Snapshot == "" {
		r.file.Plan.Snapshot = snapshot
	}
	switch {
	case snapshot != r.file.Plan.Snapshot:
		refuse(rows[0], "snapshot", "is another snapshot than that of the actions before; one plan is of one snapshot")
	case a.Seal(snapshot) != a.ID:
		refuse(rows[0], "action", "the seal does not fit the action's values")
	case r.seen[a.ID]:
		refuse(rows[0], "action", "the same action is in the plan twice")
	default:
		r.seen[a.ID] = true
		r.file.Plan.Actions = append(r.file.Plan.Actions, a)
	}
}

func cautious(a, b Decision) Decision {
	if caution[b] >= caution[a] {
		return b
	}
	return a
}
