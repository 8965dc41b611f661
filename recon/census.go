package recon

import (
	"iter"
	"slices"
)

// census is what one pass over all identities counts, and those of them that people ask for.
type census struct {
	people  [situationCount]int
	joins   [Weak + 1]int
	covered [len(tableNames)]Coverage
	pending int
	notable []entry // the identities that are not Confirmed, in order
}

// count passes over all identities, in parallel.
func (r *Result) count() {
	for table := range tableOf(len(tableNames)) {
		parts := make([]census, r.o.workers)
		r.o.inParallel(r.o.rowsOf(table), func(worker, low, high int) {
			mine := &parts[worker]
			r.o.entries(table, low, high, func(e entry) { mine.see(r, e) })
		})
		for i := range parts {
			r.census.add(&parts[i])
		}
	}
}

func (c *census) see(r *Result, e entry) {
	c.people[e.situation]++
	if r.pending(e) {
		c.pending++
	}
	var space [3]joined
	joins := r.o.joins(space[:0], e)
	for _, j := range joins {
		c.joins[j.by]++
	}
	c.cover(e, joins)
	if e.situation != Confirmed {
		c.notable = append(c.notable, e)
	}
}

func (c *census) add(part *census) {
	for i, n := range part.people {
		c.people[i] += n
	}
	for i, n := range part.joins {
		c.joins[i] += n
	}
	for i, covered := range part.covered {
		c.covered[i].Strong += covered.Strong
		c.covered[i].Other += covered.Other
		c.covered[i].Alone += covered.Alone
	}
	c.pending += part.pending
	c.notable = append(c.notable, part.notable...)
}

// cover counts an identity's objects as joined or alone. An object counts by its strongest join.
func (c *census) cover(e entry, joins []joined) {
	var best [len(tableNames)]Strength
	for _, j := range joins {
		for _, one := range [...]object{j.left, j.right} {
			if best[one.table] == NotJoined || j.by < best[one.table] {
				best[one.table] = j.by
			}
		}
	}
	var space [4]object
	for _, one := range e.objects(space[:0]) {
		covered := &c.covered[one.table]
		switch by := best[one.table]; {
		case by == NotJoined:
			covered.Alone++
		case by.Strong():
			covered.Strong++
		default:
			covered.Other++
		}
	}
}

// everybody lists all identities, or those that are not Confirmed.
func (r *Result) everybody(all bool) iter.Seq[entry] {
	if !all {
		return slices.Values(r.census.notable)
	}
	return func(yield func(entry) bool) {
		for table := range tableOf(len(tableNames)) {
			for low := 0; low < r.o.rowsOf(table); low += batch {
				stopped := false
				r.o.entries(table, low, min(low+batch, r.o.rowsOf(table)), func(e entry) { stopped = stopped || !yield(e) })
				if stopped {
					return
				}
			}
		}
	}
}
