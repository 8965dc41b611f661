package recon

import "slices"

// agreement says how strongly the texts of two objects say that they are the same person.
func agreement(one candidate, mine, theirs *person) Strength {
	if mine.anchor != "" && mine.anchor == theirs.anchor && one.uniquePolicy {
		return ByAnchor
	}
	if one.uniqueX500 && (slices.Contains(theirs.x500, mine.legacy) && mine.legacy != "" || slices.Contains(mine.x500, theirs.legacy) && theirs.legacy != "") {
		return ByX500
	}
	for i := range min(len(mine.policy), len(theirs.policy)) {
		if mine.policy[i] != "" && mine.policy[i] == theirs.policy[i] && one.uniquePolicy {
			return ByPolicyKey
		}
	}
	agree, unique, differ := 0, 0, 0
	compare := func(known, same, uniqueHere bool) {
		switch {
		case !known:
		case !same:
			differ++
		default:
			agree++
			if uniqueHere {
				unique++
			}
		}
	}
	compare(mine.upn != "" && theirs.upn != "", mine.upn == theirs.upn, one.uniqueUPN)
	compare(mine.primary != "" && theirs.primary != "", mine.primary == theirs.primary, one.uniquePrimary)
	compare(mine.target != "" && theirs.known(), theirs.isKnownAs(mine.target), one.uniqueTarget)
	compare(theirs.target != "" && mine.known(), mine.isKnownAs(theirs.target), one.uniqueTarget)
	switch {
	case unique >= 2 && differ == 0:
		return Corroborated
	case agree > 0, mine.upn != "" && theirs.isKnownAs(mine.upn), mine.primary != "" && theirs.isKnownAs(mine.primary),
		theirs.primary != "" && mine.isKnownAs(theirs.primary):
		return Weak
	}
	return NotJoined
}

// known says whether the person's own addresses are known at all.
func (p *person) known() bool { return p.primary != "" || len(p.addresses) > 0 }

// isKnownAs says whether an address is one of the person's.
func (p *person) isKnownAs(address string) bool {
	return address == p.primary || address == p.upn || slices.Contains(p.addresses, address)
}
