package recon

import (
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"rejoin/recon/directory"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// Org is what rules may ask about the organisation as a whole. It is gathered once, before any rule looks at anybody.
type Org struct {
	Policy   *policy.Policy
	Now      time.Time // the moment that ages are measured against; zero when the snapshot has none
	LastSync time.Time // the last synchronization; zero when it is not known
	Tenant   *directory.EntraOrganization
	// Tenant is entra_organization's row; nil when the snapshot has none.
	Exchange *directory.ExchangeOrganization
	// Exchange is exo_organization's row; nil when the snapshot has none.
	Domains Domains

	// OnPremisesMailboxes is how many AD users have a mailbox on-premises.
	OnPremisesMailboxes int

	o            *organisation
	skus         skus
	licences     sync.Map // Licences by assignedLicenses
	licenceCells atomic.Int32
	roles        map[directory.GUID][]string
	moves        map[directory.GUID]directory.MoveRequest
	recipients   map[directory.GUID]*directory.Recipient
	others       []directory.Recipient // recipients of Exchange Online that are no mailbox
	deleted      []directory.Mailbox
	holders      map[string][]Holder // of the values that provisioning errors name
	holds        []HoldWish
	smallColumns map[string]map[string]bool    // of the small tables
	groups       map[string]*directory.ADGroup // that the policy names, by folded distinguished name
	members      map[string]map[string]bool    // of the groups that the policy names, their direct members: folded names
	adDomains    []directory.ADDomain

	adCloudDomains  map[string]bool             // folded onPremisesDomainName of synchronized users
	anchorHolders   map[directory.GUID][]object // AD users whose objectGUID or ConsistencyGuid is one that no join accounts for
	mailboxHolders  map[directory.GUID][]object // AD users whose msExchMailboxGuid is a mailbox's that another one ought to have
	sidHolders      map[key][]object            // AD users who have a SID that no join accounts for
	domainsSeen     map[uint32]bool             // hashes of the domains that AD users are of
	duplicates      []Duplicate
	unresolved      []Unresolved
	showsUnresolved bool
}

// Has says whether the snapshot has a table.
func (o *Org) Has(table string) bool { return o.o.snapshot.Has(table) }

// Complete is the completeness of a table; snapshot.No when there is none.
func (o *Org) Complete(table string) snapshot.Completeness { return o.o.snapshot.Complete(table) }

// HasColumn says whether every part of a table has a column. Only the tables of people are asked.
func (o *Org) HasColumn(table, column string) bool { return o.o.has(table, column) }

// Licences reads an Entra user's assignedLicenses by the tenant's entra_skus.
func (o *Org) Licences(user *directory.EntraUser) Licences {
	if known, ok := o.licences.Load(user.AssignedLicenses); ok {
		return known.(Licences)
	}
	l := o.skus.licences(user.AssignedLicenses)
	// An organisation has few combinations of licences, and rules ask for the same ones over and over.
	if o.licenceCells.Add(1) <= maxLicenceCells {
		o.licences.Store(strings.Clone(user.AssignedLicenses), l)
	}
	return l
}

// Roles are the names of the directory roles that a principal holds or may activate; empty when there are none.
func (o *Org) Roles(id directory.GUID) []string { return o.roles[id] }

// Move is the move request of a mailbox; false when exo_moves has none that is open.
func (o *Org) Move(mailbox directory.GUID) (directory.MoveRequest, bool) {
	move, ok := o.moves[mailbox]
	return move, ok
}

// Recipient is the recipient of an Entra user that is no mailbox: a mail user, usually because the mailbox is on-premises. Nil
// when exo_recipients has none.
func (o *Org) Recipient(user *directory.EntraUser) *directory.Recipient {
	if user == nil {
		return nil
	}
	return o.recipients[user.ID]
}

// SoftDeleted lists the soft-deleted and inactive mailboxes.
func (o *Org) SoftDeleted() []directory.Mailbox { return o.deleted }

// Recycled says whether an anchor is that of a user in AD's recycle bin.
func (o *Org) Recycled(anchor directory.GUID) bool { return o.o.recycled[anchor] }

// AnchorHeld says whether a GUID that no join accounts for is an AD user's objectGUID or mS-DS-ConsistencyGuid all the same.
func (o *Org) AnchorHeld(anchor directory.GUID) bool { return len(o.anchorHolders[anchor]) > 0 }

// SIDHeld says whether an Entra user's onPremisesSecurityIdentifier that no join accounts for is an AD user's objectSid all
// the same.
func (o *Org) SIDHeld(sid directory.SID) bool {
	return len(o.sidHolders[hashExact([]byte(sid), sidKey)]) > 0
}

// MailboxGUIDHolders are the keys of the AD users who hold a mailbox's ExchangeGuid although another one is joined to it.
func (o *Org) MailboxGUIDHolders(mailbox directory.GUID) []string {
	var keys []string
	for _, holder := range o.mailboxHolders[mailbox] {
		keys = append(keys, o.o.keyOf(holder))
	}
	return keys
}

// Covers says whether the snapshot's AD covers every domain that the tenant's synchronized users come from, unfiltered. Where
// it does not, missing names what is not covered.
func (o *Org) Covers() (covered bool, missing string) {
	for _, part := range o.o.adParts {
		if part.Filter != "" {
			return false, "ad_users was exported with a filter"
		}
	}
	if o.Complete("ad_users") == snapshot.No {
		return false, "ad_users is incomplete"
	}
	if !o.HasColumn("entra_users", "onPremisesDomainName") {
		return false, "onPremisesDomainName is not in the snapshot, so no one can say which domains the users come from"
	}
	for _, domain := range sortedKeys(maps.Keys(o.adCloudDomains)) {
		if !o.o.hasADDomain(domain) {
			return false, "the domain " + domain + " is not in the snapshot"
		}
	}
	return true, ""
}

// loadOrg reads the small tables. What depends on the big ones is added by prepare.
func loadOrg(o *organisation, p *policy.Policy) (*Org, error) {
	org := &Org{Policy: p, Now: o.snapshot.Now(), o: o, holds: holdWishes(p), adCloudDomains: map[string]bool{}, moves: map[directory.GUID]directory.MoveRequest{}, roles: map[directory.GUID][]string{},
		recipients: map[directory.GUID]*directory.Recipient{}}
	var tables smallTables
	if err := tables.read(o.snapshot); err != nil {
		return nil, err
	}
	if rows := tables.organization; len(rows) > 0 {
		org.Tenant, org.LastSync = &rows[0], rows[0].OnPremisesLastSyncDateTime.Time
	}
	if rows := tables.exchange; len(rows) > 0 {
		org.Exchange = &rows[0]
	}
	org.Domains = newDomains(tables.domains, tables.accepted, p.RoutingDomain, p.TargetDomains)
	org.skus = newSKUs(tables.skus)
	for _, role := range tables.roles {
		org.roles[role.PrincipalID] = append(org.roles[role.PrincipalID], role.RoleName)
	}
	for _, move := range tables.moves {
		if MoveIsOpen(move.Status) {
			org.moves[move.ExchangeGUID] = move
		}
	}
	org.smallColumns = tables.columns
	org.deleted, org.adDomains = tables.softDeleted, tables.adDomains
	return org, org.readMembers(p)
}

// MoveIsOpen says whether a move's status is one of those in which Exchange still works on the mailbox or waits to.
func MoveIsOpen(status string) bool {
	switch directory.Fold(status) {
	case "", "none", "completed", "completedwithwarning", "completedwithwarnings", "failed":
		return false
	}
	return true
}

// Reads says whether a table is one of those of people, of whose columns HasColumn knows.
func (o *Org) Reads(table string) bool { return o.o.columns[table] != nil }

// AnchorColumn is the column that is a forest's source anchor; empty where the forest has no users.
func (o *Org) AnchorColumn(forest string) string {
	for i, name := range o.o.forests {
		if name == forest && i < len(o.o.anchors) {
			return o.o.anchors[i]
		}
	}
	return ""
}

// Group is a group of AD that the policy names; nil when ad_groups does not have it.
func (o *Org) Group(name string) *directory.ADGroup { return o.groups[directory.Fold(name)] }

// HasColumnOf says whether a small table has a column; false when the table is not in the snapshot.
func (o *Org) HasColumnOf(table, column string) bool { return o.smallColumns[table][column] }
