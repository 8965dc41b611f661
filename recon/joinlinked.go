package recon

import "maps"

// joinLinked pairs the mailbox object of a resource forest with the account whose SID it names in msExchMasterAccountSid.
// A SID that no exported account has leaves the object alone: its forest may not have been exported, and mailboxes that
// were migrated keep the SID.
func (o *organisation) joinLinked() error {
	if len(o.master) == 0 {
		return nil
	}
	resources := map[key][]ref{}
	for row, sid := range o.master {
		resources[sid] = append(resources[sid], row)
	}
	accounts := map[key][]ref{}
	for row := range ref(o.ad.n) {
		if sid := o.ad.at(row).sid; len(resources[sid]) > 0 {
			accounts[sid] = append(accounts[sid], row)
		}
	}
	text := o.newTextReader()
	defer text.close()
	for _, sid := range sortedKeys(maps.Keys(accounts)) {
		owners, objects := accounts[sid], resources[sid]
		if len(owners) > 1 || len(objects) > 1 {
			var all []object
			for _, row := range append(objects, owners...) {
				all = append(all, object{inAD, row})
			}
			o.contest(all)
			continue
		}
		account, resourceObject := owners[0], objects[0]
		same, err := text.sameSID(account, resourceObject)
		if err != nil {
			return err
		}
		if same && account != resourceObject {
			o.linked[account], o.account[resourceObject] = resourceObject, account
			o.ad.at(resourceObject).flags |= resource
		}
	}
	return nil
}

// person is the row that stands for the person: a resource object's account, or the row itself.
func (o *organisation) person(row ref) ref {
	if o.ad.at(row).flags&resource != 0 {
		return o.account[row]
	}
	return row
}
