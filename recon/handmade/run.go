package handmade

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

func baseName(path string) string { return filepath.Base(path) }

// runPlan reads a group from its start to its end by the plan and writes its part.
func runPlan(ctx context.Context, request Request, edit *snapshot.Edit, g group, p *plan) (report Report, err error) {
	src, form, unknown, err := g.open(request)
	if err != nil {
		return report, err
	}
	defer src.Close()
	file := g.files[0]
	all, ignored, err := mapHeader(request, file, src.Header())
	if err != nil {
		return report, err
	}
	kept := p.keep(all)
	if err := p.checkLostKey(request, file, kept); err != nil {
		return report, err
	}
	part, err := snapshotPart(request, g, p)
	if err != nil {
		return report, err
	}
	sink, err := newSink(request, edit, file, kept, p)
	if err != nil {
		return report, err
	}
	defer sink.discard()
	tallies, err := clean(ctx, request, src, file, kept, p, sink)
	if err == nil {
		err = p.learn(file, kept, tallies)
	}
	if err != nil {
		return report, err
	}
	if sink.rows == 0 {
		return report, &csvio.Error{File: file, Problem: "has a header and no rows", Hint: "export it again; a table that is really empty is left out of the snapshot"}
	}
	var why string
	part.Complete, why = completeness(request, src, sink.rows)
	part.Warnings = src.Warnings()
	if why != "" {
		part.Warnings = append(part.Warnings, "incomplete: "+why)
	}
	if part.Forest == "" && request.Table.System == directory.AD && !slices.Contains(sink.columns, directory.ForestColumn) {
		part.Forest = sink.forest.name()
	}
	if report.Part, err = sink.close(part); err != nil {
		return report, err
	}
	report.Form, report.Ignored = form, append(ignored, unknown...)
	report.Assumed = append(report.Assumed, assumptions(request, report.Part)...)
	p.report(&report, request, kept, all, tallies)
	return report, nil
}

func assumptions(request Request, part snapshot.Part) []string {
	var all []string
	if part.Assumed {
		all = append(all, fmt.Sprintf("taken %s, when the file was last changed; --taken says it exactly", part.Finished.UTC().Format("2006-01-02T15:04:05Z")))
	}
	if request.Forest == "" && part.Forest != "" {
		all = append(all, fmt.Sprintf("forest %s, from the distinguished names; --forest says it exactly", part.Forest))
	}
	return all
}

// batch is a run of records on their way from the file to the part.
type batch struct {
	records []csvio.Record
	rows    [][]string // cleaned, in the order of the part's columns
	lines   []int
	tallies []tally
	err     error
	done    chan struct{}
}

const batchSize = 512

// clean reads the source to its end, cleans its cells on all processors, and hands the rows to the sink in order.
func clean(ctx context.Context, request Request, src source, file string, columns []mapped, p *plan, sink *sink) ([]tally, error) {
	ordered := make(chan *batch, 4*runtime.GOMAXPROCS(0))
	work := make(chan *batch, cap(ordered))
	stop := make(chan struct{})
	var readErr error
	var running sync.WaitGroup
	defer running.Wait()
	defer close(stop)
	running.Go(func() {
		defer close(work)
		defer close(ordered)
		readErr = readBatches(src, ordered, work, stop)
	})
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			cleaner := newCleaner(request, file, columns, p)
			for b := range work {
				cleaner.clean(b)
				close(b.done)
			}
		})
	}
	tallies := make([]tally, len(columns))
	for b := range ordered {
		<-b.done
		if b.err != nil {
			return nil, b.err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, row := range b.rows {
			if err := sink.write(row, b.lines[i]); err != nil {
				return nil, err
			}
		}
		for i := range b.tallies {
			tallies[i].add(&b.tallies[i])
		}
		if request.Read != nil {
			request.Read(len(b.records))
		}
	}
	return tallies, readErr
}

// readBatches reads records until the source ends, fails, or nobody wants more.
func readBatches(src source, ordered, work chan<- *batch, stop <-chan struct{}) error {
	for {
		b := &batch{done: make(chan struct{})}
		var err error
		for len(b.records) < batchSize && err == nil {
			var record csvio.Record
			if record, err = src.Next(); err == nil {
				b.records = append(b.records, record)
			}
		}
		if len(b.records) > 0 {
			select {
			case ordered <- b:
				work <- b
			case <-stop:
				return nil
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// cleaner brings records into the snapshot's form.
type cleaner struct {
	table    *directory.Table
	file     string
	columns  []mapped
	rules    []directory.Rules
	lossy    bool
	required []int // places of the key columns among columns
}

func newCleaner(request Request, file string, columns []mapped, p *plan) *cleaner {
	c := &cleaner{table: request.Table, file: file, columns: columns, lossy: p.cells}
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
	for _, record := range b.records {
		for _, fields := range c.expand(record.Fields) {
			row := make([]string, width)
			var lost []string
			for i, one := range c.columns {
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
	one := c.columns[i]
	if one.column.Kind == directory.KindTime && t.evidence == directory.DateOrderUnsettled {
		t.evidence = directory.DateEvidence(raw)
	}
	cell, err := one.column.Kind.Clean(c.translate(one, raw), c.rules[i])
	switch {
	case errors.Is(err, directory.ErrDateOrder):
		if t.undecided == 0 {
			t.first = place{line, raw}
		}
		t.undecided++
		return false, nil
	case err != nil:
		return false, &csvio.Error{File: c.file, Line: line, Column: one.header, Value: raw, Problem: err.Error(),
			Hint: fmt.Sprintf("the column is read as %s, which holds a %s; --map gives it another meaning", one.column.Name, one.column.Kind)}
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
	if cell.Form != "" {
		t.count(cell.Form, 1)
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
	return &csvio.Error{File: c.file, Line: line, Column: strings.Join(c.table.Key, " or "), Problem: "is empty, but rows are told apart by it",
		Hint: "an object without a key cannot be joined; take the row out, or export it again"}
}
