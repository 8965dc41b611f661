package rehearse

import (
	"fmt"
	"slices"

	"rejoin/fixers"
	"rejoin/recon/plan"
)

// lookCall says whether a call has been made: its value before, or its value after.
func (b *Backend) lookCall(a *plan.Action, c plan.Change) (value string, gone bool, err error) {
	switch c.Attribute {
	case fixers.CallRestore, fixers.CallDelete:
		for _, table := range []string{"entra_users", "entra_deleted_users"} {
			if r, ok := b.rows[rowKey{table, a.Target}]; ok {
				if r.table == "entra_users" {
					return fixers.Live, false, nil
				}
				return fixers.SoftDeleted, false, nil
			}
		}
		return "", true, nil
	case fixers.CallPermission:
		for _, one := range b.permissions(a.Target) {
			if one.text() == c.Before+c.After && !one.removed {
				return c.Before + c.After, false, nil
			}
		}
		return "", false, nil
	}
	return "", false, fmt.Errorf("the call %s cannot be rehearsed", c.Attribute)
}

// call makes a call.
func (b *Backend) call(a *plan.Action, c plan.Change) error {
	switch c.Attribute {
	case fixers.CallRestore, fixers.CallDelete:
		for _, table := range []string{"entra_users", "entra_deleted_users"} {
			if r, ok := b.rows[rowKey{table, a.Target}]; ok {
				r.move(c.After)
				return nil
			}
		}
	case fixers.CallPermission:
		for _, one := range b.permissions(a.Target) {
			if one.text() == c.Before+c.After {
				one.removed = c.After == ""
				one.row.changed = one.removed
				return nil
			}
		}
	}
	return fmt.Errorf("the call %s cannot be rehearsed", c.Attribute)
}

// move puts an Entra user's row into the table of the live or of the soft-deleted ones. Whoever was deleted on purpose and comes
// back is no longer synchronized.
func (r *row) move(state string) {
	r.changed = true
	if state == fixers.SoftDeleted {
		r.table, r.deletedHere = "entra_deleted_users", true
		return
	}
	r.table = "entra_users"
	r.cells["deletedDateTime"] = ""
	if r.deletedHere {
		r.cells["onPremisesSyncEnabled"] = ""
	}
}

const permissionsTable = "exo_permissions"

// permission is one row of exo_permissions.
type permission struct {
	row     *row
	removed bool
}

// text is the permission as plans write it.
func (p *permission) text() string {
	c := p.row.cells
	return fixers.PermissionText(c["Right"], c["Trustee"], c["Deny"] == "true", c["InheritanceType"])
}

func (b *Backend) permissions(mailbox string) []*permission { return b.granted[mailbox] }

// loadPermissions reads the permissions on some mailboxes. Several rows have the same mailbox, so they are kept apart.
func (b *Backend) loadPermissions(mailboxes map[string]bool) error {
	b.granted = map[string][]*permission{}
	found, err := b.snapshot.FindRows(permissionsTable, "ExchangeGuid", mailboxes)
	if err != nil {
		return err
	}
	for _, one := range found {
		r := &row{found: one, table: permissionsTable, cells: map[string]string{}}
		for i, name := range one.Header {
			r.cells[name] = one.Cells[i]
		}
		b.granted[one.Key] = append(b.granted[one.Key], &permission{row: r})
	}
	return nil
}

// removedPermissions lists the rows that go, in the table's order.
func (b *Backend) removedPermissions() []*row {
	var all []*row
	for _, some := range b.granted {
		for _, one := range some {
			if one.removed {
				all = append(all, one.row)
			}
		}
	}
	slices.SortFunc(all, compareRows)
	return all
}
