package ad

import (
	"context"
	"slices"

	"rejoin/internal/ldap"
	"rejoin/recon/directory"
)

// table is one exported table.
type table struct {
	name     string
	filter   string   // which objects it holds
	links    []string // attributes that other objects' changes alter, without a trace on the object itself
	scoped   bool     // it holds to the request's base, units and filter
	optional bool     // only with Request.Deleted
	// read hands over the rows; nil: they are the objects that the filter matches.
	read func(ctx context.Context, e *export, row *rowMaker, write func([]string) error) error
}

// tables are the exported ones, in the order in which they are read. A function, because the tables' own functions come back here.
func tables() []table { return []table{users, groups, contacts, domains(), deleted()} }

// notAttributes are columns that are no attributes of the directory: what a cmdlet makes, and what a snapshot adds.
var notAttributes = []string{"Enabled", "suffixOnly", directory.ForestColumn, directory.LossyColumn}

// columns are the columns of a table that stand for attributes, in the snapshot's order.
func (t table) columns() []directory.Column {
	shape, _ := directory.TableNamed(t.name)
	return slices.DeleteFunc(slices.Clone(shape.Columns), func(c directory.Column) bool { return slices.Contains(notAttributes, c.Name) })
}

// allAttributes are the attributes of all tables.
func allAttributes() []string {
	var names []string
	for _, t := range tables() {
		for _, column := range t.columns() {
			names = append(names, column.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// readObjects reads a table of objects: all of them, or, where an earlier snapshot holds the rest, what changed.
func (e *export) readObjects(ctx context.Context, t table, row *rowMaker, write func([]string) error) error {
	if e.before == nil {
		return e.readAll(ctx, t, row, write)
	}
	old, why, err := e.before.open(e, t, row)
	if err != nil {
		return err
	}
	if old == nil {
		e.report.Notes = append(e.report.Notes, t.name+" is read in full: "+why)
		return e.readAll(ctx, t, row, write)
	}
	defer old.file.Close()
	return e.readChanged(ctx, t, old, row, write)
}

func (e *export) readAll(ctx context.Context, t table, row *rowMaker, write func([]string) error) error {
	for _, base := range e.scope.under {
		search := ldap.Search{Base: base, Scope: ldap.Subtree, Filter: e.scope.and(t.filter), Attributes: row.attributes}
		err := e.conn.Each(ctx, search, func(entry ldap.Entry) error {
			if e.scope.excluded(entry.DN) {
				return nil
			}
			return write(row.cells(entry))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
