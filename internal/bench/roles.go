package bench

// role is what kind of identity a number is.
type role uint8

const (
	remoteUser     role = iota // synchronized, mailbox in Exchange Online
	remoteShared               // a shared mailbox
	remoteRoom                 // a room mailbox
	linkedUser                 // a mailbox object in the resource forest, linked to an account
	withoutMail                // synchronized, no mailbox
	serviceOnly                // an AD account that nobody synchronized: Absent
	systemObject               // an AD account that synchronization skips by its name: SourceIgnored
	conflictObject             // the loser of a replication conflict: SourceIgnored too
	cloudOnly                  // Entra ID and Exchange Online alone: Unassigned
	guest                      // a guest: TargetIgnored
	discovery                  // the discovery mailbox of Exchange Online: TargetIgnored
	twin                       // AD only, with the anchor that its neighbour has too: Ambiguous
	twinsCloud                 // Entra ID and Exchange Online, with the twins' anchor: Ambiguous
	secondAccount              // AD only, with the mail address of its neighbour: FoundAlreadyLinked
	twinOfMailbox              // as remoteUser, but AD holds the neighbour's mailbox GUID: Confirmed all the same
)

// shares are the roles of sound identities, in parts of a thousand.
var shares = []struct {
	role role
	upTo uint64
}{
	{remoteUser, 740}, {remoteShared, 800}, {remoteRoom, 820}, {withoutMail, 880}, {linkedUser, 900}, {serviceOnly, 956},
	{systemObject, 959}, {conflictObject, 960}, {cloudOnly, 990}, {guest, 1000},
}

func roleAt(partOfThousand uint64) role {
	for _, share := range shares {
		if partOfThousand < share.upTo {
			return share.role
		}
	}
	return remoteUser
}

// inAD says whether the role has an account in Active Directory.
func (r role) inAD() bool {
	switch r {
	case cloudOnly, guest, discovery, twinsCloud:
		return false
	}
	return true
}

// inEntra says whether the role has an Entra user, live or soft-deleted.
func (r role) inEntra() bool {
	switch r {
	case serviceOnly, systemObject, conflictObject, discovery, twin, secondAccount:
		return false
	}
	return true
}

// inExchange says whether the role has a mailbox in Exchange Online.
func (r role) inExchange() bool {
	switch r {
	case remoteUser, remoteShared, remoteRoom, linkedUser, cloudOnly, discovery, twinsCloud, twinOfMailbox:
		return true
	}
	return false
}

// remote says whether Active Directory knows of the mailbox.
func (r role) remote() bool { return r.inAD() && r.inExchange() }

// unmanned says whether the role is an account that is no person's own.
func (r role) unmanned() bool {
	return r == serviceOnly || r == systemObject || r == conflictObject || r == secondAccount
}

// resource says whether the mailbox is a shared one or a room: its account is disabled and has no licence.
func (r role) resource() bool { return r == remoteShared || r == remoteRoom }
