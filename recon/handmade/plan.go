package handmade

import (
	"fmt"
	"maps"
	"slices"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// plan is what has been learnt about a file so far: how its dates are written, which of its columns are lost as a whole, and
// whether single cells are. A run that learns more starts over.
type plan struct {
	rules map[string]directory.Rules // of the columns that need their own
	base  directory.Rules
	lost  map[string]string // column → why every cell of it is lost
	cells bool              // some cells are lost: the part needs a _lossy column
}

func newPlan(request Request) *plan {
	return &plan{rules: map[string]directory.Rules{}, base: directory.Rules{Dates: request.Dates, Zone: request.Zone}, lost: map[string]string{}}
}

func (p *plan) rulesOf(column string) directory.Rules {
	if rules, ok := p.rules[column]; ok {
		return rules
	}
	return p.base
}

// tally is what a run sees of one column.
type tally struct {
	good      int
	lost      int
	reason    string // of the first lost cell
	line      int    // likewise
	forms     map[string]int
	undecided int                 // dates whose order of day and month nothing has settled
	first     place               // of the first of them
	evidence  directory.DateOrder // what other dates of the column prove
	keyless   int                 // the line of the first row that has no key because this cell of it was lost; 0: none
}

// place is where a cell is, and what it holds.
type place struct {
	line  int
	value string
}

func (t *tally) add(other *tally) {
	if t.lost == 0 {
		t.reason, t.line = other.reason, other.line
	}
	if t.undecided == 0 {
		t.first = other.first
	}
	if t.evidence == directory.DateOrderUnsettled {
		t.evidence = other.evidence
	}
	if t.keyless == 0 {
		t.keyless = other.keyless
	}
	t.good += other.good
	t.lost += other.lost
	t.undecided += other.undecided
	for form, n := range other.forms {
		t.count(form, n)
	}
}

func (t *tally) count(form string, n int) {
	if t.forms == nil {
		t.forms = map[string]int{}
	}
	t.forms[form] += n
}

// learn takes in what a run saw. It returns errAgain when the file must be read again with what is known now.
func (p *plan) learn(from origin, columns []mapped, tallies []tally) error {
	again := false
	for i, one := range columns {
		name, t := one.column.Name, &tallies[i]
		switch {
		case t.lost > 0 && t.good == 0 && t.undecided == 0:
			p.lost[name] = t.reason
			again = true
		case t.keyless > 0:
			return from.wrong(t.keyless, csvio.Error{Column: one.header, Problem: "the key of this row was lost in the export (" + t.reason + ")",
				Hint: "rows are told apart by it; export the file again, or take the row out"})
		case t.lost > 0 && !p.cells:
			p.cells, again = true, true
		}
		if t.undecided == 0 {
			continue
		}
		if t.evidence == directory.DateOrderUnsettled {
			return from.wrong(t.first.line, csvio.Error{Column: one.header, Value: t.first.value,
				Problem: "may be day/month or month/day, and no other date of the column tells which",
				Hint:    "say --dates day-first or --dates month-first"})
		}
		rules := p.rulesOf(name)
		rules.Dates = t.evidence
		p.rules[name] = rules
		again = true
	}
	if again {
		return errAgain
	}
	return nil
}

// report turns what the last run saw into what people read.
func (p *plan) report(report *Report, request Request, from origin, columns, all []mapped, tallies []tally) {
	for i, one := range columns {
		t := &tallies[i]
		report.Mapped = append(report.Mapped, Mapping{Header: one.header, Column: one.column.Name, Forms: slices.Sorted(maps.Keys(t.forms)), from: one.from})
		if t.lost > 0 {
			report.LostCells = append(report.LostCells, Loss{Column: one.column.Name, Reason: t.reason, Cells: t.lost, First: from.place(t.line)})
		}
		if rules, ok := p.rules[one.column.Name]; ok {
			report.Assumed = append(report.Assumed, fmt.Sprintf("%s: dates are %s, as other dates of the column show", one.column.Name, rules.Dates))
		}
	}
	slices.SortFunc(report.Mapped, func(a, b Mapping) int { return a.from - b.from })
	if !request.Merge { // else the rows have been joined by the other file's columns
		report.Missing = missingColumns(request.Table, columns)
	}
	if len(report.Missing)+len(report.LostCells)+len(report.Part.Lossy) > 0 {
		report.Repair = repairLine(request.Table, all)
	}
}

// lossyColumns are the columns that the part leaves out.
func (p *plan) lossyColumns() directory.List { return slices.Sorted(maps.Keys(p.lost)) }

// partColumns are the header of the part.
func (p *plan) partColumns(columns []mapped) []string {
	var names []string
	for _, one := range columns {
		names = append(names, one.column.Name)
	}
	if p.cells {
		names = append(names, directory.LossyColumn)
	}
	return names
}

// keep drops the columns that are lost as a whole.
func (p *plan) keep(columns []mapped) []mapped {
	return slices.DeleteFunc(slices.Clone(columns), func(one mapped) bool { return p.lost[one.column.Name] != "" })
}

// checkLostKey refuses a file whose key is lost.
func (p *plan) checkLostKey(request Request, from origin, kept []mapped) error {
	if request.Table.KeyAll {
		return nil
	}
	for _, name := range request.Table.Key {
		if slices.ContainsFunc(kept, func(one mapped) bool { return one.column.Name == name }) {
			return nil
		}
	}
	return &csvio.Error{File: from.file, Column: request.Table.Key[0], Problem: "was lost in the export (" + p.lost[request.Table.Key[0]] + "), but rows are told apart by it",
		Hint: "export it with this line: " + repairLine(request.Table, kept)}
}

// snapshotPart is the manifest row of what was read, but for what the writer adds.
func snapshotPart(request Request, g group, p *plan) (snapshot.Part, error) {
	finished, assumed, err := g.taken(request)
	if err != nil {
		return snapshot.Part{}, err
	}
	part := snapshot.Part{Source: g.source(), Forest: request.Forest, Assumed: assumed, Lossy: p.lossyColumns(), Options: request.Options}
	part.Finished.Time = finished
	return part, nil
}
