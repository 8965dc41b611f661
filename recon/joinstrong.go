package recon

import (
	"maps"
	"slices"
	"sync"

	"rejoin/recon/directory"
)

// strongIndexes are the tables by the identifiers that the strong joins look up.
type strongIndexes struct {
	entraID, adObject *guidIndex
}

// buildIndexes makes the indexes, and refuses a table that has the same key twice.
func (o *organisation) buildIndexes() (*strongIndexes, error) {
	x := &strongIndexes{}
	var building sync.WaitGroup
	errs := make([]error, 4)
	limit := make(chan struct{}, max(1, o.workers))
	build := func(i int, work func() error) {
		building.Go(func() {
			limit <- struct{}{}
			errs[i] = work()
			<-limit
		})
	}
	build(0, func() (err error) {
		x.adObject, err = o.index(inAD, o.ad.n, func(row ref) directory.GUID { return o.ad.at(row).object })
		return err
	})
	build(1, func() (err error) {
		x.entraID, err = o.index(inEntra, o.entra.n, func(row ref) directory.GUID { return o.entra.at(row).id })
		return err
	})
	build(2, func() error {
		// Nothing is looked up in it: it is there to find mailboxes that come twice.
		_, err := o.index(inEXO, o.exo.n, func(row ref) directory.GUID { return o.exo.at(row).mailbox })
		return err
	})
	build(3, func() error {
		_, err := o.index(inDeleted, o.deleted.n, func(row ref) directory.GUID { return o.deleted.at(row).id })
		return err
	})
	building.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return x, nil
}

func (o *organisation) index(table tableOf, n int, guid func(ref) directory.GUID) (*guidIndex, error) {
	x := newGUIDIndex(n, n, guid)
	for row := range ref(n) {
		id := guid(row)
		if id.IsZero() {
			continue
		}
		if first := x.add(id, row); first != none {
			return nil, o.twice(table, id, first, row)
		}
	}
	return x, nil
}

// joinCloudMailboxes joins each mailbox to the Entra user that its ExternalDirectoryObjectId names.
func (o *organisation) joinCloudMailboxes(x *strongIndexes) {
	owners := make([]ref, o.exo.n)
	o.inParallel(o.exo.n, func(_, low, high int) {
		for row := low; row < high; row++ {
			owners[row] = none
		}
		x.entraID.lookup(ref(low), ref(high), func(row ref) directory.GUID { return o.exo.at(row).cloud }, func(row, owner ref) { owners[row] = owner })
	})
	rivals := map[ref][]object{}
	for row, owner := range owners {
		if owner == none {
			continue
		}
		user := o.entra.at(owner)
		if user.exo != none {
			if len(rivals[owner]) == 0 {
				rivals[owner] = []object{{inEXO, user.exo}}
			}
			rivals[owner] = append(rivals[owner], object{inEXO, ref(row)})
			continue
		}
		user.exo, user.exoBy = ref(row), ByExternalID
		o.exo.at(ref(row)).entra = owner
	}
	for _, owner := range sortedKeys(maps.Keys(rivals)) {
		user := o.entra.at(owner)
		o.exo.at(user.exo).entra = none
		user.exo, user.exoBy = none, NotJoined
		o.contest(rivals[owner])
	}
}

// joinMailboxGUIDs joins an AD user to the mailbox whose ExchangeGuid is in msExchMailboxGuid, where the mailbox's person has no
// AD user yet. These mailboxes are few, so they are what is looked for.
func (o *organisation) joinMailboxGUIDs() {
	waiting := map[directory.GUID][]ref{}
	wait := func(row ref) {
		if mailbox := o.exo.at(row); !mailbox.mailbox.IsZero() && mailbox.flags&contested == 0 {
			waiting[mailbox.mailbox] = append(waiting[mailbox.mailbox], row)
		}
	}
	for row := range ref(o.exo.n) {
		if mailbox := o.exo.at(row); mailbox.entra == none && mailbox.ad == none {
			wait(row)
		}
	}
	for row := range ref(o.entra.n) {
		if user := o.entra.at(row); user.ad == none && user.exo != none {
			wait(user.exo)
		}
	}
	var keys []key
	for guid := range waiting {
		keys = append(keys, hashGUID(guid, cloudKey))
	}
	wanted := newKeySet(keys)
	found := make([][]pair, o.workers)
	o.inParallel(o.ad.n, func(worker, low, high int) {
		for row := ref(low); row < ref(high); row++ {
			guid := o.ad.at(row).mailbox
			if guid.IsZero() || !wanted.has(hashGUID(guid, cloudKey)) {
				continue
			}
			for _, mailbox := range waiting[guid] {
				found[worker] = append(found[worker], pair{o.person(row), mailbox})
			}
		}
	})
	o.linkUnique(inAD, inEXO, slices.Concat(found...), ByMailboxGUID)
}

