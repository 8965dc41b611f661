package recon

import (
	"cmp"
	"slices"

	"rejoin/recon/directory"
)

// Twin is another object of the same system that has the same source anchor.
type Twin struct {
	Key      string // as Identity.Key
	Name     string // UPN
	Forest   string // of an AD user; empty where the snapshot names none
	Disabled bool   // an AD user's account is disabled
}

// findAnchorTwins finds the AD users who share their effective source anchor, other than a linked pair, and the Entra users who
// share theirs, and marks them.
func (o *organisation) findAnchorTwins() {
	o.twins = map[object][]object{}
	byAnchor := map[directory.GUID][]object{}
	for row, guid := range o.consistency {
		if int(o.ad.at(row).forest) < len(o.anchors) && o.isAnchor(row, consistencyColumn) {
			byAnchor[guid] = append(byAnchor[guid], object{inAD, row})
		}
	}
	o.addHolders(byAnchor, inAD, func(row ref) directory.GUID {
		if o.isAnchor(row, objectGUIDColumn) {
			return o.ad.at(row).object
		}
		return directory.GUID{}
	})
	o.noteTwins(byAnchor)
	byAnchor = map[directory.GUID][]object{}
	for row := range ref(o.entra.n) {
		// Of two Entra users with one anchor, one at least is alone, or both are contested.
		if user := o.entra.at(row); !user.anchor.IsZero() && (user.ad == none || user.flags&contested != 0) {
			byAnchor[user.anchor] = nil
		}
	}
	o.addHolders(byAnchor, inEntra, func(row ref) directory.GUID { return o.entra.at(row).anchor })
	o.noteTwins(byAnchor)
}

// addHolders adds to each of the anchors the rows of a table that hold it.
func (o *organisation) addHolders(byAnchor map[directory.GUID][]object, table tableOf, anchor func(ref) directory.GUID) {
	if len(byAnchor) == 0 {
		return
	}
	var keys []key
	for guid := range byAnchor {
		keys = append(keys, hashGUID(guid, anchorKey))
	}
	filter := newKeySet(keys)
	found := make([][]ref, o.workers)
	o.inParallel(o.rowsOf(table), func(worker, low, high int) {
		for row := ref(low); row < ref(high); row++ {
			if filter.has(hashGUID(anchor(row), anchorKey)) {
				found[worker] = append(found[worker], row)
			}
		}
	})
	for _, rows := range found {
		for _, row := range rows {
			if holders, ok := byAnchor[anchor(row)]; ok {
				byAnchor[anchor(row)] = append(holders, object{table, row})
			}
		}
	}
}

func (o *organisation) noteTwins(byAnchor map[directory.GUID][]object) {
	for _, holders := range byAnchor {
		slices.SortFunc(holders, compareObjects)
		for _, one := range holders {
			for _, other := range holders {
				if one != other && !o.areLinked(one, other) {
					o.twins[one] = append(o.twins[one], other)
				}
			}
			if len(o.twins[one]) > 0 {
				o.mark(one, AnchorShared)
			}
		}
	}
}

func (o *organisation) areLinked(a, b object) bool {
	return a.table == inAD && b.table == inAD && (o.linked[a.row] == b.row && o.ad.at(b.row).flags&resource != 0 || o.linked[b.row] == a.row && o.ad.at(a.row).flags&resource != 0)
}

func (o *organisation) mark(one object, fact Fact) {
	switch one.table {
	case inAD:
		o.ad.at(one.row).facts |= fact
	case inEntra:
		o.entra.at(one.row).facts |= fact
	}
}

// AnchorTwins are the other objects of a system that have the same source anchor as the person's object there.
func (p *Pass) AnchorTwins(system directory.System) []Twin {
	o := p.Org.o
	one := object{inAD, p.entry.ad}
	if system == directory.Entra {
		one = object{inEntra, p.entry.entra}
	}
	var twins []Twin
	for _, other := range o.twins[one] {
		var line Line
		if err := p.text.name(other, &line); err != nil {
			p.failed = err
			return nil
		}
		twin := Twin{Key: o.keyOf(other), Name: cmp.Or(line.UPN, line.Name)}
		if other.table == inAD {
			user := o.ad.at(other.row)
			twin.Forest, twin.Disabled = o.forests[user.forest], user.flags&disabled != 0
		}
		twins = append(twins, twin)
	}
	return twins
}
