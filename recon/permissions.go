package recon

import (
	"bytes"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// Unresolved is an explicit permission whose trustee is a bare SID that no object of the snapshot has.
type Unresolved struct {
	Permission directory.Permission
	Key        string // the key of the person whose mailbox it is on; empty when the mailbox is not in the snapshot
	Name       string // the mailbox's primary address; likewise
	Foreign    bool   // the SID's domain is not one that the snapshot's AD users are of
}

// unresolvedOption is the manifest's word for a table of permissions that was asked for with the entries that do not resolve.
const unresolvedOption = "unresolved"

// ShowsUnresolved says whether exo_permissions can have entries that do not resolve: its parts were asked for with them, or
// hold one.
func (o *Org) ShowsUnresolved() bool { return o.showsUnresolved }

// Unresolved lists the permissions of trustees that nobody knows, in the order of the table.
func (o *Org) Unresolved() []Unresolved { return o.unresolved }

// readPermissions finds the explicit permissions of bare SIDs that belong to no AD user, now or in their history, no Entra user
// and no group, and that no other row names.
func (o *Org) readPermissions() error {
	var bare []directory.Permission
	named := map[directory.SID]bool{}
	for _, part := range o.o.snapshot.Table("exo_permissions") {
		if err := o.readPermissionPart(part, &bare, named); err != nil {
			return err
		}
	}
	if len(bare) == 0 {
		return nil
	}
	known, err := o.knownSIDs(bare)
	if err != nil {
		return err
	}
	for _, permission := range bare {
		sid := directory.SID(permission.Trustee)
		if known[hashExact([]byte(sid), sidKey)] || named[sid] {
			continue
		}
		o.unresolved = append(o.unresolved, Unresolved{Permission: permission, Foreign: !o.SIDDomainSeen(sid)})
	}
	return o.nameMailboxes()
}

// nameMailboxes finds whose mailboxes the unresolved permissions are on.
func (o *Org) nameMailboxes() error {
	waiting := map[directory.GUID][]int{}
	for i, one := range o.unresolved {
		waiting[one.Permission.ExchangeGUID] = append(waiting[one.Permission.ExchangeGUID], i)
	}
	text := o.o.newTextReader()
	defer text.close()
	for row := range ref(o.o.exo.n) {
		mailbox := o.o.exo.at(row)
		for _, i := range waiting[mailbox.mailbox] {
			one := object{inEXO, row}
			var line Line
			if err := text.name(one, &line); err != nil {
				return err
			}
			o.unresolved[i].Key, o.unresolved[i].Name = o.o.keyOf(o.o.selfOf(one)), line.Mail
		}
	}
	return nil
}

// selfOf is the object that stands for the identity of a mailbox.
func (o *organisation) selfOf(one object) object {
	mailbox := o.exo.at(one.row)
	switch {
	case mailbox.ad != none:
		return object{inAD, mailbox.ad}
	case mailbox.entra == none:
		return one
	case o.entra.at(mailbox.entra).ad != none:
		return object{inAD, o.entra.at(mailbox.entra).ad}
	}
	return object{inEntra, mailbox.entra}
}

func (o *Org) readPermissionPart(part snapshot.Part, bare *[]directory.Permission, named map[directory.SID]bool) error {
	table, err := o.o.snapshot.OpenPart(part)
	if err != nil {
		return err
	}
	defer table.Close()
	for _, option := range part.Options {
		o.showsUnresolved = o.showsUnresolved || option == unresolvedOption
	}
	names := table.Header.Names
	trustee, sid, inherited := table.Header.Index("Trustee"), table.Header.Index("TrusteeSid"), table.Header.Index("IsInherited")
	decoder := directory.NewDecoder[directory.Permission](names)
	stats, err := csvio.Reduce(table, places(0, len(names)), o.o.workers, func() *permissionBlock {
		return &permissionBlock{decoder: decoder, trustee: trustee, sid: sid, inherited: inherited, named: map[directory.SID]bool{}}
	}, func(b *permissionBlock) error {
		*bare = append(*bare, b.bare...)
		for one := range b.named {
			named[one] = true
		}
		o.showsUnresolved = o.showsUnresolved || len(b.bare) > 0
		return nil
	})
	if err != nil {
		return err
	}
	return o.o.snapshot.CheckRead(part, stats)
}

// permissionBlock is a reducer that keeps the explicit rows of bare SIDs, and the SIDs that rows with a name have.
type permissionBlock struct {
	decoder                 *directory.Decoder[directory.Permission]
	trustee, sid, inherited int
	bare                    []directory.Permission
	named                   map[directory.SID]bool
}

func (b *permissionBlock) Row(row csvio.Row) error {
	if b.trustee < 0 {
		return nil
	}
	if !bytes.HasPrefix(row.Fields[b.trustee], []byte("S-1-5-21-")) {
		if b.sid >= 0 && len(row.Fields[b.sid]) > 0 && !b.named[directory.SID(row.Fields[b.sid])] {
			b.named[directory.SID(row.Fields[b.sid])] = true
		}
		return nil
	}
	if b.inherited >= 0 && isTrue(row.Fields[b.inherited]) {
		return nil
	}
	var permission directory.Permission
	if cell, err := b.decoder.Decode(row.Fields, &permission); err != nil {
		return &csvio.Error{Column: cell.Name, Value: cell.Value, Problem: err.Error(), Hint: "import or export the table again"}
	}
	b.bare = append(b.bare, permission)
	return nil
}

func (b *permissionBlock) Reset() { b.bare, b.named = nil, map[directory.SID]bool{} }

// knownSIDs are the keys of those trustees' SIDs that some object has.
func (o *Org) knownSIDs(bare []directory.Permission) (map[key]bool, error) {
	var keys []key
	for _, permission := range bare {
		keys = append(keys, hashExact([]byte(permission.Trustee), sidKey))
	}
	wanted, known := newKeySet(keys), map[key]bool{}
	note := func(k key) {
		if wanted.has(k) {
			known[k] = true
		}
	}
	for row := range ref(o.o.ad.n) {
		note(o.o.ad.at(row).sid)
	}
	for row := range ref(o.o.entra.n) {
		note(o.o.entra.at(row).sid)
	}
	for sid := range o.o.sidHistory {
		note(sid)
	}
	adGroups, err := snapshot.ReadRows[directory.ADGroup](o.o.snapshot, "ad_groups")
	if err != nil {
		return nil, err
	}
	for _, group := range adGroups.Rows {
		note(hashExact([]byte(group.ObjectSID), sidKey))
	}
	entraGroups, err := snapshot.ReadRows[directory.EntraGroup](o.o.snapshot, "entra_groups")
	if err != nil {
		return nil, err
	}
	for _, group := range entraGroups.Rows {
		note(hashExact([]byte(group.OnPremisesSecurityIdentifier), sidKey))
	}
	return known, nil
}
