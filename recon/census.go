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

// count passes over all identities, in parallel, each table in the order of its rows.
func (r *Result) count() {
	for table := range tableOf(len(tableNames)) {
		parts := make([]census, r.o.workers)
		r.o.inParallel(r.o.rowsOf(table), func(worker, low, high int) {
			mine := &parts[worker]
			mine.joined(r.o, table, low, high)
			r.o.entries(table, low, high, func(e entry) { mine.see(r, e) })
		})
		for i := range parts {
			r.census.add(&parts[i])
		}
	}
}

// see counts one identity.
func (c *census) see(r *Result, e entry) {
	c.people[e.situation]++
	if r.pending(e) {
		c.pending++
	}
	if e.situation != Confirmed {
		r.o.complete(&e)
		c.notable = append(c.notable, e)
	}
}

// joined counts the joins that a table's rows know of, and how these rows and the mailboxes are joined. A row counts by its
// strongest join. Rows are visited in order only: looking up each one's counterparts would cost more than all the rest.
func (c *census) joined(o *organisation, table tableOf, low, high int) {
	for row := ref(low); row < ref(high); row++ {
		switch table {
		case inAD:
			user := o.ad.at(row)
			by := stronger(user.entraBy, user.exoBy)
			if user.flags&resource != 0 {
				c.joins[BySID]++
				by = BySID
			} else if _, ok := o.linked[row]; ok {
				by = stronger(by, BySID)
			}
			c.cover(inAD, by)
			c.joins[user.entraBy]++
			c.mailbox(user.exoBy)
		case inEntra:
			user := o.entra.at(row)
			by := user.exoBy
			if !by.Strong() && user.ad != none {
				by = stronger(by, o.ad.at(user.ad).entraBy)
			}
			c.cover(inEntra, by)
			c.mailbox(user.exoBy)
		case inDeleted:
			by := NotJoined
			if owner := o.deleted.at(row).ad; owner != none {
				by = o.ad.at(owner).entraBy
			}
			c.cover(inDeleted, by)
		case inEXO:
			if mailbox := o.exo.at(row); mailbox.entra == none && mailbox.ad == none {
				c.cover(inEXO, NotJoined)
			}
		}
	}
}

// mailbox counts the join of a mailbox to someone else's row, which knows its strength.
func (c *census) mailbox(by Strength) {
	if by != NotJoined {
		c.joins[by]++
		c.cover(inEXO, by)
	}
}

func (c *census) cover(table tableOf, by Strength) {
	covered := &c.covered[table]
	switch {
	case by == NotJoined:
		covered.Alone++
	case by.Strong():
		covered.Strong++
	default:
		covered.Other++
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

// everybody lists all identities, or those that are not Confirmed.
func (r *Result) everybody(all bool) iter.Seq[entry] {
	if !all {
		return slices.Values(r.census.notable)
	}
	return func(yield func(entry) bool) {
		for table := range tableOf(len(tableNames)) {
			for low := 0; low < r.o.rowsOf(table); low += batch {
				stopped := false
				r.o.entries(table, low, min(low+batch, r.o.rowsOf(table)), func(e entry) {
					r.o.complete(&e)
					stopped = stopped || !yield(e)
				})
				if stopped {
					return
				}
			}
		}
	}
}
