package bench

// truthHeader is the first line of truth.csv. ad is the account: a linked mailbox's object is not named.
var truthHeader = []string{"key", "situation", "ad", "entra", "exo"}

// truthCells are what a correct join says of an identity.
var truthCells = []cell{
	func(b []byte, p *person) []byte {
		switch {
		case p.inAD():
			return appendGUID(append(b, "ad:"...), p.accountGUID())
		case p.inEntra():
			return appendGUID(append(b, "entra:"...), p.entraID)
		}
		return appendGUID(append(b, "exo:"...), p.mailboxGUID)
	},
	func(b []byte, p *person) []byte { return append(b, p.situation()...) },
	when((*person).inAD, func(b []byte, p *person) []byte { return appendGUID(b, p.accountGUID()) }),
	when((*person).inEntra, func(b []byte, p *person) []byte { return appendGUID(b, p.entraID) }),
	when((*person).inExchange, func(b []byte, p *person) []byte { return appendGUID(b, p.mailboxGUID) }),
}

// situation is the situation of the link between AD and Entra ID.
func (p *person) situation() string {
	switch p.role {
	case serviceOnly:
		return "Absent"
	case systemObject, conflictObject:
		return "SourceIgnored"
	case cloudOnly:
		return "Unassigned"
	case guest, discovery:
		return "TargetIgnored"
	case twin, twinsCloud:
		return "Ambiguous"
	case secondAccount:
		return "FoundAlreadyLinked"
	}
	switch p.fault {
	case recreatedAccount, softMatchUPNAndMail, softMatchUPN:
		return "Found"
	case orphan:
		return "SourceMissing"
	case orphanCustomAnchor:
		return "NotEvaluated"
	case neverSynchronized:
		return "Absent"
	case softDeleted:
		return "Missing"
	case forgotten:
		return "AllGone"
	}
	return "Confirmed"
}
