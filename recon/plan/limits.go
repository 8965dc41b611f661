package plan

import (
	"fmt"
	"slices"
)

// Limits bound how much one plan may change, so that a mistake in a rule, a policy or a filter stays small.
type Limits struct {
	Changes           int     // reversible actions
	Share             float64 // of a table's rows, for reversible actions; only for tables with ten rows or more
	Hard              int     // hard-to-reverse actions, and those that take access or licences
	HardShare         float64
	AllowIrreversible bool
}

// UsualLimits hold where nobody said anything else.
func UsualLimits() Limits { return Limits{Changes: 50, Share: 0.30, Hard: 10, HardShare: 0.02} }

// smallTable is how many rows a table must have for a share of it to mean anything.
const smallTable = 10

// Check says why the plan may not be carried out; empty when it may. rows is how many rows a table has. Only decisions to apply
// count.
func (l Limits) Check(p *Plan, rows func(table string) int64) []string {
	var reasons []string
	mild, hard := map[string]int{}, map[string]int{}
	irreversible := map[string]int{}
	for _, a := range p.Actions {
		switch {
		case a.Decision != Apply:
		case a.Risk == Irreversible:
			irreversible[a.Fix]++
		case a.Risk == Hard || a.Access:
			hard[a.Table]++
		default:
			mild[a.Table]++
		}
	}
	reasons = append(reasons, tooMany("reversible actions", mild, l.Changes, l.Share, rows, "--max-changes")...)
	reasons = append(reasons, tooMany("actions that are hard to reverse or take access", hard, l.Hard, l.HardShare, rows, "--max-hard")...)
	switch {
	case len(irreversible) > 0 && !l.AllowIrreversible:
		reasons = append(reasons, fmt.Sprintf("%d irreversible actions are to be applied; they need --allow-irreversible", sum(irreversible)))
	case len(irreversible) > 1:
		reasons = append(reasons, "irreversible actions of several kinds are to be applied; one kind at a time")
	}
	return reasons
}

// tooMany compares counts with a limit, and with a share of each table. A limit that a person raised over the usual one stands for
// the share too: whoever names a number has counted.
func tooMany(what string, counts map[string]int, limit int, share float64, rows func(string) int64, flag string) []string {
	var reasons []string
	if n := sum(counts); n > limit {
		reasons = append(reasons, fmt.Sprintf("%d %s are to be applied, and at most %d may be; raise it for this run with %s %d, or hold some", n, what, limit, flag, n))
	}
	tables := make([]string, 0, len(counts))
	for table := range counts {
		tables = append(tables, table)
	}
	slices.Sort(tables)
	for _, table := range tables {
		if all := rows(table); all >= smallTable && share > 0 && float64(counts[table]) > share*float64(all) {
			reasons = append(reasons, fmt.Sprintf("%d %s on %s are to be applied: more than %.0f %% of its %d rows; allow it for this run with %s %d, or hold some",
				counts[table], what, table, 100*share, all, flag, counts[table]))
		}
	}
	return reasons
}

func sum(counts map[string]int) int {
	n := 0
	for _, one := range counts {
		n += one
	}
	return n
}
