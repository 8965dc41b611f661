package recon

import (
	"maps"
	"slices"

	"rejoin/recon/directory"
)

const (
	objectGUIDColumn  = "objectGUID"
	consistencyColumn = "mS-DS-ConsistencyGuid"
)

// joinAnchors joins each Entra user to the AD user whose source anchor their immutable ID is.
func (o *organisation) joinAnchors(x *strongIndexes) {
	matches := o.matchAnchors(x, &o.entra)
	o.chooseAnchors(matches.special)
	claims := make([]groups[object], o.workers)
	// Each worker takes the AD users of a range of its own, so that no two write to the same one.
	o.inParallel(o.ad.n, func(worker, low, high int) {
		claims[worker] = groups[object]{}
		for row, holder := range matches.plain {
			if holder >= ref(low) && holder < ref(high) {
				o.claimAnchor(ref(row), holder, claims[worker])
			}
		}
	})
	claimed := groups[object]{}
	for _, some := range claims {
		for one, others := range some {
			claimed.join(one, (*others)[0])
		}
	}
	var space [4]ref
	for _, match := range matches.special {
		holders := o.holders(space[:0], match)
		if len(holders) == 1 {
			o.claimAnchor(match.row, holders[0], claimed)
			continue
		}
		for _, holder := range holders {
			claimed.join(object{inEntra, match.row}, object{inAD, holder})
		}
	}
	for _, contest := range claimed.all(compareObjects) {
		for _, one := range contest {
			if one.table == inAD {
				if user := o.ad.at(one.row); user.entra != none {
					o.entra.at(user.entra).ad = none
					user.entra, user.entraBy = none, NotJoined
				}
			}
		}
		o.contest(contest)
	}
}

// anchorMatches are the AD users that immutable IDs lead to. Nearly all are plain: the only user with that objectGUID, who
// has no other anchor. The rest depends on which column is the anchor.
type anchorMatches struct {
	plain   []ref // for each Entra user; none where there is no match, or a special one
	special []anchorMatch
}

// anchorMatch is what one immutable ID matches in AD.
type anchorMatch struct {
	row           ref   // the Entra user
	byObject      ref   // the user whose objectGUID it is, or none
	byConsistency []ref // the users whose mS-DS-ConsistencyGuid it is, where that is not their objectGUID
}

// matchAnchors looks up every immutable ID of a table.
func (o *organisation) matchAnchors(x *strongIndexes, table *rows[entraRecord]) anchorMatches {
	guids, users := o.otherAnchors()
	byConsistency := newGUIDIndex(len(guids), len(guids), func(i ref) directory.GUID { return guids[i] })
	for i, guid := range guids {
		byConsistency.add(guid, ref(i))
	}
	matches := anchorMatches{plain: make([]ref, table.n)}
	special := make([][]anchorMatch, o.workers)
	anchor := func(row ref) directory.GUID { return table.at(row).anchor }
	o.inParallel(table.n, func(worker, low, high int) {
		var depends [batch]bool // whether the match depends on the forest's anchor, noted while the AD user is at hand
		for from := low; from < high; from += batch {
			to := min(from+batch, high)
			for row := from; row < to; row++ {
				matches.plain[row] = none
				depends[row-from] = false
			}
			x.adObject.lookup(ref(from), ref(to), anchor, func(row, match ref) {
				matches.plain[row] = match
				depends[int(row)-from] = o.ad.at(match).flags&(otherAnchor|resource) != 0
			})
			for row := ref(from); row < ref(to); row++ {
				match := anchorMatch{row: row, byObject: matches.plain[row]}
				if len(guids) > 0 {
					if i := byConsistency.find(anchor(row)); i != none {
						match.byConsistency = append(match.byConsistency, users[i])
						for _, twin := range byConsistency.twins[anchor(row)] {
							match.byConsistency = append(match.byConsistency, users[twin])
						}
					}
				}
				if match.byConsistency != nil || depends[int(row)-from] {
					matches.plain[row] = none
					special[worker] = append(special[worker], match)
				}
			}
		}
	})
	matches.special = slices.Concat(special...)
	return matches
}

