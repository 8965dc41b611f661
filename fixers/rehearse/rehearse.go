// Package rehearse carries plans out on a copy of a snapshot. Nothing touches a network.
package rehearse

import (
	"fmt"
	"slices"

	"rejoin/fixers"
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
	"rejoin/recon/snapshot"
)

// Backend holds the rows that a plan is about, changes them in memory, and writes the copy at the end.
type Backend struct {
	snapshot *snapshot.Snapshot
	noSync   bool
	rows     map[rowKey]*row
	granted  map[string][]*permission // by mailbox
	twins    map[string]recon.Objects // of the people whom actions are about, by key
	carry    []carried                // what has been done in AD since the last synchronization
	gates    []string                 // who has an alias now and had none
}

type rowKey struct{ table, id string }

// row is one row of the snapshot as it is now.
type row struct {
	found   snapshot.FoundRow
	table   string // where it is now: a restored user's row moves
	cells   map[string]string
	changed bool

	deletedHere bool // an Entra user whom the plan itself deleted
}

type carried struct {
	action *plan.Action
	change plan.Change
}

// keyColumns are the columns that targets name rows by.
var keyColumns = map[string]string{
	"ad_users": "objectGUID", "ad_groups": "objectGUID", "ad_contacts": "objectGUID", "entra_users": "id", "entra_deleted_users": "id", "entra_groups": "id",
	"exo_mailboxes": "ExchangeGuid", "exo_recipients": "Guid",
}

// New reads the rows that the plan's actions are about, and those of the same people in the other systems. With noSync, what is
// done in AD stays there.
func New(s *snapshot.Snapshot, p *plan.Plan, twins map[string]recon.Objects, noSync bool) (*Backend, error) {
	b := &Backend{snapshot: s, noSync: noSync, rows: map[rowKey]*row{}, twins: twins}
	wanted := map[string]map[string]bool{}
	want := func(table, id string) {
		if wanted[table] == nil {
			wanted[table] = map[string]bool{}
		}
		if id != "" {
			wanted[table][id] = true
		}
	}
	for i := range p.Actions {
		a := &p.Actions[i]
		want(a.Table, a.Target)
		if a.System == directory.AD {
			want("entra_users", twins[a.Identity].Entra)
			want("exo_mailboxes", twins[a.Identity].Mailbox)
		}
		if a.Table == "entra_users" || a.Table == "entra_deleted_users" {
			want("entra_users", a.Target)
			want("entra_deleted_users", a.Target)
		}
	}
	for table, ids := range wanted {
		if table == permissionsTable {
			continue
		}
		column, ok := keyColumns[table]
		if !ok {
			return nil, fmt.Errorf("the plan has actions on %s, which cannot be rehearsed", table)
		}
		if err := b.load(table, column, ids); err != nil {
			return nil, err
		}
	}
	return b, b.loadPermissions(wanted[permissionsTable])
}

func (b *Backend) load(table, column string, ids map[string]bool) error {
	found, err := b.snapshot.FindRows(table, column, ids)
	if err != nil {
		return err
	}
	for _, one := range found {
		r := &row{found: one, table: table, cells: map[string]string{}}
		for i, name := range one.Header {
			r.cells[name] = one.Cells[i]
		}
		b.rows[rowKey{table, one.Key}] = r
	}
	return nil
}

// Look reads the cells that an action is about.
func (b *Backend) Look(a *plan.Action) (fixers.Values, bool, error) {
	values := fixers.Values{}
	for _, c := range a.Changes {
		if c.Op == plan.Call {
			value, gone, err := b.lookCall(a, c)
			if err != nil || gone {
				return nil, gone, err
			}
			values[c.Attribute] = value
			continue
		}
		r, ok := b.rows[rowKey{a.Table, a.Target}]
		if !ok || r.table != a.Table {
			return nil, true, nil
		}
		value, ok := r.cells[c.Attribute]
		if !ok && !slices.Contains(r.found.Header, c.Attribute) {
			return nil, false, fmt.Errorf("%s.%s is not in the snapshot", a.Table, c.Attribute)
		}
		values[c.Attribute] = value
	}
	return values, false, nil
}

// Change makes an action's changes.
func (b *Backend) Change(a *plan.Action, _ fixers.Values) error {
	for _, c := range a.Changes {
		if c.Op == plan.Call {
			if err := b.call(a, c); err != nil {
				return err
			}
			continue
		}
		r := b.rows[rowKey{a.Table, a.Target}]
		r.cells[c.Attribute] = fixers.Changed(a.Table, r.cells[c.Attribute], c)
		r.changed = true
		if a.System == directory.AD && a.Fix != fixers.UndoFix {
			b.carry = append(b.carry, carried{a, c})
		}
	}
	return nil
}

// Gates lists who has an alias now and had none: of them synchronization begins to carry the Exchange attributes. What it carries then
// is not rehearsed.
func (b *Backend) Gates() []string { return b.gates }

// Write writes the copy of the snapshot.
func (b *Backend) Write(dir string) (*snapshot.Snapshot, error) {
	revisions := map[string]snapshot.Revision{}
	change := func(table string, part int, revise func(*snapshot.Revision)) {
		file := b.snapshot.Table(table)[part].File
		one := revisions[file]
		revise(&one)
		revisions[file] = one
	}
	keys := make([]rowKey, 0, len(b.rows))
	for key := range b.rows {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, c rowKey) int { return compareRows(b.rows[a], b.rows[c]) })
	for _, key := range keys {
		r := b.rows[key]
		if !r.changed {
			continue
		}
		cells := make([]string, len(r.found.Header))
		for i, name := range r.found.Header {
			cells[i] = r.cells[name]
		}
		if r.table != key.table {
			cells = nil
			target := r
			header, err := b.header(r.table)
			if err != nil {
				return nil, err
			}
			added := make([]string, len(header))
			for i, name := range header {
				added[i] = target.cells[name]
			}
			change(r.table, 0, func(one *snapshot.Revision) { one.Added = append(one.Added, added) })
		}
		change(key.table, r.found.Part, func(one *snapshot.Revision) {
			one.Rows = append(one.Rows, snapshot.RevisedRow{Offset: r.found.Offset, End: r.found.End, Cells: cells})
		})
	}
	for _, r := range b.removedPermissions() {
		change(permissionsTable, r.found.Part, func(one *snapshot.Revision) {
			one.Rows = append(one.Rows, snapshot.RevisedRow{Offset: r.found.Offset, End: r.found.End})
		})
	}
	return b.snapshot.CopyTo(dir, revisions)
}

func compareRows(a, b *row) int {
	switch {
	case a.found.Part != b.found.Part:
		return a.found.Part - b.found.Part
	default:
		return int(a.found.Offset - b.found.Offset)
	}
}

// header is the columns of a table's first part.
func (b *Backend) header(table string) ([]string, error) {
	parts := b.snapshot.Table(table)
	if len(parts) == 0 {
		return nil, fmt.Errorf("%s is not in the snapshot", table)
	}
	file, err := b.snapshot.OpenPart(parts[0])
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Header.Names, nil
}
