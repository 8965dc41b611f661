package handmade

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// cleaner brings records into the snapshot's form.
type cleaner struct {
	table    *directory.Table
	from     origin
	columns  []mapped
	rules    []directory.Rules
	lossy    bool
	required []int // places of the key columns among columns
}

func newCleaner(request Request, from origin, columns []mapped, p *plan) *cleaner {
	c := &cleaner{table: request.Table, from: from, columns: columns, lossy: p.cells}
	for i, one := range columns {
		c.rules = append(c.rules, p.rulesOf(one.column.Name))
		if slices.Contains(request.Table.Key, one.column.Name) {
			c.required = append(c.required, i)
		}
	}
	return c
}

func (c *cleaner) clean(b *batch) {
	b.tallies = make([]tally, len(c.columns))
	width := len(c.columns)
	if c.lossy {
		width++
	}
	cells := make([]string, len(b.records)*width) // of all rows at once, unless records become several rows
	for _, record := range b.records {
		for _, fields := range c.expand(record.Fields) {
			if len(cells) < width {
				cells = make([]string, width)
			}
			row := cells[:width:width]
			cells = cells[width:]
			var lost []string
			for i := range c.columns {
				one := &c.columns[i]
				if lossOf, err := c.cell(&row[i], fields[one.from], i, record.Line, &b.tallies[i]); err != nil {
					b.err = err
					return
				} else if lossOf {
					lost = append(lost, one.column.Name)
				}
			}
			if err := c.checkKey(row, lost, b.tallies, record.Line); err != nil {
				b.err = err
				return
			}
			if c.lossy && len(lost) > 0 {
				row[width-1] = strings.Join(lost, ";")
			}
			b.rows = append(b.rows, row)
			b.lines = append(b.lines, record.Line)
		}
	}
}

// cell cleans one cell into the row. It says whether the cell was lost.
func (c *cleaner) cell(into *string, raw string, i, line int, t *tally) (lost bool, err error) {
	if raw == "" {
		return false, nil
	}
	one := &c.columns[i]
	cell, err := one.column.Kind.Clean(c.translate(one, raw), c.rules[i])
	switch {
	case errors.Is(err, directory.ErrDateOrder):
		if t.undecided == 0 {
			t.first = place{line, raw}
		}
		t.undecided++
		return false, nil
	case err != nil:
		return false, c.from.wrong(line, csvio.Error{Column: one.header, Value: raw, Problem: err.Error(),
			Hint: fmt.Sprintf("the column is read as %s (%s); put the cell right, or give the column another meaning with --map", one.column.Name, one.column.Kind)})
	case cell.Loss != "":
		if t.lost == 0 {
			t.reason, t.line = cell.Loss, line
		}
		t.lost++
		return true, nil
	}
	*into = cell.Text
	if cell.Text != "" {
		t.good++
	}
	if cell.Form == "" {
		return false, nil
	}
	t.count(cell.Form, 1)
	if one.column.Kind == directory.KindTime && t.evidence == directory.DateOrderUnsettled {
		t.evidence = directory.DateEvidence(raw)
	}
	return false, nil
}

// checkKey refuses a row without a key. Where the key was lost, that is noted only: the column may turn out to be lost as a
// whole, which is another error.
func (c *cleaner) checkKey(row, lost []string, tallies []tally, line int) error {
	for _, i := range c.required {
		if row[i] != "" {
			return nil
		}
	}
	for _, i := range c.required {
		if slices.Contains(lost, c.columns[i].column.Name) {
			if tallies[i].keyless == 0 {
				tallies[i].keyless = line
			}
			return nil
		}
	}
	return c.from.wrong(line, csvio.Error{Column: strings.Join(c.table.Key, " or "), Problem: "is empty, but rows are told apart by it",
		Hint: "an object without a key cannot be joined; take the row out, or export it again"})
}