// otherAnchors lists the mS-DS-ConsistencyGuid of the users for whom it is not their objectGUID, and these users.
func (o *organisation) otherAnchors() (guids []directory.GUID, users []ref) {
	users = sortedKeys(maps.Keys(o.consistency))
	for _, row := range users {
		guids = append(guids, o.consistency[row])
	}
	return guids, users
}

// chooseAnchors settles which column is the source anchor of each forest: what the policy says, else of the two GUIDs the
// one that matches more of the users where they differ, else mS-DS-ConsistencyGuid, the default since Entra Connect 1.1.524.
func (o *organisation) chooseAnchors(special []anchorMatch) {
	votes := make([]int, len(o.forests))
	for _, match := range special {
		if match.byObject != none && o.ad.at(match.byObject).flags&otherAnchor != 0 {
			votes[o.ad.at(match.byObject).forest]--
		}
		for _, holder := range match.byConsistency {
			votes[o.ad.at(holder).forest]++
		}
	}
	o.anchors = make([]string, len(o.forests))
	for i, forest := range o.forests {
		switch said := o.policy.SourceAnchor[forest]; {
		case said != "":
			o.anchors[i] = said
		case votes[i] < 0:
			o.anchors[i] = objectGUIDColumn
		default:
			o.anchors[i] = consistencyColumn
		}
	}
}

// holders appends the persons who hold an anchor: of the user whose objectGUID it is and those whose mS-DS-ConsistencyGuid it
// is, the ones for whom that is the forest's anchor, or where there are none the others.
func (o *organisation) holders(into []ref, match anchorMatch) []ref {
	for _, asAnchor := range []bool{true, false} {
		if match.byObject != none && o.isAnchor(match.byObject, objectGUIDColumn) == asAnchor {
			into = append(into, o.person(match.byObject))
		}
		for _, holder := range match.byConsistency {
			if o.isAnchor(holder, consistencyColumn) == asAnchor {
				into = append(into, o.person(holder))
			}
		}
		if len(into) > 0 {
			break
		}
	}
	slices.Sort(into)
	return slices.Compact(into)
}

// isAnchor says whether a column is what a user's source anchor is made from. Where mS-DS-ConsistencyGuid is the forest's
// anchor and the user has none, or the same, it is the objectGUID.
func (o *organisation) isAnchor(row ref, column string) bool {
	user := o.ad.at(row)
	anchor := o.anchors[user.forest]
	if anchor == consistencyColumn && column == objectGUIDColumn {
		return user.flags&otherAnchor == 0
	}
	return anchor == column
}

// claimAnchor joins an Entra user to the only holder of their anchor. Where the holder is taken by another Entra user with the
// same anchor, all three are put into claimed.
func (o *organisation) claimAnchor(row, holder ref, claimed groups[object]) {
	switch user := o.ad.at(holder); {
	case user.entra != none:
		claimed.join(object{inEntra, row}, object{inAD, holder})
		claimed.join(object{inEntra, user.entra}, object{inAD, holder})
	case user.flags&contested == 0:
		user.entra, user.entraBy = row, ByAnchor
		o.entra.at(row).ad = holder
	}
}

// joinDeleted finds, for every AD user without a live Entra user, the soft-deleted one that has their anchor.
func (o *organisation) joinDeleted(x *strongIndexes) {
	if o.deleted.n == 0 {
		return
	}
	matches := o.matchAnchors(x, &o.deleted)
	for row, holder := range matches.plain {
		if holder != none {
			o.linkDeleted(ref(row), holder)
		}
	}
	for _, match := range matches.special {
		if holders := o.holders(nil, match); len(holders) == 1 {
			o.linkDeleted(match.row, holders[0])
		}
	}
}

// linkDeleted joins an AD user to a soft-deleted Entra user. A user may have been deleted more than once; the first of them
// in the table stands for all.
func (o *organisation) linkDeleted(row, holder ref) {
	if user := o.ad.at(holder); user.entra == none && user.flags&contested == 0 {
		user.entra, user.entraBy = row|deletedBit, ByAnchor
		o.deleted.at(row).ad = holder
	}
}
