package bench

import (
	"testing"

	"rejoin/recon/directory"
)

func TestCellsAreInTheSnapshotsOwnForm(t *testing.T) {
	dir := write(t, Organisation{Identities: 3000, FaultPerMille: 300, Seed: 2})
	for _, name := range tables {
		table, ok := directory.TableNamed(name)
		if !ok {
			continue // truth
		}
		column, rows := read(t, dir, name)
		for _, c := range table.Columns {
			at, ok := column[c.Name]
			if !ok {
				continue
			}
			for _, row := range rows {
				if cell, err := c.Kind.Clean(row[at], directory.Rules{}); err != nil || cell.Text != row[at] || cell.Loss != "" {
					t.Errorf("%s: %q is cleaned to %q (%s) %v", c, row[at], cell.Text, cell.Loss, err)
					break
				}
			}
		}
	}
}
