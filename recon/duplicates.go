package recon

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"rejoin/recon/directory"
)

// Duplicate is an SMTP address that different people or objects hold.
type Duplicate struct {
	Address string // folded
	Holders []Holder
}

// Holder is an object that holds an address.
type Holder struct {
	System  directory.System
	Table   string
	Object  string // its GUID
	Name    string // UPN or display name
	Key     string // the identity's key; empty for groups and contacts
	Forest  string
	Primary bool // it is the holder's primary address
	Contact bool
	Owner   uint32 // the same for the objects of one person or group

	paired bool
}

// Duplicates are the addresses that different identities, groups or contacts hold, in order of the address.
func (o *Org) Duplicates() []Duplicate { return o.duplicates }

// heldBy is a row that holds a text: one of the four big tables, or of the other objects.
type heldBy struct {
	object
	other int // an index into the other objects; -1: object
}

// duplicateSearch looks for addresses with different owners. Each bucket of claims fits in a core's cache, so a table of what
// was seen in it is enough; texts are read only for what was found.
type duplicateSearch struct {
	o          *organisation
	entraOwner []uint32
	exoOwner   []uint32
	primaries  [len(tableNames)]claims
	others     []otherObject
	other      claims
	contested  map[ref]uint32 // the owner of AD users with rivals: one for all objects with equal claims, which may be the same person's
}

// findDuplicates searches all tables but those of soft-deleted objects, which have given their addresses up.
func (o *Org) findDuplicates() error {
	s := &duplicateSearch{o: o.o, contested: map[ref]uint32{}}
	s.owners()
	var filing sync.WaitGroup
	for _, table := range searched {
		filing.Go(func() { s.filePrimaries(table) })
	}
	filing.Wait()
	ids := map[directory.GUID]uint32{}
	if len(o.others) > 0 {
		s.idsOfPeople(ids)
	}
	var err error
	s.others, err = o.otherObjects(func(id directory.GUID) (uint32, bool) { owner, ok := ids[id]; return owner, ok }, uint32(s.o.ad.n+s.o.entra.n+s.o.exo.n))
	if err != nil {
		return err
	}
	for row, one := range s.others {
		for _, address := range one.addresses {
			if address.IsSMTP() {
				s.other.add([]claim{{key: hashFolded([]byte(address.Value), addressKey), kind: anAddress}}, ref(row))
			}
		}
	}
	keys := s.suspects()
	if len(keys) == 0 {
		return nil
	}
	o.duplicates, err = s.confirm(newKeySet(keys))
	return err
}

// owners numbers the identities: AD users by their rows, then Entra users, then mailboxes.
func (s *duplicateSearch) owners() {
	o := s.o
	s.entraOwner, s.exoOwner = make([]uint32, o.entra.n), make([]uint32, o.exo.n)
	o.inParallel(o.entra.n, func(_, low, high int) {
		for row := ref(low); row < ref(high); row++ {
			if ad := o.entra.at(row).ad; ad != none {
				s.entraOwner[row] = uint32(ad)
			} else {
				s.entraOwner[row] = uint32(o.ad.n) + uint32(row)
			}
		}
	})
	s.uniteRivals()
	o.inParallel(o.exo.n, func(_, low, high int) {
		for row := ref(low); row < ref(high); row++ {
			switch mailbox := o.exo.at(row); {
			case mailbox.entra != none:
				s.exoOwner[row] = s.entraOwner[mailbox.entra]
			case mailbox.ad != none:
				s.exoOwner[row] = s.owner(inAD, mailbox.ad)
			default:
				s.exoOwner[row] = uint32(o.ad.n+o.entra.n) + uint32(row)
			}
		}
	})
}

// uniteRivals gives objects with equal claims to each other one owner: nobody can say yet that they are different people.
func (s *duplicateSearch) uniteRivals() {
	united := groups[object]{}
	for one, rivals := range s.o.rivals {
		for _, rival := range rivals {
			united.join(one, rival)
		}
	}
	for _, group := range united.all(compareObjects) {
		owner := s.owner(group[0].table, group[0].row)
		for _, one := range group {
			switch one.table {
			case inAD:
				s.contested[one.row] = owner
			case inEntra:
				s.entraOwner[one.row] = owner
			}
		}
	}
}

