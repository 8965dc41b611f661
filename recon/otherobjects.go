package recon

import (
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// otherObject is a group, contact or mail user: no identity, but a holder of addresses. Paired ones are known to be the same
// object in several systems and share an owner; an unpaired one can only be compared with objects of its own system.
type otherObject struct {
	system    directory.System
	table     string
	id        directory.GUID
	name      string
	forest    string
	contact   bool
	addresses directory.Addresses
	owner     uint32
	paired    bool
}

// otherObjects reads every table of objects that are no users, and gives each its owner. Owners count on from the identities'.
func (o *Org) otherObjects(people func(directory.GUID) (uint32, bool), next uint32) ([]otherObject, error) {
	var all []otherObject
	bySID, byID := map[directory.SID]uint32{}, map[directory.GUID]uint32{}
	add := func(one otherObject, owner uint32, known bool) uint32 {
		if one.paired = known; !known {
			owner = next
			next++
		}
		one.owner = owner
		all = append(all, one)
		return owner
	}
	entraGroups, err := snapshot.ReadRows[directory.EntraGroup](o.o.snapshot, "entra_groups")
	if err != nil {
		return nil, err
	}
	for _, g := range entraGroups.Rows {
		owner := next
		next++
		byID[g.ID] = owner
		if g.OnPremisesSecurityIdentifier != "" {
			bySID[g.OnPremisesSecurityIdentifier] = owner
		}
		add(otherObject{system: directory.Entra, table: "entra_groups", id: g.ID, name: g.DisplayName, addresses: g.ProxyAddresses}, owner, true)
	}
	adGroups, err := snapshot.ReadRows[directory.ADGroup](o.o.snapshot, "ad_groups")
	if err != nil {
		return nil, err
	}
	for _, g := range adGroups.Rows {
		owner, known := bySID[g.ObjectSID]
		add(otherObject{system: directory.AD, table: "ad_groups", id: g.ObjectGUID, name: g.DisplayName, forest: g.Forest, addresses: g.ProxyAddresses}, owner, known)
	}
	adContacts, err := snapshot.ReadRows[directory.ADContact](o.o.snapshot, "ad_contacts")
	if err != nil {
		return nil, err
	}
	for _, c := range adContacts.Rows {
		add(otherObject{system: directory.AD, table: "ad_contacts", id: c.ObjectGUID, name: c.DisplayName, forest: c.Forest, contact: true, addresses: c.ProxyAddresses}, 0, false)
	}
	entraContacts, err := snapshot.ReadRows[directory.EntraContact](o.o.snapshot, "entra_contacts")
	if err != nil {
		return nil, err
	}
	for _, c := range entraContacts.Rows {
		byID[c.ID] = add(otherObject{system: directory.Entra, table: "entra_contacts", id: c.ID, name: c.DisplayName, contact: true, addresses: c.ProxyAddresses}, 0, false)
	}
	for _, r := range o.others {
		owner, known := byID[r.ExternalDirectoryObjectID]
		if !known {
			owner, known = people(r.ExternalDirectoryObjectID)
		}
		add(otherObject{system: directory.EXO, table: "exo_recipients", id: r.GUID, name: r.DisplayName, contact: r.RecipientTypeDetails == "MailContact",
			addresses: r.EmailAddresses}, owner, known)
	}
	return all, nil
}
