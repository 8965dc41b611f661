package powershell

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"rejoin/fixers"
	"rejoin/recon/csvio"
	"rejoin/recon/plan"
)

// resultColumns are the columns of a result, as parts/result.ps1 writes them.
var resultColumns = []string{"time", "outcome", "action", "row", "of", "system", "table", "target", "attribute", "op", "before", "after", "note", "beyond",
	"operator", "host", "script", "plan", "snapshot"}

// beyondSuffix and the attribute follow an action's id in entries about what a cmdlet changed beyond it: they are taken back apart from it.
const beyondSuffix = "-beyond"

// Results are what the scripts of a plan recorded, checked against it.
type Results struct {
	Entries   []fixers.Entry // by time
	Operators []string       // who ran the scripts, sorted
	Hosts     []string       // and where
	Missing   int            // actions to be applied of which no result says anything
	Tally     fixers.Tally   // the last word on each action; what was done stays done
	Warnings  []string
}

// ForeignError says that a result is not of this plan, or was edited.
type ForeignError struct{ err error }

func (e *ForeignError) Error() string { return e.err.Error() }
func (e *ForeignError) Unwrap() error { return e.err }

// ReadResults reads results. Every row must fit the plan: its action, object and values. The last row of a file that a killed run left half
// written is left out, with a warning. seal is the SHA-256 of the plan file.
func ReadResults(p *plan.Plan, seal string, paths []string) (*Results, error) {
	r := &reading{plan: p, actions: map[string]*plan.Action{}, outcomes: map[string]fixers.Outcome{}, results: &Results{Tally: fixers.Tally{}}}
	for i := range p.Actions {
		r.actions[p.Actions[i].ID] = &p.Actions[i]
	}
	for _, path := range paths {
		if err := r.file(path, seal); err != nil {
			return nil, err
		}
	}
	r.settle()
	return r.results, nil
}

type reading struct {
	plan     *plan.Plan
	actions  map[string]*plan.Action
	batches  [][]fixers.Entry // the rows of one action and outcome, which were written together
	outcomes map[string]fixers.Outcome
	results  *Results
}

func (r *reading) file(path, seal string) error {
	cut, err := cutOff(path)
	if err != nil {
		return err
	}
	file, err := csvio.Open(path, csvio.Options{})
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Places(resultColumns, "it is no result of a script"); err != nil {
		return &ForeignError{err}
	}
	otherPlan := false
	for {
		record, err := file.Next()
		if err == io.EOF {
			break
		}
		if wrong, ok := errors.AsType[*csvio.Error](err); cut > 0 && (record.Line >= cut || ok && wrong.Line >= cut) {
			r.warn("%s:%d: the last row was cut off when the script was stopped; it is left out", path, cut)
			break
		}
		if err != nil {
			return err
		}
		row := &resultRow{path: path, line: record.Line, cells: map[string]string{}}
		for i, column := range file.Header() {
			row.cells[column] = csvio.UnguardCell(record.Fields[i])
		}
		otherPlan = otherPlan || row.cells["plan"] != seal
		if err := r.row(row); err != nil {
			return err
		}
	}
	if otherPlan {
		r.warn("%s: the plan file was saved again after the scripts were made; its actions are the same", path)
	}
	return nil
}

func (r *reading) warn(format string, values ...any) {
	r.results.Warnings = append(r.results.Warnings, fmt.Sprintf(format, values...))
}

// cutOff is the line of a last row that does not end; 0 when all do.
func cutOff(path string) (int, error) {
	text, err := os.ReadFile(path)
	if err != nil || len(text) == 0 {
		return 0, nil // opening it says what is wrong
	}
	whole, quoted := 0, false
	for i, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case b == '\n' && !quoted:
			whole = i + 1
		}
	}
	if whole == len(text) {
		return 0, nil
	}
	return bytes.Count(text[:whole], []byte{'\n'}) + 1, nil
}

// row checks one row against the plan, and adds it to those that were written with it.
func (r *reading) row(row *resultRow) error {
	if row.cells["snapshot"] != r.plan.Snapshot {
		return row.bad("snapshot", "is another snapshot than that of the plan")
	}
	r.note(row)
	if row.cells["system"] == string(fixers.BySync) && strings.HasPrefix(row.cells["action"], waitPrefix) {
		return nil // a wait changes nothing
	}
	a, ok := r.actions[row.cells["action"]]
	if !ok {
		return row.bad("action", "is no action of the plan")
	}
	e := fixers.Entry{Outcome: fixers.Outcome(row.cells["outcome"]), Who: a.Who, Mail: a.Mail, Rules: a.Rules, Fix: a.Fix, System: a.System, Table: a.Table,
		Target: a.Target, Place: a.Place, Note: row.cells["note"], Action: a.ID, Risk: a.Risk, Identity: a.Identity, DependsOn: a.DependsOn}
	if err := row.same([]cell{{"system", string(a.System)}, {"table", a.Table}, {"target", a.Target}, {"of", strconv.Itoa(len(a.Changes))}}); err != nil {
		return err
	}
	var err error
	if e.Time, err = time.Parse(time.RFC3339, row.cells["time"]); err != nil {
		return row.bad("time", "is no time such as 2026-11-02T06:00:00Z")
	}
	if !slices.Contains(outcomes, e.Outcome) {
		return row.bad("outcome", "is no outcome")
	}
	if e.Row, err = strconv.Atoi(row.cells["row"]); err != nil || e.Row < 1 {
		return row.bad("row", "is no number of a row")
	}
	switch row.cells["beyond"] {
	case "":
		err = row.planned(&e, a)
	case "beyond":
		err = row.beyond(&e, a)
	default:
		err = row.bad("beyond", "is neither empty nor beyond")
	}
	if err != nil {
		return err
	}
	return r.add(row, e)
}

// outcomes are those that scripts record.
var outcomes = []fixers.Outcome{fixers.Started, fixers.WouldChange, fixers.Done, fixers.Already, fixers.Drifted, fixers.Skipped, fixers.Failed, fixers.Unverified}

// note keeps who ran a script, and where.
func (r *reading) note(row *resultRow) {
	for _, one := range []struct {
		into *[]string
		name string
	}{{&r.results.Operators, row.cells["operator"]}, {&r.results.Hosts, row.cells["host"]}} {
		if at, found := slices.BinarySearch(*one.into, one.name); !found {
			*one.into = slices.Insert(*one.into, at, one.name)
		}
	}
}

// add puts an entry to those of the same action and outcome before it. Rows begin at 1 and go on by one: a missing one was deleted.
func (r *reading) add(row *resultRow, e fixers.Entry) error {
	if e.Row == 1 {
		r.batches = append(r.batches, []fixers.Entry{e})
		return nil
	}
	if len(r.batches) > 0 {
		last := &r.batches[len(r.batches)-1]
		if before := (*last)[len(*last)-1]; before.Action == e.Action && before.Outcome == e.Outcome && before.Row == e.Row-1 {
			*last = append(*last, e)
			return nil
		}
	}
	return row.bad("row", "the row before it is missing")
}
