package main

import (
	"maps"
	"time"

	"rejoin/recon/directory"
)

// record is one row of a table: canonical cells by column name. What it does not name is empty.
type record map[string]string

// with is a copy of the record in which some cells are others.
func (r record) with(cells record) record {
	all := maps.Clone(r)
	maps.Copy(all, cells)
	return all
}

// taken is the moment that the samples show.
var taken = time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)

// daysAgo is a moment before that, on a full second that n picks.
func daysAgo(n int) string {
	return taken.AddDate(0, 0, -n).Add(-time.Duration(n*n%86_399) * time.Second).Format(time.RFC3339)
}

// columns are those of a table that some record fills, in the snapshot's order.
func columns(table string, records []record) []directory.Column {
	t, ok := directory.TableNamed(table)
	if !ok {
		panic("no table " + table)
	}
	filled, known := map[string]bool{}, map[string]bool{}
	for _, r := range records {
		for name, text := range r {
			filled[name] = filled[name] || text != ""
		}
	}
	var cs []directory.Column
	for _, c := range t.Columns {
		known[c.Name] = true
		if filled[c.Name] {
			cs = append(cs, c)
		}
	}
	for name := range filled {
		if !known[name] {
			panic("table " + table + " has no column " + name)
		}
	}
	return cs
}

// yesNo is a canonical boolean.
func yesNo(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
