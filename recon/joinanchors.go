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

// anchorMatch is what an Entra user's immutable ID matches in AD.
type anchorMatch struct {
	object      ref   // the user whose objectGUID it is, or none
	consistency []ref // the users whose mS-DS-ConsistencyGuid it is, where that is not their objectGUID
}

// joinAnchors joins each Entra user to the AD user whose source anchor their immutable ID is.
func (o *organisation) joinAnchors(x *strongIndexes) {
	byConsistency := o.consistencyHolders()
	match := func(table *rows[entraRecord], row ref, objects []ref) anchorMatch {
		return anchorMatch{objects[row], byConsistency[table.at(row).anchor]}
	}
	live := o.anchorObjects(x, &o.entra)
	o.chooseAnchors(live, byConsistency)

	claimed := groups[object]{}
	for row := range ref(o.entra.n) {
		if live[row] == none && len(byConsistency) == 0 || o.entra.at(row).anchor.IsZero() {
			continue
		}
		o.claimAnchor(row, o.holders(match(&o.entra, row, live)), claimed)
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
			if object := objects[row]; object != none {
				if _, differs := o.consistency[object]; differs {
					votes[o.ad.at(object).forest]--
				}
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

// holders are the persons who hold a matched anchor: those for whom it is the forest's anchor, or where there are none those
// who have it in the other column.
func (o *organisation) holders(match anchorMatch) []ref {
	var first, second []ref
	if match.object != none {
		_, differs := o.consistency[match.object]
		anchor := o.anchors[o.ad.at(match.object).forest]
		if anchor == objectGUIDColumn || anchor == consistencyColumn && !differs {
			first = append(first, o.person(match.object))
		} else {
			second = append(second, o.person(match.object))
		}
	}
	for _, holder := range match.consistency {
		if o.anchors[o.ad.at(holder).forest] == consistencyColumn {
			first = append(first, o.person(holder))
		} else {
			second = append(second, o.person(holder))
		}
	}
	if len(first) == 0 {
		first = second
	}
	slices.Sort(first)
	return slices.Compact(first)
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
		holders := o.holders(anchorMatch{objects[row], byConsistency[gone.anchor]})
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
