package main

import "strings"

// Each function here adds the people of one situation that the join has to see. Their order is that of the situations.

// confirmedOtherwise are linked although the source anchor does not say so: by SID, and by the id that writeback left.
func (c *contoso) confirmedOtherwise() {
	bySID := c.employee()
	bySID.entra["onPremisesImmutableId"] = immutableID(bySID.id("an anchor from another time"))
	bySID.ad["msDS-ExternalDirectoryObjectId"] = ""

	custom := c.employee()
	custom.entra["onPremisesImmutableId"] = "EMP-40117"
	custom.ad["msDS-ExternalDirectoryObjectId"] = ""

	byID := c.employee()
	byID.entra["onPremisesImmutableId"] = ""
	byID.entra["onPremisesSecurityIdentifier"] = ""
	byID.ad["msDS-ExternalDirectoryObjectId"] = "User_" + byID.id("entra")
}

// mailboxesByOtherKeys have an owner whom they do not name: found by mailbox GUID, by X500 address, by addresses.
func (c *contoso) mailboxesByOtherKeys() {
	byGUID := c.employee()
	byX500 := c.employee()
	byAddress := c.employee()
	for _, p := range []*person{byGUID, byX500, byAddress} {
		p.mailbox["ExternalDirectoryObjectId"] = ""
	}
	byX500.ad["msExchMailboxGuid"] = ""
	maiden := "maiden." + byX500.at(contosoDomain)
	byX500.mailbox["UserPrincipalName"], byX500.mailbox["PrimarySmtpAddress"] = maiden, maiden
	byX500.mailbox["EmailAddresses"] = "SMTP:" + maiden + ";X500:" + byX500.onPremisesLegacyDN()
	byAddress.ad["msExchMailboxGuid"] = ""
	byAddress.ad["proxyAddresses"] = withoutX500(byAddress.ad["proxyAddresses"])
	byAddress.mailbox["EmailAddresses"] = withoutX500(byAddress.mailbox["EmailAddresses"])
}

func withoutX500(addresses string) string {
	kept, _, _ := strings.Cut(addresses, ";X500:")
	return kept
}

// migratedFromAnotherForest have kept the anchor of their old account: mS-DS-ConsistencyGuid is not the objectGUID.
func (c *contoso) migratedFromAnotherForest() {
	for range 3 {
		p := c.employee()
		p.ad["mS-DS-ConsistencyGuid"] = p.id("account in the old forest")
		p.entra["onPremisesImmutableId"] = immutableID(p.ad["mS-DS-ConsistencyGuid"])
	}
}

// found are not linked, but one counterpart fits: accounts that were deleted and made again, cloud users who were there
// before synchronization, and two of whom only the UPN speaks.
func (c *contoso) found() {
	for range 2 {
		recreated := c.employee()
		recreated.situation = "Found"
		recreated.ad = recreated.bareAccount("recreated account").with(record{
			"objectSid": sid(contosoSID, 5000+recreated.rid()), "mail": recreated.at(contosoDomain), "whenCreated": daysAgo(12)})
	}
	for range 2 {
		early := c.cloudOnly()
		early.situation = "Found"
		early.ad = early.bareAccount("account").with(record{"mail": early.at(contosoDomain)})
	}
	for range 2 {
		weak := c.cloudOnly()
		weak.situation = "Found"
		weak.ad = weak.bareAccount("account")
	}
}

// bareAccount is an account that no one has synchronized or given a mailbox yet.
func (p *person) bareAccount(label string) record {
	return p.account("People").with(record{"objectGUID": p.id(label), "mS-DS-ConsistencyGuid": ""})
}

// foundAlreadyLinked is an administrator's second account with the mail address of the first.
func (c *contoso) foundAlreadyLinked() {
	first := c.employee()
	second := c.newPerson()
	second.situation = "FoundAlreadyLinked"
	second.given, second.family, second.local = first.given, first.family+" (admin)", "adm."+first.local
	second.ad = second.bareAccount("account").with(record{"mail": first.at(contosoDomain)})
}

