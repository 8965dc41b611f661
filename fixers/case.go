package fixers

import (
	"fmt"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Case is one finding that a fixer answers: the finding, the person, the organisation, and the actions that the fixer makes.
type Case struct {
	*recon.Pass
	Finding recon.Finding

	fixer   *Fixer
	builds  []*Build
	refusal string
}

// Refuse says why the fixer does not answer this finding, and drops the actions made so far.
func (c *Case) Refuse(format string, values ...any) {
	if c.refusal == "" {
		c.refusal = fmt.Sprintf(format, values...)
	}
}

// Build is an action while it is made.
type Build struct {
	c      *Case
	row    any // the row of the object; nil where it is no person's
	action plan.Action
	after  []dependency
}

type dependency struct {
	on   *Build
	sync bool
}

// Recipient begins an action on the AD object that has the person's Exchange attributes.
func (c *Case) Recipient() *Build {
	r := c.Pass.Recipient()
	return c.build(directory.AD, "ad_users", r.ObjectGUID, r.Forest, r)
}

// Account begins an action on the person's AD account.
func (c *Case) Account() *Build {
	return c.build(directory.AD, "ad_users", c.AD.ObjectGUID, c.AD.Forest, c.AD)
}

// Cloud begins an action on the person's Entra user, live or soft-deleted.
func (c *Case) Cloud() *Build {
	table := "entra_users"
	if c.Entra.Deleted {
		table = "entra_deleted_users"
	}
	return c.build(directory.Entra, table, c.Entra.ID, c.tenant(), c.Entra)
}

// Exchange begins an action on the person's mailbox in Exchange Online.
func (c *Case) Exchange() *Build {
	return c.build(directory.EXO, "exo_mailboxes", c.Mailbox.ExchangeGUID, c.tenant(), c.Mailbox)
}

// Other begins an action on an object that is no person's, such as a group; row is a pointer to its row.
func (c *Case) Other(system directory.System, table string, id directory.GUID, place string, row any) *Build {
	return c.build(system, table, id, place, row)
}

func (c *Case) tenant() string {
	if c.Org.Tenant == nil {
		return ""
	}
	return c.Org.Tenant.DisplayName
}

func (c *Case) build(system directory.System, table string, id directory.GUID, place string, row any) *Build {
	authority := c.Finding.Authority
	b := &Build{c: c, row: row, action: plan.Action{System: system, Table: table, Target: id.String(), Place: place, Authority: authority}}
	if id.IsZero() {
		c.Refuse("the object has no id in the snapshot")
	}
	c.builds = append(c.builds, b)
	return b
}

// Value is the cell of the object's column, in the table's form.
func (b *Build) Value(column string) string { return directory.CellOf(b.row, column) }

// Set gives an attribute a value; empty clears it. Nothing is added where it has that value already.
func (b *Build) Set(attribute, value string) *Build {
	before := b.Value(attribute)
	if before == value {
		return b
	}
	b.c.needColumn(b.action.Table, attribute)
	b.action.Changes = append(b.action.Changes, plan.Change{Op: plan.Set, Attribute: attribute, Before: before, After: value})
	return b
}

// Add adds a value to a list, where it is not there yet.
func (b *Build) Add(attribute, value string) *Build {
	if holds(b.Value(attribute), attribute, b.action.Table, value) {
		return b
	}
	b.c.needColumn(b.action.Table, attribute)
	b.action.Changes = append(b.action.Changes, plan.Change{Op: plan.Add, Attribute: attribute, After: value})
	return b
}

// Remove takes a value out of a list, where it is there.
func (b *Build) Remove(attribute, value string) *Build {
	if !holds(b.Value(attribute), attribute, b.action.Table, value) {
		return b
	}
	b.action.Changes = append(b.action.Changes, plan.Change{Op: plan.Remove, Attribute: attribute, Before: value})
	return b
}

// Call has the directory do something that is no attribute's value. before and after say what is there without it and with it.
func (b *Build) Call(name, before, after string) *Build {
	b.action.Changes = append(b.action.Changes, plan.Change{Op: plan.Call, Attribute: name, Before: before, After: after})
	return b
}

// After says that another action must have been done before.
func (b *Build) After(other *Build) *Build {
	b.after = append(b.after, dependency{on: other})
	return b
}

// AfterSync says that another action must have been done, and been carried to the cloud.
func (b *Build) AfterSync(other *Build) *Build {
	b.after = append(b.after, dependency{on: other, sync: true})
	return b
}

// Note says what a person must know before they decide.
func (b *Build) Note(format string, values ...any) *Build {
	if b.action.Note != "" {
		b.action.Note += "; "
	}
	b.action.Note += fmt.Sprintf(format, values...)
	return b
}

// Risk makes the action riskier than its fixer usually is.
func (b *Build) Risk(risk plan.Risk) *Build {
	b.action.Risk = risk
	return b
}

// needColumn refuses the case when a column that would be written is not in the snapshot: no one could compare the value.
func (c *Case) needColumn(table, column string) {
	if c.Org.Reads(table) && !c.Org.HasColumn(table, column) {
		c.Refuse("%s.%s is not in the snapshot, so no one can tell what is there now", table, column)
	}
}

// holds says whether a list has a value: addresses without regard to case or to being primary, everything else folded.
func holds(list, attribute, table, value string) bool {
	for _, entry := range Entries(list) {
		if same(table, attribute, entry, value) {
			return true
		}
	}
	return false
}