func (s *duplicateSearch) owner(table tableOf, row ref) uint32 {
	switch table {
	case inEntra:
		return s.entraOwner[row]
	case inEXO:
		return s.exoOwner[row]
	}
	if len(s.contested) > 0 {
		if owner, ok := s.contested[row]; ok {
			return owner
		}
	}
	if s.o.ad.at(row).flags&resource != 0 {
		return uint32(s.o.account[row])
	}
	return uint32(row)
}

// searched are the tables whose addresses count.
var searched = [...]tableOf{inAD, inEntra, inEXO}

func (s *duplicateSearch) claimsOf(table tableOf) [2]*claims {
	own := [...]*claims{&s.o.adClaims, &s.o.entraClaims, &s.o.deletedClaims, &s.o.exoClaims}[table]
	return [2]*claims{own, &s.primaries[table]}
}

// filePrimaries files the primary addresses, which only records keep.
func (s *duplicateSearch) filePrimaries(table tableOf) {
	o := s.o
	primary := [...]func(ref) key{
		inAD: func(row ref) key { return o.ad.at(row).primary }, inEntra: func(row ref) key { return o.entra.at(row).primary },
		inDeleted: nil, inEXO: func(row ref) key { return o.exo.at(row).primary },
	}[table]
	into := &s.primaries[table]
	var one [1]claim
	for row := range ref(o.rowsOf(table)) {
		if k := primary(row); k != 0 {
			one[0] = claim{key: k, kind: anAddress}
			into.add(one[:], row)
		}
	}
}

// suspects are the keys that different owners have.
func (s *duplicateSearch) suspects() []key {
	found := make([][]key, s.o.workers)
	s.o.split(len(s.other.buckets), func(worker, low, high int) {
		var seen ownersSeen
		for bucket := low; bucket < high; bucket++ {
			found[worker] = append(found[worker], s.inBucket(bucket, &seen)...)
		}
	})
	return slices.Concat(found...)
}

// ownersSeen is an open hash table from the keys of a bucket to their first owner.
type ownersSeen struct {
	slots  []uint64 // the key's bits below the bucket's in the upper half, the owner and one in the lower
	double map[uint32]key
}

func (t *ownersSeen) reset(n int) {
	size := 16
	for size < 2*n {
		size *= 2
	}
	if cap(t.slots) < size {
		t.slots = make([]uint64, size)
	}
	t.slots = t.slots[:size]
	clear(t.slots)
	t.double = map[uint32]key{}
}

func (t *ownersSeen) see(packed uint64, owner uint32) {
	k := uint32(packed >> (rowBits + kindBits) & (1<<27 - 1))
	mask := uint32(len(t.slots) - 1)
	for at := k & mask; ; at = (at + 1) & mask {
		switch slot := t.slots[at]; {
		case slot == 0:
			t.slots[at] = uint64(k)<<32 | uint64(owner+1)
			return
		case uint32(slot>>32) == k:
			if uint32(slot) != owner+1 {
				t.double[k] = key(packed) & claimKeyMask
			}
			return
		}
	}
}

func (s *duplicateSearch) inBucket(bucket int, seen *ownersSeen) []key {
	n := 0
	for _, table := range searched {
		for _, c := range s.claimsOf(table) {
			for _, chunk := range c.buckets[bucket] {
				n += len(chunk)
			}
		}
	}
	for _, chunk := range s.other.buckets[bucket] {
		n += len(chunk)
	}
	seen.reset(n)
	for _, table := range searched {
		for _, c := range s.claimsOf(table) {
			for _, chunk := range c.buckets[bucket] {
				for _, packed := range chunk {
					if kindOf(packed) == anAddress {
						seen.see(packed, s.owner(table, rowOf(packed)))
					}
				}
			}
		}
	}
	for _, chunk := range s.other.buckets[bucket] {
		for _, packed := range chunk {
			seen.see(packed, s.others[rowOf(packed)].owner)
		}
	}
	return slices.Collect(maps.Values(seen.double))
}

