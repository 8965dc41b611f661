package fixers

import (
	"slices"

	"rejoin/recon/plan"
)

// Changed is a cell after a change of it. What comes to a list stands last: the order of a list means nothing.
func Changed(table, cell string, c plan.Change) string {
	switch c.Op {
	case plan.Add:
		if holds(cell, c.Attribute, table, c.After) {
			return cell
		}
		return joined(append(Entries(cell), c.After))
	case plan.Remove:
		return joined(slices.DeleteFunc(Entries(cell), func(entry string) bool { return isEntry(table, c.Attribute, entry, c.Before) }))
	}
	return c.After
}

// Carried is a twin's list after synchronization has carried what a change did to AD's: what came is added, what went is removed, and
// what only the twin has stays.
func Carried(table, attribute, list string, c plan.Change) string {
	before, after := Entries(c.Before), Entries(c.After)
	for _, gone := range before {
		if !slices.Contains(after, gone) {
			list = Changed(table, list, plan.Change{Op: plan.Remove, Attribute: attribute, Before: gone})
		}
	}
	for _, come := range after {
		if !slices.Contains(before, come) {
			list = Changed(table, list, plan.Change{Op: plan.Add, Attribute: attribute, After: come})
		}
	}
	return list
}
