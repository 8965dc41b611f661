package recon

import "rejoin/recon/directory"

// findUnlinked marks the mailbox objects of a resource forest that name an account and were not joined to it.
func (o *organisation) findUnlinked() {
	for row := range o.master {
		if o.ad.at(row).flags&resource == 0 {
			o.mark(object{inAD, row}, MasterUnlinked)
		}
	}
}

// SIDDomainSeen says whether the snapshot has AD users of the domain that a SID is of. Where it has none, that domain was not
// exported, and nothing follows from the SID's absence.
func (o *Org) SIDDomainSeen(sid directory.SID) bool { return o.o.sidDomains[string(sid.Domain())] }

// Accounts counts the AD users with an objectSid, and those of them that are enabled. It knows only the SIDs that join or rules
// ask for: master accounts of unlinked objects, and Entra users whom no anchor joined.
func (o *Org) Accounts(sid directory.SID) (all, enabled int) {
	for _, holder := range o.sidHolders[hashExact([]byte(sid), sidKey)] {
		all++
		if o.o.ad.at(holder.row).flags&disabled == 0 {
			enabled++
		}
	}
	return all, enabled
}
