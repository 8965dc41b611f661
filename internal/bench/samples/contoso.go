package main

// contoso is the organization while it is put together, and then its tables.
type contoso struct {
	count  int
	people []*person

	mailUsers       []*person // whose mailbox is on-premises: mail users in Exchange Online
	deletedAccounts []record
	softDeleted     []record
	moves           []record
	starters        []*person // in the unit of those who must be in the onboarding group
	near            []nearMiss

	tables map[string][]record
}

// newContoso puts the organization together: mostly people in good order, and a few of each kind that is not.
func newContoso() *contoso {
	c := &contoso{tables: map[string][]record{}}
	c.inGoodOrder()
	for _, situation := range []func(){
		c.confirmedOtherwise, c.mailboxesByOtherKeys, c.migratedFromAnotherForest, c.found, c.foundAlreadyLinked, c.ambiguous,
		c.absent, c.missing, c.sourceMissing, c.notEvaluated, c.sourceIgnored, c.targetIgnored, c.allGone, c.mailboxAlone,
	} {
		situation()
	}
	for _, spoil := range defects {
		spoil(c, c.employee())
	}
	c.sharedAddress(c.employee(), c.employee())
	c.structural()
	c.nearMisses()
	c.collect()
	c.tenant()
	c.groups()
	c.recipients()
	c.permissions()
	return c
}

// inGoodOrder are the people with whom nothing is wrong.
func (c *contoso) inGoodOrder() {
	for i := range 84 {
		p := c.employee()
		if i%6 == 1 {
			p.withArchive()
		}
		if i%10 == 4 {
			p.withFormerName()
		}
		if i%12 == 5 {
			p.entra["assignedLicenses"] = licence(skuF3)
		}
	}
	for _, shared := range [][2]string{{"Accounts", "accounts"}, {"Info Desk", "info"}, {"Human Resources", "hr"}, {"Press", "press"}, {"Returns", "returns"}, {"Werk Graz", "werk.graz"}} {
		c.resourceMailbox(shared[0], shared[1], remoteShared, "SharedMailbox")
	}
	c.resourceMailbox("Room Mozart", "room.mozart", remoteRoom, "RoomMailbox")
	c.resourceMailbox("Room Müller", "room.mueller", remoteRoom, "RoomMailbox")
	c.resourceMailbox("Projector 2", "projector2", remoteEquipment, "EquipmentMailbox")
	for range 7 {
		c.withoutMailbox()
	}
	for range 5 {
		c.linked()
	}
	for range 3 {
		c.onPremises()
	}
	for range 4 {
		c.cloudOnly()
	}
}

// sharedAddress gives two people the same secondary address in Active Directory.
func (c *contoso) sharedAddress(a, b *person) {
	for _, p := range []*person{a, b} {
		p.ad["proxyAddresses"] += ";smtp:reception@contoso.example"
	}
	a.mailbox["EmailAddresses"] += ";smtp:reception@contoso.example"
}

// collect puts everybody into the tables of people. Entra ID lists them the other way round, and Exchange Online by steps of
// seven, so that no order helps a join.
func (c *contoso) collect() {
	n := len(c.people)
	for i, p := range c.people {
		c.add("ad_users", p.ad)
		c.add("ad_users", p.resource)
		last := c.people[n-1-i]
		c.add("entra_users", last.entra)
		c.add("entra_deleted_users", last.deletedEntra)
	}
	for step := range 7 {
		for i := step; i < n; i += 7 {
			c.add("exo_mailboxes", c.people[i].mailbox)
		}
	}
	c.tables["ad_deleted"] = c.deletedAccounts
	c.tables["exo_soft_deleted"] = c.softDeleted
	c.tables["exo_moves"] = c.moves
}

// add appends a row to a table; nil adds nothing.
func (c *contoso) add(table string, r record) {
	if r != nil {
		c.tables[table] = append(c.tables[table], r)
	}
}
