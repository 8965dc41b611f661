package recon

import (
	"bytes"
	"encoding/binary"

	"rejoin/recon/directory"
)

// A lens turns the cells of a row into facts, by what the organisation's small tables and its policy say. Each reducer has its
// own, because a lens remembers what it saw last.

// addressLook notes facts about one list of addresses. Nil notes nothing.
type addressLook struct {
	routing   string       // the routing domain; empty: there is none to look for
	domains   *domainCache // nil: only routing addresses are looked for
	routed    bool         // an address is in the routing domain
	primaried bool         // there is exactly one primary address

	unaccepted, malformed bool // an address is outside the accepted domains, or none at all
	entries               int
}

func (l *addressLook) smtp(value []byte) {
	if l == nil {
		return
	}
	if at := len(value) - len(l.routing); !l.routed && at > 0 && l.routing != "" && value[at-1] == '@' {
		l.routed = string(value[at:]) == l.routing || directory.Fold(string(value[at:])) == l.routing
	}
	if l.domains == nil {
		return
	}
	l.entries++
	l.unaccepted = l.unaccepted || l.domains.classOf(value)&acceptedDomain == 0
	l.malformed = l.malformed || hasOddByte(value)
}

func (l *addressLook) bare() {
	if l != nil {
		l.malformed = true
	}
}

func (l *addressLook) primaries(n int) {
	if l != nil {
		l.primaried = n == 1
	}
}

// hasOddByte says whether a text has a space, a control character, or anything beyond ASCII: eight bytes at a time.
func hasOddByte(text []byte) bool {
	odd := func(word uint64) bool {
		return (word-0x21*eachByte)&^word&(0x80*eachByte) != 0 || (word|(word&(0x7f*eachByte)+eachByte))&(0x80*eachByte) != 0
	}
	for len(text) > 8 {
		if odd(binary.LittleEndian.Uint64(text)) {
			return true
		}
		text = text[8:]
	}
	for _, c := range text {
		if c <= ' ' || c >= 0x7f {
			return true
		}
	}
	return false
}

// maxAddresses is how many addresses a recipient may have before synchronization and moves begin to fail (Exchange Online
// limits: 300 for an on-premises mailbox that is to be moved).
const maxAddresses = 300

// adLens sees the rows of ad_users.
type adLens struct {
	domains    domainCache
	forest     string // of rows that name none
	now        uint32
	lastSync   uint32
	sidDomains map[string]bool
	lastDomain []byte
	suffixes   bool // whether entra_domains can tell what a verified suffix is
	people     *adPolicy
}

func (o *organisation) newADLens(names []string, forest string) *adLens {
	return &adLens{forest: forest, domains: domainCache{domains: &o.org.Domains}, now: seconds(o.org.Now), lastSync: seconds(o.org.LastSync),
		sidDomains: map[string]bool{}, suffixes: o.org.Domains.hasVerified, people: o.newADPolicy(names)}
}

func (l *adLens) facts(f [][]byte, r *adRecord, look *addressLook) {
	var set Fact
	note := func(fact Fact, holds bool) {
		if holds {
			set |= fact
		}
	}
	note(AccountDisabled, r.flags&disabled != 0)
	if expires := f[adExpires]; len(expires) > 0 {
		note(AccountExpired, l.now != 0 && unixSeconds(expires) < l.now)
	}
	note(SuffixUnverified, l.suffixes && len(f[adUPN]) > 0 && l.domains.classOf(f[adUPN])&verifiedDomain == 0)
	note(ChangedInAD, l.lastSync != 0 && r.changed > l.lastSync)

	details := directory.RecipientTypeDetails(integer(f[adDetails]))
	note(RemoteType, details.IsRemote())
	note(OnPremisesType, details.IsOnPremisesMailbox())
	note(MailEnabled, details != 0)
	note(NoMailboxType, details == 0 || details == directory.MailUser)
	note(adShared, details == directory.RemoteSharedMailbox)
	note(adRoom, details == directory.RemoteRoomMailbox)
	note(adEquipment, details == directory.RemoteEquipmentMailbox)
	note(NoMailboxGUID, r.mailbox.IsZero())
	note(InDatabase, len(f[adHomeMDB]) > 0)
	note(DatabaseLeftovers, len(f[adHomeMDB])+len(f[adHomeMTA])+len(f[adHomeServer]) > 0)
	note(NoAlias, len(f[adAlias]) == 0)
	target := f[adTarget]
	note(HasTarget, len(target) > 0)
	note(OddTarget, bytes.IndexByte(target, ':') <= 0 || l.domains.classOf(target)&(cloudDomain|tolerated) == 0)
	note(HiddenInAD, isTrue(f[adHidden]))
	note(MalformedAddress, look.malformed || !look.primaried || look.entries > maxAddresses)
	note(UnacceptedAddress, look.unaccepted)
	note(NoRoutingInAD, !look.routed)
	note(MoveInAD, MoveStatusIsOpen(integer(f[adMoveStatus])))
	note(LostCells, len(f[adLossy]) > 0)
	r.facts = set
	forest := l.forest
	if len(f[adForest]) > 0 {
		forest = string(f[adForest])
	}
	l.people.facts(f, r, forest)
	l.noteDomain(f[adSID])
}

