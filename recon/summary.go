package recon

import (
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// Summary is what a reconciliation found, in numbers.
type Summary struct {
	Snapshot   string           `json:"snapshot"` // its id
	Now        directory.Time   `json:"now"`      // the moment that ages are measured against; empty when unknown
	LastSync   directory.Time   `json:"lastSync"` // of AD to Entra; empty when unknown
	Anchors    []ForestAnchor   `json:"anchors"`
	Tables     []Coverage       `json:"tables"`
	People     int              `json:"people"`
	Situations []SituationCount `json:"situations"`
	Joins      []JoinCount      `json:"joins"`
	Pending    int              `json:"pending"` // people whose AD object changed after the last synchronization
}

// ForestAnchor says which column of ad_users is a forest's source anchor.
type ForestAnchor struct {
	Forest string `json:"forest"` // empty: the only one
	Column string `json:"column"`
}

// Coverage says how much of a table the join could use.
type Coverage struct {
	Table    string                `json:"table"`
	Rows     int64                 `json:"rows"`
	Complete snapshot.Completeness `json:"complete"`
	Strong   int                   `json:"strong"` // rows joined by an identifier; these three only for tables that are joined
	Other    int                   `json:"other"`  // rows joined by text
	Alone    int                   `json:"alone"`
	Joined   bool                  `json:"joined"` // whether the table is one of those that are joined
	Lossy    []string              `json:"lossy,omitempty"`
}

// SituationCount is how many people are in a situation.
type SituationCount struct {
	Situation string `json:"situation"`
	People    int    `json:"people"`
}

// JoinCount is how many joins of two objects a key made.
type JoinCount struct {
	By    string `json:"by"`
	Joins int    `json:"joins"`
}

// Summarize counts the result.
func (r *Result) Summarize() Summary {
	o := r.o
	s := Summary{Snapshot: o.snapshot.ID()}
	s.Now.Time, s.LastSync.Time = o.snapshot.Now(), r.LastSync
	for i, forest := range o.forests {
		if i < len(o.anchors) && len(o.entraParts) > 0 {
			s.Anchors = append(s.Anchors, ForestAnchor{forest, o.anchors[i]})
		}
	}
	var people [situationCount]int
	joins := make([]int, Weak+1)
	var covered [len(tableNames)]Coverage
	for e := range o.entries() {
		people[e.situation]++
		s.People++
		if r.pending(e) {
			s.Pending++
		}
		for _, j := range o.joins(e) {
			joins[j.by]++
		}
		o.cover(e, &covered)
	}
	for situation, n := range people {
		s.Situations = append(s.Situations, SituationCount{Situation(situation).String(), n})
	}
	for by, n := range joins[1:] {
		s.Joins = append(s.Joins, JoinCount{Strength(by + 1).String(), n})
	}
	for _, table := range directory.Tables() {
		parts := o.snapshot.Table(table.Name)
		if len(parts) == 0 {
			continue
		}
		c := Coverage{Table: table.Name, Complete: o.snapshot.Complete(table.Name)}
		for i, name := range tableNames {
			if name == table.Name {
				c.Joined, c.Strong, c.Other, c.Alone = true, covered[i].Strong, covered[i].Other, covered[i].Alone
			}
		}
		for _, part := range parts {
			c.Rows += part.Rows
			c.Lossy = append(c.Lossy, part.Lossy...)
		}
		s.Tables = append(s.Tables, c)
	}
	return s
}

// cover counts an identity's objects as joined or alone. An object counts by its strongest join.
func (o *organisation) cover(e entry, covered *[len(tableNames)]Coverage) {
	var best [len(tableNames)]Strength
	for _, j := range o.joins(e) {
		for _, one := range []object{j.left, j.right} {
			if best[one.table] == NotJoined || j.by < best[one.table] {
				best[one.table] = j.by
			}
		}
	}
	for _, one := range e.objects() {
		c := &covered[one.table]
		switch by := best[one.table]; {
		case by == NotJoined:
			c.Alone++
		case by.Strong():
			c.Strong++
		default:
			c.Other++
		}
	}
}

// objects are the rows of the identity: AD, its linked object, Entra, Exchange Online.
func (e entry) objects() []object {
	all := make([]object, 0, 4)
	if e.ad != none {
		all = append(all, object{inAD, e.ad})
	}
	if e.linked != none {
		all = append(all, object{inAD, e.linked})
	}
	if e.entra != none {
		table := inEntra
		if e.entra&deletedBit != 0 {
			table = inDeleted
		}
		all = append(all, object{table, e.entra &^ deletedBit})
	}
	if e.exo != none {
		all = append(all, object{inEXO, e.exo})
	}
	return all
}

// joined is one join of two rows.
type joined struct {
	left, right object
	by          Strength
}

// joins lists what joined the rows of an identity.
func (o *organisation) joins(e entry) []joined {
	all := make([]joined, 0, 3)
	if e.linked != none {
		all = append(all, joined{object{inAD, e.ad}, object{inAD, e.linked}, BySID})
	}
	entra := object{inEntra, e.entra}
	if e.entra != none && e.entra&deletedBit != 0 {
		entra = object{inDeleted, e.entra &^ deletedBit}
	}
	if e.ad != none && e.entra != none {
		all = append(all, joined{object{inAD, e.ad}, entra, e.entraBy})
	}
	if e.exo != none && e.exoBy != NotJoined {
		left := entra
		if e.exoFromAD {
			left = object{inAD, e.ad}
		}
		all = append(all, joined{left, object{inEXO, e.exo}, e.exoBy})
	}
	return all
}
