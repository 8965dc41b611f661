// Package ad carries plans out in Active Directory, over LDAP.
package ad

import (
	"context"
	"fmt"
	"slices"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"

	"rejoin/fixers"
	"rejoin/internal/adcell"
	"rejoin/internal/ldap"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Backend looks at objects of one forest and changes them. Objects are named by their objectGUID, so that it finds them wherever they
// were moved meanwhile.
type Backend struct {
	ctx    context.Context
	conn   *ldap.Conn
	base   string          // of the domain, where other holders of a mailbox GUID are looked for
	forest string          // the DNS name of the forest
	known  map[string]bool // the attributes that the schema has, in lower case
	may    map[string][]string
	writes bool // Exchange's attributes may be written
}

// New asks the domain controller what its schema has of the plan's attributes. exchange lets Exchange's attributes be written, which
// Microsoft does not support outside of Exchange's own tools (Microsoft Learn, "Decide when and how to decommission your on-premises
// Exchange servers": only where no Exchange server is left).
func New(ctx context.Context, conn *ldap.Conn, p *plan.Plan, exchange bool) (*Backend, error) {
	dse, err := conn.RootDSE(ctx)
	if err != nil {
		return nil, err
	}
	var attributes []string
	for _, a := range p.Actions {
		for _, c := range a.Changes {
			if a.System == directory.AD && c.Op != plan.Call && !slices.Contains(attributes, c.Attribute) {
				attributes = append(attributes, c.Attribute)
			}
		}
	}
	known, err := conn.Known(ctx, dse.Schema, append(attributes, moveStatus, mailboxGUID))
	if err != nil {
		return nil, err
	}
	return &Backend{ctx: ctx, conn: conn, base: dse.Base, forest: ldap.DNSName(dse.RootDomain), known: known, may: map[string][]string{}, writes: exchange}, nil
}

// Forest is the DNS name of the forest that the backend writes to.
func (b *Backend) Forest() string { return b.forest }

// Look reads the attributes that an action is about.
func (b *Backend) Look(a *plan.Action) (fixers.Values, bool, error) {
	name, err := objectName(a)
	if err != nil {
		return nil, false, err
	}
	var attributes []string
	for _, c := range a.Changes {
		attributes = append(attributes, c.Attribute)
	}
	entry, err := b.conn.Read(b.ctx, name, attributes...)
	if ldap.IsAbsent(err) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	values := fixers.Values{}
	for _, attribute := range attributes {
		column, err := columnOf(a, attribute)
		if err != nil {
			return nil, false, err
		}
		text, ok := adcell.Text(column, entry.Values(attribute))
		if !ok {
			return nil, false, fmt.Errorf("%s holds what the attribute cannot hold: look at the object", attribute)
		}
		values[attribute] = text
	}
	return values, false, nil
}

// Change makes all changes of an action in one request, which takes the old values away and adds the new ones: where the object is not
// any more as it was looked at, the domain controller refuses, and nothing is written.
func (b *Backend) Change(a *plan.Action, values fixers.Values) error {
	name, err := objectName(a)
	if err != nil {
		return err
	}
	changes, err := changesOf(a, values)
	if err != nil {
		return err
	}
	err = b.conn.Modify(b.ctx, name, changes)
	switch code := ldap.CodeOf(err); {
	case err == nil:
		return nil
	case code == goldap.LDAPResultNoSuchAttribute, code == goldap.LDAPResultAttributeOrValueExists:
		return fixers.ErrChangedMeanwhile
	case ldap.IsLost(err):
		// Nobody knows whether it was made: the object tells.
		now, gone, lookErr := b.Look(a)
		if lookErr != nil {
			return fmt.Errorf("%w; and the object cannot be read to see whether it was changed: %w", err, lookErr)
		}
		if outcome, _ := fixers.Compare(a, now, gone); outcome == fixers.WouldChange {
			return err
		}
		return nil
	}
	return err
}

// Sync cannot be waited for from Active Directory's side.
func (b *Backend) Sync() ([]fixers.Entry, error) { return nil, nil }

// changesOf are an action's changes as LDAP makes them: what goes, and what comes, for each attribute once.
func changesOf(a *plan.Action, values fixers.Values) ([]ldap.Change, error) {
	var all []ldap.Change
	at := map[string]int{}
	for _, c := range a.Changes {
		column, err := columnOf(a, c.Attribute)
		if err != nil {
			return nil, err
		}
		before, after := []string{c.Before}, []string{c.After}
		if fixers.IsList(a.Table, c.Attribute) {
			before, after = difference(values[c.Attribute], fixers.Changed(a.Table, values[c.Attribute], c))
		}
		i, ok := at[c.Attribute]
		if !ok {
			i = len(all)
			at[c.Attribute] = i
			all = append(all, ldap.Change{Attribute: c.Attribute})
		}
		for _, one := range []struct {
			texts []string
			into  *[][]byte
		}{{before, &all[i].Remove}, {after, &all[i].Add}} {
			for _, text := range one.texts {
				if text == "" {
					continue
				}
				raw, err := adcell.Raw(column, text)
				if err != nil {
					return nil, err
				}
				*one.into = append(*one.into, raw)
			}
		}
	}
	return all, nil
}

// difference are the entries that go and those that come, so that nobody's change to the rest of the list is undone.
func difference(before, after string) (gone, come []string) {
	have, want := fixers.Entries(before), fixers.Entries(after)
	for _, entry := range have {
		if !slices.Contains(want, entry) {
			gone = append(gone, entry)
		}
	}
	for _, entry := range want {
		if !slices.Contains(have, entry) {
			come = append(come, entry)
		}
	}
	return gone, come
}

func objectName(a *plan.Action) (string, error) {
	guid, err := directory.ParseGUID(a.Target)
	if err != nil {
		return "", fmt.Errorf("%s is no objectGUID: %w", a.Target, err)
	}
	return ldap.GUIDName(guid), nil
}

func columnOf(a *plan.Action, attribute string) (directory.Column, error) {
	table, ok := directory.TableNamed(a.Table)
	if ok {
		if column, ok := table.Column(attribute); ok && strings.EqualFold(column.Name, attribute) {
			return column, nil
		}
	}
	return directory.Column{}, fmt.Errorf("%s.%s is no attribute of Active Directory that is known here", a.Table, attribute)
}
