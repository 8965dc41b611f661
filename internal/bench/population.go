package bench

// population knows each identity of an organisation by its number.
type population struct {
	Organisation
	size   uint64
	people uint64 // numbers up to here are in whole blocks
}

func newPopulation(o Organisation) population {
	size := uint64(o.Identities)
	return population{Organisation: o, size: size, people: size - size%block}
}

// block is how many neighbouring numbers a knot may tie together. A knot is the rare case in which what one identity holds
// decides another's situation.
const block = 4

// knots are the roles of a knotted block's members.
var knots = [...][block]role{
	{twin, twin, twinsCloud, remoteUser},
	{remoteUser, secondAccount, remoteUser, remoteUser},
	{remoteUser, twinOfMailbox, remoteUser, remoteUser},
}

// knotsOfThousandFaults is how many blocks are knotted for a thousand faulty identities in as many blocks.
const knotsOfThousandFaults = 80

// classify says what the identity with this number is, and what is wrong with it.
func (o *population) classify(number uint64) (role, fault) {
	if number == 0 {
		return discovery, sound
	}
	if members, knotted := o.knot(number); knotted {
		return members[number%block], sound
	}
	if d := draw(o.Seed, forFault, number); d%1000 < uint64(o.FaultPerMille) {
		return remoteUser, fault(1 + (d>>32)%uint64(faults-1))
	}
	return roleAt(draw(o.Seed, forRole, number) % 1000), sound
}

func (o *population) knot(number uint64) ([block]role, bool) {
	if number < block || number >= o.people {
		return [block]role{}, false
	}
	d := draw(o.Seed, forBlock, number/block)
	if d%1_000_000 >= uint64(o.FaultPerMille)*knotsOfThousandFaults {
		return [block]role{}, false
	}
	return knots[(d>>32)%uint64(len(knots))], true
}

// manager is the number of the person to whom this one reports, and false for those at the top.
func (o *population) manager(number uint64) (uint64, bool) {
	for boss := number / 9; boss > 0; boss-- {
		if r, f := o.classify(boss); r.inAD() && f.inAD() && !r.unmanned() {
			return boss, true
		}
	}
	return 0, false
}
