package rehearse

import (
	"errors"

	"rejoin/fixers"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// twinColumns say where synchronization carries an attribute of an AD user: Microsoft Entra Connect Sync, attributes synchronized
// to Microsoft Entra ID. What stays on-premises is not here.
var twinColumns = map[string]struct{ entra, exo string }{
	"userPrincipalName":          {"userPrincipalName", "UserPrincipalName"},
	"mail":                       {"mail", ""},
	"proxyAddresses":             {"proxyAddresses", "EmailAddresses"},
	"displayName":                {"displayName", "DisplayName"},
	"msExchHideFromAddressLists": {"", "HiddenFromAddressListsEnabled"},
	"mailNickname":               {"mailNickname", "Alias"},
	"legacyExchangeDN":           {"", ""},
}

// exchangeAttributes are those that only flow where the object has an alias.
var exchangeAttributes = map[string]bool{"proxyAddresses": true, "msExchHideFromAddressLists": true}

// Sync carries what has been done in AD since the last time, and only that, to the same people's rows of Entra ID and Exchange
// Online.
func (b *Backend) Sync() ([]fixers.Entry, error) {
	if b.noSync {
		return nil, errors.New("the rehearsal leaves synchronization out (--no-sync)")
	}
	var entries []fixers.Entry
	for _, one := range b.carry {
		entries = append(entries, b.carryOne(one)...)
	}
	b.carry = nil
	return entries, nil
}

func (b *Backend) carryOne(one carried) []fixers.Entry {
	ad := b.rows[rowKey{"ad_users", one.action.Target}]
	if ad == nil {
		return nil
	}
	if exchangeAttributes[one.change.Attribute] && ad.cells["mailNickname"] == "" {
		return nil
	}
	var entries []fixers.Entry
	if one.change.Attribute == "mailNickname" && one.change.Before == "" {
		b.gates = append(b.gates, one.action.Who)
		gate := entryOf(one, fixers.Skipped, "not carried: with the alias, the object's Exchange attributes begin to flow")
		gate.Table, gate.Target = one.action.Table, one.action.Target
		entries = append(entries, gate)
	}
	to := twinColumns[one.change.Attribute]
	objects := b.twins[one.action.Identity]
	entra, mailbox := b.rows[rowKey{"entra_users", objects.Entra}], b.rows[rowKey{"exo_mailboxes", objects.Mailbox}]
	if entra == nil || entra.cells["onPremisesSyncEnabled"] != "true" {
		if mailbox == nil || mailbox.cells["IsDirSynced"] != "true" {
			return entries
		}
	}
	if entra != nil && entra.table == "entra_users" {
		entries = append(entries, b.carryTo(one, entra, objects.Entra, to.entra)...)
	}
	if mailbox != nil && mailbox.cells["IsExchangeCloudManaged"] != "true" {
		entries = append(entries, b.carryTo(one, mailbox, objects.Mailbox, to.exo)...)
		if one.change.Attribute == "proxyAddresses" {
			entries = append(entries, b.carryPrimary(one, mailbox, objects.Mailbox)...)
		}
	}
	return entries
}

// carryTo gives a twin's cell what was done to AD's.
func (b *Backend) carryTo(one carried, twin *row, id, column string) []fixers.Entry {
	before, ok := twin.cells[column]
	if column == "" || !ok {
		return nil
	}
	change := plan.Change{Op: plan.Set, Attribute: column, Before: before, After: one.change.After}
	switch {
	case one.change.Op == plan.Set && fixers.IsList("ad_users", one.change.Attribute):
		change.After = fixers.Carried(twin.table, column, before, one.change)
	case one.change.Op != plan.Set:
		change.After = fixers.Changed(twin.table, before, plan.Change{Op: one.change.Op, Attribute: column, Before: one.change.Before, After: one.change.After})
	case column == "HiddenFromAddressListsEnabled" && change.After == "":
		change.After = "false"
	}
	if change.After == before {
		return nil
	}
	twin.cells[column], twin.changed = change.After, true
	entry := entryOf(one, fixers.Done, "carried by synchronization")
	entry.Table, entry.Target, entry.Change = twin.table, id, change
	return []fixers.Entry{entry}
}

// carryPrimary lets a mailbox's primary address follow its list.
func (b *Backend) carryPrimary(one carried, mailbox *row, id string) []fixers.Entry {
	var addresses directory.Addresses
	if addresses.UnmarshalCSV(mailbox.cells["EmailAddresses"]) != nil {
		return nil
	}
	primary := addresses.Primary()
	if primary == "" {
		return nil
	}
	return b.carryTo(carried{one.action, plan.Change{Op: plan.Set, Attribute: "proxyAddresses", After: primary}}, mailbox, id, "PrimarySmtpAddress")
}

// entryOf is the transcript's entry of what synchronization does with a change.
func entryOf(one carried, outcome fixers.Outcome, note string) fixers.Entry {
	a := one.action
	return fixers.Entry{Outcome: outcome, Who: a.Who, Mail: a.Mail, Rules: a.Rules, Fix: a.Fix, System: fixers.BySync, Note: note, Action: a.ID, Row: 1, Of: 1,
		Risk: plan.Reversible, Identity: a.Identity}
}
