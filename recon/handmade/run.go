package handmade

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// runPlan reads a group from its start to its end by the plan and writes its part.
func runPlan(ctx context.Context, request Request, edit *snapshot.Edit, g group, known *keys, p *plan) (report Report, err error) {
	src, form, unknown, err := g.open(request)
	if err != nil {
		return report, err
	}
	defer src.Close()
	from := g.origin()
	all, ignored, err := mapHeader(request, from, src.Header())
	if err != nil {
		return report, err
	}
	kept := p.keep(all)
	if err := p.checkLostKey(request, from, kept); err != nil {
		return report, err
	}
	part, err := snapshotPart(request, g, p)
	if err != nil {
		return report, err
	}
	sink, err := newSink(request, edit, from, kept, known, p)
	if err != nil {
		return report, err
	}
	defer sink.discard()
	tallies, err := clean(ctx, request, src, from, kept, p, sink)
	if err == nil {
		err = p.learn(from, kept, tallies)
	}
	if err != nil {
		return report, err
	}
	if sink.rows == 0 {
		return report, &csvio.Error{File: from.file, Problem: "has a header and no rows", Hint: "export it again; a table that is really empty is left out of the snapshot"}
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
	p.report(&report, request, from, kept, all, tallies)
	if !request.Merge {
		known.join(sink.keys)
	}
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
func clean(ctx context.Context, request Request, src source, from origin, columns []mapped, p *plan, sink *sink) ([]tally, error) {
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
			cleaner := newCleaner(request, from, columns, p)
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
