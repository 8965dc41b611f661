package main

import (
	"testing"

	"rejoin/recon/directory"
)

// Every cell of Contoso is in the snapshot's own form, and what each producer makes of it can be read back. That both sets
// of samples describe the same people hangs on this.
func TestHandmadeCellsReadBack(t *testing.T) {
	c := newContoso()
	dialects := map[string]dialect{}
	for _, one := range handmade {
		dialects[one.table] = one.dialect
	}
	for _, table := range directory.Tables() {
		records := c.tables[table.Name]
		for _, column := range columns(table.Name, records) {
			for _, r := range records {
				text := r[column.Name]
				readBack(t, column, text, text, directory.DateOrderUnsettled)
				if d, ok := dialects[table.Name]; ok {
					order := directory.DayMonth
					if table.Name == "ad_deleted" || table.Name == "entra_deleted_users" {
						order = directory.MonthDay
					}
					readBack(t, column, d.cell(column, text), text, order)
				}
				if table.Name == "ad_users" {
					readBack(t, column, windowsPowerShell.cell(column, text), text, directory.DayMonth)
					readBack(t, column, csvde.cell(column, text), text, directory.DateOrderUnsettled)
				}
			}
		}
	}
}

func readBack(t *testing.T, column directory.Column, text, want string, order directory.DateOrder) {
	t.Helper()
	if cell, err := column.Kind.Clean(text, directory.Rules{Dates: order}); err != nil || cell.Text != want || cell.Loss != "" {
		t.Errorf("%s: %q is read as %q (%s) %v, want %q", column, text, cell.Text, cell.Loss, err, want)
	}
}
