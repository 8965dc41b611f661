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
	byConsistency := o.consistencyHolders()
	live := o.anchorObjects(x, &o.entra)
	o.chooseAnchors(live, byConsistency)

	claimed := groups[object]{}
	var space [4]ref
	for row := range ref(o.entra.n) {
		if anchor := &o.entra.at(row).anchor; !anchor.IsZero() {
			o.claimAnchor(row, o.holders(space[:0], live[row], byConsistency[*anchor]), claimed)
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

// consistencyHolders are the AD users by mS-DS-ConsistencyGuid, where that is not their objectGUID.
func (o *organisation) consistencyHolders() map[directory.GUID][]ref {
	holders := map[directory.GUID][]ref{}
	for _, row := range sortedKeys(maps.Keys(o.consistency)) {
		guid := o.consistency[row]
		holders[guid] = append(holders[guid], row)
	}
	return holders
}

// anchorObjects looks up which AD user's objectGUID each immutable ID is.
func (o *organisation) anchorObjects(x *strongIndexes, table *rows[entraRecord]) []ref {
	objects := make([]ref, table.n)
	o.inParallel(table.n, func(_, low, high int) {
		for row := ref(low); row < ref(high); row++ {
			objects[row] = none
			if anchor := table.at(row).anchor; !anchor.IsZero() {
				objects[row] = x.adObject.find(anchor)
			}
		}
	})
	return objects
}

// chooseAnchors settles which column is the source anchor of each forest: what the policy says, else of the two GUIDs the
// one that matches more of the users where they differ, else mS-DS-ConsistencyGuid, the default since Entra Connect 1.1.524.
func (o *organisation) chooseAnchors(objects []ref, byConsistency map[directory.GUID][]ref) {
	votes := make([]int, len(o.forests))
	if len(byConsistency) > 0 {
		for row := range ref(o.entra.n) {
			if object := objects[row]; object != none && o.ad.at(object).flags&otherAnchor != 0 {
				votes[o.ad.at(object).forest]--
			}
			for _, holder := range byConsistency[o.entra.at(row).anchor] {
				votes[o.ad.at(holder).forest]++
			}
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
func (o *organisation) holders(into []ref, byObject ref, byConsistency []ref) []ref {
	for _, asAnchor := range []bool{true, false} {
		if byObject != none && o.isAnchor(byObject, objectGUIDColumn) == asAnchor {
			into = append(into, o.person(byObject))
		}
		for _, holder := range byConsistency {
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

// claimAnchor joins an Entra user to the only holder of their anchor. Where there are several, or the holder is taken by
// another Entra user with the same anchor, all of them are put into claimed.
func (o *organisation) claimAnchor(row ref, holders []ref, claimed groups[object]) {
	for _, holder := range holders {
		user := o.ad.at(holder)
		switch {
		case len(holders) > 1:
			claimed.join(object{inEntra, row}, object{inAD, holder})
		case user.entra != none:
			claimed.join(object{inEntra, row}, object{inAD, holder})
			claimed.join(object{inEntra, user.entra}, object{inAD, holder})
		case user.flags&contested == 0:
			user.entra, user.entraBy = row, ByAnchor
			o.entra.at(row).ad = holder
		}
	}
}

// joinDeleted finds, for every AD user without a live Entra user, the soft-deleted one that has their anchor.
func (o *organisation) joinDeleted(x *strongIndexes) {
	byConsistency := o.consistencyHolders()
	objects := o.anchorObjects(x, &o.deleted)
	for row := range ref(o.deleted.n) {
		gone := o.deleted.at(row)
		if gone.anchor.IsZero() {
			continue
		}
		holders := o.holders(nil, objects[row], byConsistency[gone.anchor])
		if len(holders) != 1 {
			continue
		}
		// A user may have been deleted more than once; the first of them in the table stands for all.
		if user := o.ad.at(holders[0]); user.entra == none && user.flags&contested == 0 {
			user.entra, user.entraBy = row|deletedBit, ByAnchor
			gone.ad = holders[0]
		}
	}
}