// noteDomain remembers the domain that a SID is of. Nearly all are of the same one.
func (l *adLens) noteDomain(sid []byte) {
	end := bytes.LastIndexByte(sid, '-')
	if end <= 0 || bytes.Equal(sid[:end], l.lastDomain) {
		return
	}
	l.lastDomain = append(l.lastDomain[:0], sid[:end]...)
	l.sidDomains[string(l.lastDomain)] = true
}

// LicenceFreeSize is how many bytes a shared mailbox may hold without a licence: 50 GB (Exchange Online limits).
const LicenceFreeSize = 50 << 30

// MoveStatusIsOpen says whether msExchMailboxMoveStatus is that of a move which Exchange still works on or waits to: anything
// but none, completed (10), completed with a warning (11) and failed (99).
func MoveStatusIsOpen(status int64) bool {
	return status != 0 && status != 10 && status != 11 && status != 99
}

// entraLens sees the rows of entra_users.
type entraLens struct {
	licences licenceCache
	people   *cloudPolicy
	domains  map[string]bool // the onPremisesDomainName of synchronized users, as written
}

func (o *organisation) newEntraLens() *entraLens {
	return &entraLens{licences: licenceCache{skus: o.org.skus}, people: o.newCloudPolicy(), domains: map[string]bool{}}
}

func (l *entraLens) facts(f [][]byte, r *entraRecord) {
	var set Fact
	note := func(fact Fact, holds bool) {
		if holds {
			set |= fact
		}
	}
	note(CloudEnabled, isTrue(f[entraEnabled]))
	note(Synchronized, r.flags&synced != 0)
	note(NoImmutableID, len(f[entraAnchor]) == 0)
	note(SyncErrors, len(f[entraSyncErrors]) > 2 || len(f[entraServiceErrors]) > 2)
	note(CloudManaged, isTrue(f[entraCloudManaged]))
	note(LostCells, len(f[entraLossy]) > 0)
	set |= l.licences.facts(f[entraLicences])
	if r.flags&synced != 0 && len(f[entraDomain]) > 0 && !l.domains[string(f[entraDomain])] {
		l.domains[string(f[entraDomain])] = true
	}
	r.facts = set
	l.people.facts(f, r)
}

// exoLens sees the rows of exo_mailboxes.
type exoLens struct {
	routing string
	moves   map[directory.GUID]directory.MoveRequest
}

func (o *organisation) newEXOLens() *exoLens {
	return &exoLens{routing: o.org.Domains.Routing, moves: o.org.moves}
}

func (l *exoLens) facts(f [][]byte, r *exoRecord, look *addressLook) {
	var set Fact
	note := func(fact Fact, holds bool) {
		if holds {
			set |= fact
		}
	}
	switch string(f[exoDetails]) {
	case "UserMailbox":
		set |= UserMailbox
	case "SharedMailbox":
		set |= SharedMailbox
	case "RoomMailbox":
		set |= ResourceMailbox | exoRoom
	case "EquipmentMailbox":
		set |= ResourceMailbox | exoEquipment
	}
	note(HiddenInCloud, isTrue(f[exoHidden]))
	note(OnHold, isTrue(f[exoHold]))
	note(OtherHolds, len(f[exoHolds]) > 0)
	note(Forwarding, len(f[exoForwarding])+len(f[exoForwardingSMTP]) > 0)
	note(LargeMailbox, integer(f[exoSize]) > LicenceFreeSize)
	note(ArchiveActive, r.archive != 0 || string(f[exoArchiveStatus]) == "Active")
	note(NoRoutingInCloud, !look.routed)
	note(CloudManaged, isTrue(f[exoCloudManaged]))
	note(MoveInCloud, MoveIsOpen(string(f[exoMoveStatus])))
	if len(l.moves) > 0 {
		_, moving := l.moves[r.mailbox]
		note(MoveInCloud, moving)
	}
	note(LostCells, len(f[exoLossy]) > 0)
	r.facts = set
}