// ambiguous are two accounts with one anchor, of which one was copied from the other; and a cloud user with the mail address
// of two accounts.
func (c *contoso) ambiguous() {
	original, clone := c.employee(), c.newPerson()
	original.situation, clone.situation = "Ambiguous", "Ambiguous"
	original.ad["msExchMailboxGuid"], original.ad["msDS-ExternalDirectoryObjectId"] = "", ""
	original.ad["mS-DS-ConsistencyGuid"] = original.id("account")
	original.entra["onPremisesSecurityIdentifier"] = ""
	clone.ad = clone.bareAccount("account").with(record{"mS-DS-ConsistencyGuid": original.id("account"), "mail": clone.at(contosoDomain)})

	team := c.cloudOnly()
	team.situation = "Ambiguous"
	for range 2 {
		claimant := c.newPerson()
		claimant.situation = "Ambiguous"
		claimant.ad = claimant.bareAccount("account").with(record{"mail": team.at(contosoDomain)})
	}
}

// absent should be in the cloud and are not: new starters, and accounts of services.
func (c *contoso) absent() {
	for range 2 {
		starter := c.newPerson()
		starter.situation = "Absent"
		starter.ad = starter.bareAccount("account").with(record{"mail": starter.at(contosoDomain), "whenCreated": daysAgo(1)})
	}
	for _, name := range []string{"svc-backup", "svc-scanner", "svc-sql", "svc-badge", "svc-print"} {
		c.service(name)
	}
}

// missing have a live account, and a cloud user who is soft-deleted.
func (c *contoso) missing() {
	for i := range 2 {
		p := c.employee()
		p.situation = "Missing"
		p.ad["msDS-ExternalDirectoryObjectId"] = ""
		p.deletedEntra = p.entra.with(record{"deletedDateTime": daysAgo(8 + 9*i), "assignedLicenses": ""})
		c.softDeleted = append(c.softDeleted, p.mailbox.with(record{
			"ExternalDirectoryObjectId": "", "IsSoftDeletedByRemove": "true", "WhenSoftDeleted": daysAgo(8 + 9*i)}))
		p.entra, p.mailbox = nil, nil
	}
}

// sourceMissing are orphans: synchronized cloud users whose accounts are gone. One account is still in the recycle bin.
func (c *contoso) sourceMissing() {
	for i := range 3 {
		p := c.employee()
		p.situation = "SourceMissing"
		if i == 0 {
			c.deletedAccounts = append(c.deletedAccounts, p.recycled())
		}
		p.ad = nil
	}
}

// recycled is the account in Active Directory's recycle bin.
func (p *person) recycled() record {
	r := record{"isRecycled": "false", "lastKnownParent": "OU=People,DC=contoso,DC=example", "whenChanged": daysAgo(30),
		"distinguishedName": "CN=" + p.displayName() + `\0ADEL:` + p.id("account") + ",CN=Deleted Objects,DC=contoso,DC=example"}
	for _, kept := range []string{"objectGUID", "mS-DS-ConsistencyGuid", "objectSid", "msExchMailboxGuid", "userPrincipalName", "sAMAccountName", "displayName", "forest"} {
		r[kept] = p.ad[kept]
	}
	return r
}

// notEvaluated has an anchor that is no GUID, and no account that would tell what it means.
func (c *contoso) notEvaluated() {
	p := c.employee()
	p.situation = "NotEvaluated"
	p.ad = nil
	p.entra["onPremisesImmutableId"] = "EMP-40999"
}

// allGone are soft-deleted cloud users whose accounts are gone too.
func (c *contoso) allGone() {
	for i := range 2 {
		p := c.employee()
		p.situation = "AllGone"
		p.deletedEntra = p.entra.with(record{"deletedDateTime": daysAgo(3 + 6*i)})
		p.ad, p.entra, p.mailbox = nil, nil, nil
	}
}

// mailboxAlone is a mailbox whose cloud user is not in the export.
func (c *contoso) mailboxAlone() {
	p := c.cloudOnly()
	p.entra = nil
}
