package fixers

import (
	"fmt"
	"slices"

	"rejoin/recon"
	"rejoin/recon/plan"
)

// NotUndoable is an action that was done and cannot be taken back.
type NotUndoable struct {
	Entry  Entry
	Reason string
}

// Undo makes the plan that takes transcripts back: the last action first. What cannot be taken back is listed apart. Actions that
// were done are taken back, and those that were begun and may have been done: looking tells.
func Undo(transcripts []*Transcribed) (*plan.Plan, []NotUndoable) {
	u := &undoing{plan: &plan.Plan{}}
	var all []Entry
	for _, t := range transcripts {
		if u.plan.Snapshot == "" {
			u.plan.Snapshot = t.Heading.Snapshot
		}
		all = append(all, t.Entries...)
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return a.Time.Compare(b.Time) })
	// Later transcripts may have taken earlier ones back already: looking will say already, so nothing need be worked out here.
	for _, group := range slices.Backward(groupEntries(all)) {
		u.take(group)
	}
	return u.plan, u.not
}

type undoing struct {
	plan *plan.Plan
	not  []NotUndoable
}

// groupEntries puts the entries of one action together, each action with its last outcome. What a killed run had begun and a later run
// found as it ought to be, the killed run did; what the later run found otherwise, it may have done in part.
func groupEntries(all []Entry) [][]Entry {
	var groups [][]Entry
	last := map[string]int{}
	begun := map[string]bool{}
	for _, e := range all {
		key := e.Action + "|" + string(e.System) + "|" + e.Target + "|" + e.Change.Attribute + "|" + string(e.Change.Op) + e.Change.Before + e.Change.After
		if e.System != BySync {
			key = e.Action
		}
		switch {
		case e.Outcome == Started:
			begun[key] = true
		case begun[key] && e.Outcome == Already:
			e.Outcome = Done
		case begun[key] && e.Outcome == Drifted:
			e.Outcome = Unverified
		}
		if i, ok := last[key]; ok {
			switch first := groups[i][0]; {
			case first.Outcome == e.Outcome && e.Row > first.Row:
				groups[i] = append(groups[i], e)
			case e.Row == 1 && (first.Outcome == Started || e.Outcome == Done || e.Outcome == Unverified):
				groups[i] = []Entry{e}
			}
			continue
		}
		last[key] = len(groups)
		groups = append(groups, []Entry{e})
	}
	return groups
}

// take adds the action that takes a group back.
func (u *undoing) take(group []Entry) {
	first := group[0]
	if first.Outcome != Done && first.Outcome != Unverified && first.Outcome != Started {
		return
	}
	a := plan.Action{Rules: first.Rules, Fix: UndoFix, System: first.System, Table: first.Table, Place: first.Place, Target: first.Target, Risk: first.Risk,
		Who: first.Who, Mail: first.Mail, Why: "takes back " + first.Fix + " " + first.Action, Undo: "carry the first plan out again", Identity: first.Identity,
		Decision: plan.Apply, Certainty: recon.Certain}
	fixer, known := Named(first.Fix)
	if known && fixer.NoUndo != "" {
		u.not = append(u.not, NotUndoable{first, fixer.NoUndo})
		return
	}
	for _, e := range slices.Backward(group) {
		c, ok := inverse(fixer, e.Change)
		if !ok {
			u.not = append(u.not, NotUndoable{first, fmt.Sprintf("the call %s has no inverse", e.Change.Attribute)})
			return
		}
		a.Changes = append(a.Changes, c)
	}
	a.ID = a.Seal(u.plan.Snapshot)
	u.plan.Actions = append(u.plan.Actions, a)
}

// inverse is the change that takes another back.
func inverse(fixer *Fixer, c plan.Change) (plan.Change, bool) {
	switch c.Op {
	case plan.Add:
		return plan.Change{Op: plan.Remove, Attribute: c.Attribute, Before: c.After}, true
	case plan.Remove:
		return plan.Change{Op: plan.Add, Attribute: c.Attribute, After: c.Before}, true
	case plan.Call:
		if fixer == nil || fixer.Inverse == nil {
			return plan.Change{}, false
		}
		return fixer.Inverse(c)
	}
	return plan.Change{Op: plan.Set, Attribute: c.Attribute, Before: c.After, After: c.Before}, true
}
