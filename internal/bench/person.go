package bench

import "strconv"

// person is one identity, as the writers of the three directories see it. It is filled anew for each row; its buffer is
// reused.
type person struct {
	from   *population
	number uint64
	role   role
	fault  fault

	given, family *Name
	alias         []byte // the spelled name and the number: nobody else has it
	domain        string // of the UPN
	mailDomain    string // of the primary address

	resourceSide bool // the row at hand is the resource forest's mailbox object, not the account

	habits, work, dates uint64 // what decides the cells that no join reads

	objectGUID, consistency, entraID, mailboxGUID guid
	hasConsistency                                bool
}

// become fills in the identity with this number.
func (p *person) become(number uint64) {
	seed := p.from.Seed
	p.number = number
	p.role, p.fault = p.from.classify(number)
	p.resourceSide = false
	p.habits = draw(seed, forHabits, number)
	p.work = draw(seed, forWork, number)
	p.dates = draw(seed, forDates, number)
	p.objectGUID = drawGUID(seed, forObjectGUID, number)
	p.entraID = drawGUID(seed, forEntraID, number)
	p.mailboxGUID = drawGUID(seed, forMailboxGUID, number)
	p.setName()
	p.setConsistency()
}

// setName gives the person a name that is nobody else's. The twins' cloud user has the first twin's.
func (p *person) setName() {
	number := p.number
	if p.role == twinsCloud {
		number -= 2
	}
	d := draw(p.from.Seed, forName, number)
	p.given = &GivenNames[d%uint64(len(GivenNames))]
	p.family = &Surnames[d>>16%uint64(len(Surnames))]
	p.domain = userDomains[d>>32%uint64(len(userDomains))]
	p.mailDomain = p.domain
	if p.role == linkedUser {
		p.domain, p.mailDomain = accountForest, resourceForest
	}
	p.alias = append(p.alias[:0], p.given.Spelled...)
	p.alias = append(p.alias, '.')
	p.alias = append(p.alias, p.family.Spelled...)
	p.alias = strconv.AppendUint(p.alias, number, 10)
}

// setConsistency decides whether the account has an mS-DS-ConsistencyGuid: most synchronized ones do, and on a few, which
// came from another forest, it is not the objectGUID.
func (p *person) setConsistency() {
	const stamped, migrated = 73, 3 // of a hundred
	p.hasConsistency, p.consistency = false, guid{}
	switch {
	case p.role == twin || p.role == twinsCloud:
		p.hasConsistency, p.consistency = true, drawGUID(p.from.Seed, forTwinAnchor, p.number/block)
	case !p.role.inEntra() || !p.fault.synchronized() || p.fault == neverSynchronized:
	case p.habits%100 < migrated:
		p.hasConsistency, p.consistency = true, drawGUID(p.from.Seed, forAnchorGUID, p.number)
	case p.habits%100 < stamped:
		p.hasConsistency, p.consistency = true, p.objectGUID
	}
}

func (p *person) inAD() bool       { return p.role.inAD() && p.fault.inAD() }
func (p *person) inEntra() bool    { return p.role.inEntra() && p.fault.inEntra() }
func (p *person) inExchange() bool { return p.role.inExchange() && p.fault.inExchange() }

// synchronized says whether the Entra user came from Active Directory.
func (p *person) synchronized() bool {
	return p.role != cloudOnly && p.role != guest && p.fault.synchronized()
}

// holdsRecipient says whether the AD object at hand has the person's Exchange attributes.
func (p *person) holdsRecipient() bool {
	return p.role.remote() && p.fault.provisioned() && (p.role != linkedUser || p.resourceSide)
}

// hasAddress says whether the person has a mail address in some directory.
func (p *person) hasAddress() bool { return p.role.inExchange() || p.role == guest }

// accountGUID is the objectGUID of the AD account that is there today.
func (p *person) accountGUID() guid {
	if p.fault == recreatedAccount {
		return drawGUID(p.from.Seed, forReplacedGUID, p.number)
	}
	return p.objectGUID
}