// mailboxOf is the mailbox of the person whom an AD row stands for, or none.
func (o *organisation) mailboxOf(row ref) ref {
	user := o.ad.at(row)
	if user.entra != none && user.entra&deletedBit == 0 {
		return o.entra.at(user.entra).exo
	}
	return user.exo
}

// joinExternalIDs joins an AD user to what msDS-ExternalDirectoryObjectId names: the Entra user, or where there is none in
// the snapshot the mailbox with that id. It stands above the anchor, so a user whom the anchor led elsewhere is taken back.
func (o *organisation) joinExternalIDs() {
	if !o.has("ad_users", "msDS-ExternalDirectoryObjectId") {
		return
	}
	owners := map[key][]ref{}
	for row := range ref(o.ad.n) {
		user := o.ad.at(row)
		if user.cloud == 0 || user.flags&contested != 0 {
			continue
		}
		if user.entra != none && hashGUID(o.entra.at(user.entra).id, cloudKey) == user.cloud {
			user.entraBy = ByExternalID
			continue
		}
		owners[user.cloud] = append(owners[user.cloud], o.person(row))
	}
	if len(owners) == 0 {
		return
	}
	var pairs []pair
	for row := range ref(o.entra.n) {
		for _, owner := range owners[hashGUID(o.entra.at(row).id, cloudKey)] {
			o.unlinkWeaker(owner, row)
			pairs = append(pairs, pair{owner, row})
		}
	}
	o.linkUnique(inAD, inEntra, pairs, ByExternalID)
	pairs = nil
	for row := range ref(o.exo.n) {
		if mailbox := o.exo.at(row); mailbox.entra == none && !mailbox.cloud.IsZero() {
			for _, owner := range owners[hashGUID(mailbox.cloud, cloudKey)] {
				pairs = append(pairs, pair{owner, row})
			}
		}
	}
	o.linkUnique(inAD, inEXO, pairs, ByExternalID)
}

// unlinkWeaker frees an AD user and an Entra user from joins that are weaker than the external id.
func (o *organisation) unlinkWeaker(adRow, entraRow ref) {
	if old := o.ad.at(adRow).entra; old != none && o.ad.at(adRow).entraBy > ByExternalID {
		o.entra.at(old).ad = none
		o.ad.at(adRow).entra, o.ad.at(adRow).entraBy = none, NotJoined
	}
	if old := o.entra.at(entraRow).ad; old != none && o.ad.at(old).entraBy > ByExternalID {
		o.ad.at(old).entra, o.ad.at(old).entraBy = none, NotJoined
		o.entra.at(entraRow).ad = none
	}
}

// joinSIDs joins an AD user to the Entra user whose onPremisesSecurityIdentifier is the user's objectSid.
func (o *organisation) joinSIDs() error {
	waiting := map[key][]ref{}
	for row := range ref(o.entra.n) {
		if user := o.entra.at(row); user.ad == none && user.sid != 0 && user.flags&(contested|ignored) == 0 {
			waiting[user.sid] = append(waiting[user.sid], row)
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	wanted := newKeySet(slices.Collect(maps.Keys(waiting)))
	found := make([][]pair, o.workers)
	o.inParallel(o.ad.n, func(worker, low, high int) {
		for row := ref(low); row < ref(high); row++ {
			if sid := o.ad.at(row).sid; wanted.has(sid) && o.ad.at(o.person(row)).entra == none {
				for _, other := range waiting[sid] {
					found[worker] = append(found[worker], pair{row, other})
				}
			}
		}
	})
	text := o.newTextReader()
	defer text.close()
	var pairs []pair
	for _, p := range slices.Concat(found...) {
		same, err := text.sameCloudSID(p.left, p.right)
		if err != nil {
			return err
		}
		if same {
			pairs = append(pairs, pair{o.person(p.left), p.right})
		}
	}
	o.linkUnique(inAD, inEntra, pairs, BySID)
	return nil
}
