package main

// structural adds the people whose defect is not one wrong cell of an employee: a mailbox that should not be there or is missing, a
// link between forests that is broken, and what only the policy can know.
func (c *contoso) structural() {
	c.brokenLink()
	c.nameOfTheOtherForest()
	c.mailboxInBothPlaces()
	c.licensedWithoutMailbox()
	c.neverRouted()
	c.internalDomain()
	c.leavers()
	c.starter()
}

// brokenLink is a mailbox object in the resource forest whose account is gone.
func (c *contoso) brokenLink() {
	p := c.linked()
	p.situation = "Absent"
	p.ad = p.resource.with(record{"msExchMasterAccountSid": sid(contosoSID, 1033), "msExchRecipientTypeDetails": "2", "msExchRemoteRecipientType": "",
		"targetAddress": "", "msDS-ExternalDirectoryObjectId": "", "homeMDB": "CN=DB07,CN=Databases,CN=Fabrikam,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=fabrikam,DC=example"})
	p.resource, p.entra, p.mailbox = nil, nil, nil
}

// nameOfTheOtherForest is somebody whose cloud user has the UPN of their object in the resource forest.
func (c *contoso) nameOfTheOtherForest() {
	p := c.linked()
	p.entra["userPrincipalName"] = p.at(fabrikamDomain)
	p.mailbox["UserPrincipalName"] = p.at(fabrikamDomain)
}

// mailboxInBothPlaces is somebody with a mailbox on-premises who got a licence, and with it another one.
func (c *contoso) mailboxInBothPlaces() {
	p := c.onPremises()
	c.mailUsers = c.mailUsers[:len(c.mailUsers)-1]
	p.ad["msExchMailboxGuid"] = p.id("mailbox on-premises")
	p.entra["assignedLicenses"] = licence(skuE3)
	p.mailbox = p.cloudMailbox("UserMailbox", true)
}

// licensedWithoutMailbox is somebody whom Exchange Online takes for having their mailbox on-premises.
func (c *contoso) licensedWithoutMailbox() {
	p := c.withoutMailbox()
	p.entra["assignedLicenses"] = licence(skuF3)
	p.ad["msExchMailboxGuid"] = p.id("mailbox of long ago")
}

// neverRouted is somebody whom no address policy gave an address in the routing domain.
func (c *contoso) neverRouted() {
	p := c.employee()
	p.ad["proxyAddresses"] = "SMTP:" + p.at(contosoDomain) + ";X500:" + p.cloudLegacyDN()
	p.ad["targetAddress"] = "SMTP:" + p.at(initialDomain)
	p.entra["proxyAddresses"] = "SMTP:" + p.at(contosoDomain) + ";smtp:" + p.at(initialDomain)
	p.mailbox["EmailAddresses"] = "SMTP:" + p.at(contosoDomain) + ";smtp:" + p.at(initialDomain) + ";X500:" + p.onPremisesLegacyDN()
}

// internalDomain is somebody with an address that only the servers on-premises know.
func (c *contoso) internalDomain() {
	c.employee().ad["proxyAddresses"] += ";smtp:mailer@ad.contoso.example"
}

// leavers have left, says the policy by their organisational unit: one is still licensed, one forwards to the outside.
func (c *contoso) leavers() {
	licensed, forwards := c.employee(), c.employee()
	for _, p := range []*person{licensed, forwards} {
		p.ad["distinguishedName"], p.entra["onPremisesDistinguishedName"] = p.dn("Leavers", contosoDomain), p.dn("Leavers", contosoDomain)
		p.ad["userAccountControl"], p.entra["accountEnabled"] = "514", "false"
		p.mailbox["LitigationHoldEnabled"] = "false"
	}
	forwards.entra["assignedLicenses"] = ""
	forwards.mailbox["RecipientTypeDetails"], forwards.mailbox["SKUAssigned"] = "SharedMailbox", "false"
	forwards.ad["msExchRecipientTypeDetails"], forwards.ad["msExchRemoteRecipientType"] = remoteShared.details, remoteShared.remote
	forwards.mailbox["ForwardingSmtpAddress"] = "smtp:" + forwards.at("northwind.example")
}

// starter is in the unit of those who must be in the onboarding group, and is not; the next one is.
func (c *contoso) starter() {
	for range 2 {
		p := c.employee()
		p.ad["distinguishedName"], p.entra["onPremisesDistinguishedName"] = p.dn("Starters", contosoDomain), p.dn("Starters", contosoDomain)
		c.starters = append(c.starters, p)
	}
}