// confirm reads the texts behind the suspect keys, and keeps the addresses that different owners hold.
func (s *duplicateSearch) confirm(keys *keySet) ([]Duplicate, error) {
	var rows []heldBy
	for _, table := range searched {
		for _, c := range s.claimsOf(table) {
			for _, bucket := range c.buckets {
				for _, chunk := range bucket {
					for _, packed := range chunk {
						if kindOf(packed) == anAddress && keys.has(key(packed)&claimKeyMask) {
							rows = append(rows, heldBy{object{table, rowOf(packed)}, -1})
						}
					}
				}
			}
		}
	}
	slices.SortFunc(rows, func(a, b heldBy) int { return compareObjects(a.object, b.object) })
	rows = slices.Compact(rows)
	byAddress := map[string][]Holder{}
	text := s.o.newTextReader()
	defer text.close()
	for _, row := range rows {
		if err := s.addresses(text, row.object, keys, byAddress); err != nil {
			return nil, err
		}
	}
	for _, one := range s.others {
		for _, address := range one.addresses {
			if k := hashFolded([]byte(address.Value), addressKey); address.IsSMTP() && keys.has(k&claimKeyMask) {
				folded := directory.Fold(address.Value)
				byAddress[folded] = append(byAddress[folded], Holder{System: one.system, Table: one.table, Object: one.id.String(), Name: one.name,
					Forest: one.forest, Primary: address.Primary, Contact: one.contact, Owner: one.owner, paired: one.paired})
			}
		}
	}
	var all []Duplicate
	for _, address := range slices.Sorted(maps.Keys(byAddress)) {
		if holders := byAddress[address]; severalOwners(holders) {
			all = append(all, Duplicate{address, holders})
		}
	}
	return all, nil
}

// severalOwners says whether some two holders are different people or objects. Of an unpaired one that can only be said within
// its own system.
func severalOwners(holders []Holder) bool {
	for i, a := range holders {
		for _, b := range holders[:i] {
			if a.Differs(b) {
				return true
			}
		}
	}
	return false
}

// Differs says whether two holders are known to be different people or objects.
func (h Holder) Differs(other Holder) bool {
	return h.Owner != other.Owner && (h.paired && other.paired || h.System == other.System)
}

// addresses adds the addresses of one row whose keys are suspect.
func (s *duplicateSearch) addresses(text *textReader, one object, keys *keySet, into map[string][]Holder) error {
	fields, err := text.fields(one)
	if err != nil {
		return err
	}
	var list, primary []byte
	switch one.table {
	case inAD:
		list = fields[adProxies]
	case inEXO:
		list, primary = fields[exoAddresses], fields[exoPrimary]
	default:
		list = fields[entraProxies]
	}
	held := map[string]bool{}
	add := func(value []byte, isPrimary bool) {
		if keys.has(hashFolded(value, addressKey) & claimKeyMask) {
			name := folded(value)
			held[name] = held[name] || isPrimary
		}
	}
	eachAddress(list, func(prefix, value []byte) {
		if isSMTP(prefix) {
			add(value, prefix[0] == 'S')
		}
	})
	add(primary, true)
	if len(held) == 0 {
		return nil
	}
	var line Line
	if err := text.name(one, &line); err != nil {
		return err
	}
	owner := s.owner(one.table, one.row)
	holder := Holder{System: systemsOf[one.table], Table: tableNames[one.table], Object: s.o.idOf(one), Name: cmp.Or(line.UPN, line.Name), Key: s.keyOfOwner(owner), Owner: owner, paired: true}
	if one.table == inAD {
		holder.Forest = s.o.forests[s.o.ad.at(one.row).forest]
	}
	for address, isPrimary := range held {
		holder.Primary = isPrimary
		into[address] = append(into[address], holder)
	}
	return nil
}

// keyOfOwner is the key of the identity with a number.
func (s *duplicateSearch) keyOfOwner(owner uint32) string {
	o := s.o
	switch {
	case int(owner) < o.ad.n:
		return o.keyOf(object{inAD, ref(owner)})
	case int(owner) < o.ad.n+o.entra.n:
		return o.keyOf(object{inEntra, ref(int(owner) - o.ad.n)})
	}
	return o.keyOf(object{inEXO, ref(int(owner) - o.ad.n - o.entra.n)})
}

// idsOfPeople finds the owners of the Entra users that other recipients belong to.
func (s *duplicateSearch) idsOfPeople(ids map[directory.GUID]uint32) {
	wanted := map[directory.GUID]bool{}
	var keys []key
	for _, recipient := range s.o.org.others {
		wanted[recipient.ExternalDirectoryObjectID] = true
		keys = append(keys, hashGUID(recipient.ExternalDirectoryObjectID, cloudKey))
	}
	filter := newKeySet(keys)
	for row := range ref(s.o.entra.n) {
		if id := s.o.entra.at(row).id; filter.has(hashGUID(id, cloudKey)) && wanted[id] {
			ids[id] = s.entraOwner[row]
		}
	}
}
