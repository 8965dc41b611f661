package recon

import (
	"cmp"
	"slices"
)

// A candidate is a pair of rows of two tables that share a text by which people are known. Candidates are sought only for
// rows that the strong joins left alone, but among all rows of the other table: a counterpart that is taken, or an address
// that someone else has too, must be seen.
type candidate struct {
	pair
	uniqueUPN, uniquePrimary, uniqueTarget, uniqueX500, uniquePolicy bool // what they share, if it is what it seems, no one else has
}

// holding is one text that a row holds, as the search sees it.
type holding struct {
	key  key // cut to claimKeyMask
	row  ref
	kind claimKind
}

// side is one of the two tables between which candidates are sought.
type side struct {
	table  tableOf
	n      int
	claims *claims
	keys   func(ref) (upn, primary key)
	person func(ref) ref  // the row that stands for the person; nil: the row itself
	free   func(ref) bool // whether the row may still be joined to the other side
}

func (s *side) personOf(row ref) ref {
	if s.person == nil {
		return row
	}
	return s.person(row)
}

// bitset is a set of rows.
type bitset []uint64

func newBitset(n int) bitset      { return make(bitset, (n+63)/64) }
func (b bitset) has(row ref) bool { return b[row>>6]>>(row&63)&1 != 0 }
func (b bitset) add(row ref)      { b[row>>6] |= 1 << (row & 63) }

// freeRows are the rows that stand for a person who may still be joined; nil when there are none.
func (s *side) freeRows() bitset {
	set, some := newBitset(s.n), false
	for row := range ref(s.n) {
		if s.free(s.personOf(row)) {
			set.add(row)
			some = true
		}
	}
	if !some {
		return nil
	}
	return set
}

// crowd is how many rows may hold one text before it says nothing about who they are.
const crowd = 64

// candidates finds the pairs of a free left row and any right row that share a text.
func (o *organisation) candidates(left, right side) []candidate {
	free := left.freeRows()
	if free == nil {
		return nil
	}
	wanted := newKeySet(o.keysOf(left, free))
	lefts, rights := o.holdings(left, wanted), o.holdings(right, wanted)
	found := map[pair]*candidate{}
	for len(lefts) > 0 && len(rights) > 0 {
		switch l, r := lefts[0].key, rights[0].key; {
		case l < r:
			_, lefts = cutKey(lefts)
		case l > r:
			_, rights = cutKey(rights)
		default:
			var these, those []holding
			these, lefts = cutKey(lefts)
			those, rights = cutKey(rights)
			if len(these) <= crowd && len(those) <= crowd {
				pairUp(left, these, those, found)
			}
		}
	}
	all := make([]candidate, 0, len(found))
	for _, one := range found {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right)) })
	return all
}

// cutKey cuts the holdings of the first key off.
func cutKey(all []holding) (first, rest []holding) {
	n := 1
	for n < len(all) && all[n].key == all[0].key {
		n++
	}
	return all[:n], all[n:]
}

// pairUp makes a candidate of every free left row and every right row that hold the same text in a way that may mean the
// same person.
func pairUp(left side, these, those []holding, found map[pair]*candidate) {
	for _, l := range these {
		if !left.free(l.row) {
			continue
		}
		for _, r := range those {
			if !mayMatch(l.kind, r.kind) {
				continue
			}
			p := pair{l.row, r.row}
			one := found[p]
			if one == nil {
				one = &candidate{pair: p}
				found[p] = one
			}
			unique := holders(these, l.kind) == 1 && holders(those, r.kind) == 1
			switch {
			case l.kind == aUPN && r.kind == aUPN:
				one.uniqueUPN = unique
			case l.kind == aPrimary && r.kind == aPrimary:
				one.uniquePrimary = unique
			case l.kind == aTarget || r.kind == aTarget:
				one.uniqueTarget = one.uniqueTarget || unique
			case l.kind == aLegacyDN || l.kind == anX500:
				one.uniqueX500 = one.uniqueX500 || unique
			case l.kind == aPolicyKey || l.kind == anAnchor:
				one.uniquePolicy = one.uniquePolicy || unique
			}
		}
	}
}

// mayMatch says whether a left row's text of one kind and a right row's of another may mean the same person.
func mayMatch(l, r claimKind) bool {
	switch l {
	case aUPN, aPrimary:
		return r == aUPN || r == aPrimary || r == anAddress || r == aTarget
	case anAddress:
		return r == aUPN || r == aPrimary || r == aTarget
	case aTarget:
		return r == aUPN || r == aPrimary || r == anAddress
	case aLegacyDN:
		return r == anX500
	case anX500:
		return r == aLegacyDN
	case aPolicyKey, anAnchor:
		return r == l
	}
	return false
}

// holders counts the different rows among the holdings of one kind.
func holders(all []holding, kind claimKind) int {
	n := 0
	last := none
	for _, one := range all {
		if one.kind == kind && one.row != last {
			n++
			last = one.row
		}
	}
	return n
}

// keysOf lists the keys that the free rows of a side can be known by.
func (o *organisation) keysOf(s side, free bitset) []key {
	var all []key
	for row := range ref(s.n) {
		if !free.has(row) {
			continue
		}
		upn, primary := s.keys(row)
		all = append(all, upn&claimKeyMask, primary&claimKeyMask)
	}
	parts := make([][]key, o.workers)
	o.eachClaim(s, func(worker int, packed []uint64) {
		for _, one := range packed {
			if free.has(rowOf(one)) {
				parts[worker] = append(parts[worker], key(one)&claimKeyMask)
			}
		}
	})
	return slices.Concat(all, slices.Concat(parts...))
}

// holdings lists, in the order of their keys, every text of a side's rows that is wanted.
func (o *organisation) holdings(s side, wanted *keySet) []holding {
	byRows, byClaims := make([][]holding, o.workers), make([][]holding, o.workers)
	o.inParallel(s.n, func(worker, low, high int) {
		var mine []holding
		for row := ref(low); row < ref(high); row++ {
			upn, primary := s.keys(row)
			if k := upn & claimKeyMask; wanted.has(k) {
				mine = append(mine, holding{k, s.personOf(row), aUPN})
			}
			if k := primary & claimKeyMask; wanted.has(k) {
				mine = append(mine, holding{k, s.personOf(row), aPrimary})
			}
		}
		byRows[worker] = mine
	})
	o.eachClaim(s, func(worker int, packed []uint64) {
		for _, one := range packed {
			if k := key(one) & claimKeyMask; wanted.has(k) {
				byClaims[worker] = append(byClaims[worker], holding{k, s.personOf(rowOf(one)), kindOf(one)})
			}
		}
	})
	all := slices.Concat(slices.Concat(byRows...), slices.Concat(byClaims...))
	slices.SortFunc(all, func(a, b holding) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.kind, b.kind), cmp.Compare(a.row, b.row))
	})
	return all
}

// eachClaim hands the claims of a side, as they are packed, to the workers, a chunk at a time.
func (o *organisation) eachClaim(s side, do func(worker int, packed []uint64)) {
	buckets := s.claims.buckets[:]
	o.split(len(buckets), func(worker, low, high int) {
		for _, bucket := range buckets[low:high] {
			for _, chunk := range bucket {
				do(worker, chunk)
			}
		}
	})
}
