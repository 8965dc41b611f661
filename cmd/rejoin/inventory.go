package main

import (
	"fmt"
	"maps"
	"slices"

	"rejoin/recon/snapshot"
)

// shrinkage is how much smaller than before a table may be. A table that lost more was most likely exported with a filter, an account
// that sees less, or not to its end, and whatever follows from absence in it is wrong.
const shrinkage = 0.20

// checkInventory refuses a snapshot in which a table has shrunk since an earlier one, or is not there any more.
func checkInventory(now, before *snapshot.Snapshot) error {
	had, has := rowsByTable(before), rowsByTable(now)
	var reasons []string
	for _, table := range slices.Sorted(maps.Keys(had)) {
		switch rows := has[table]; {
		case rows == 0 && had[table] > 0:
			reasons = append(reasons, fmt.Sprintf("%s had %d rows in %s, and has none now", table, had[table], before.Dir))
		case had[table] >= smallInventory && float64(rows) < (1-shrinkage)*float64(had[table]):
			reasons = append(reasons, fmt.Sprintf("%s had %d rows in %s, and has %d now", table, had[table], before.Dir, rows))
		}
	}
	if len(reasons) == 0 {
		return nil
	}
	return &guardError{append(reasons, "export again, or leave --previous out if this is right")}
}

// smallInventory is how many rows a table must have had for a share of them to mean anything.
const smallInventory = 10

func rowsByTable(s *snapshot.Snapshot) map[string]int64 {
	rows := map[string]int64{}
	for _, part := range s.Parts {
		rows[part.Table] += part.Rows
	}
	return rows
}
