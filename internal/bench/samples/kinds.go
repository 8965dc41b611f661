package main

// The other kinds of people and objects that a directory has, all in good order.

// resourceMailbox is a shared mailbox, a room or equipment: synchronized, disabled and without a licence.
func (c *contoso) resourceMailbox(name, local string, kind remoteNumbers, recipientType string) *person {
	p := c.called(name, local)
	p.ad = p.account("Resources").with(p.remoteMailbox(kind)).with(record{
		"mail": p.at(contosoDomain), "userAccountControl": "514", "msExchMasterAccountSid": "S-1-5-10"})
	p.entra = p.synchronizedUser().with(p.cloudAddresses()).with(record{"accountEnabled": "false"})
	p.mailbox = p.cloudMailbox(recipientType, true).with(record{"AccountDisabled": "true", "SKUAssigned": "false"})
	return p
}

// withArchive gives somebody an archive on both sides.
func (p *person) withArchive() *person {
	p.ad["msExchArchiveGUID"] = p.id("archive")
	p.ad["msExchRemoteRecipientType"] = "6"
	p.mailbox["ArchiveGuid"] = p.id("archive")
	p.mailbox["ArchiveStatus"] = "Active"
	return p
}

// withFormerName gives somebody the address of a name they had.
func (p *person) withFormerName() *person {
	former := ";smtp:former." + p.at(contosoDomain)
	p.ad["proxyAddresses"] += former
	p.entra["proxyAddresses"] += former
	p.mailbox["EmailAddresses"] += former
	return p
}

// withoutMailbox is somebody on the shop floor: synchronized, and no mail.
func (c *contoso) withoutMailbox() *person {
	p := c.newPerson()
	p.ad = p.account("Shop Floor")
	p.entra = p.synchronizedUser()
	return p
}

// linked is somebody whose account is in contoso.example and whose mailbox object is in fabrikam.example, the resource
// forest. The Exchange attributes are on the latter alone.
func (c *contoso) linked() *person {
	p := c.newPerson()
	primary := p.at(fabrikamDomain)
	addresses := "SMTP:" + primary + ";smtp:" + p.routing()
	p.ad = p.account("People").with(record{"mail": primary})
	p.resource = p.account("Linked Mailboxes").with(p.remoteMailbox(remoteUser)).with(record{
		"objectGUID":             p.id("resource object"),
		"mS-DS-ConsistencyGuid":  "",
		"objectSid":              sid(fabrikamSID, p.rid()),
		"msExchMasterAccountSid": sid(contosoSID, p.rid()),
		"userPrincipalName":      primary,
		"mail":                   primary,
		"proxyAddresses":         addresses + ";X500:" + p.cloudLegacyDN(),
		"userAccountControl":     "514",
		"distinguishedName":      p.dn("Linked Mailboxes", fabrikamDomain),
		"forest":                 fabrikamDomain,
	})
	p.entra = p.synchronizedUser().with(record{"mail": primary, "proxyAddresses": addresses + ";smtp:" + p.at(initialDomain), "assignedLicenses": licence(skuE3)})
	p.mailbox = p.cloudMailbox("UserMailbox", true).with(record{
		"PrimarySmtpAddress": primary, "EmailAddresses": addresses + ";smtp:" + p.at(initialDomain) + ";X500:" + p.onPremisesLegacyDN()})
	return p
}

// onPremises is somebody whose mailbox is still on a server of Contoso's own.
func (c *contoso) onPremises() *person {
	p := c.newPerson()
	p.ad = p.account("People").with(p.remoteMailbox(remoteNumbers{"1", "", "1073741824"})).with(record{
		"mail":                           p.at(contosoDomain),
		"targetAddress":                  "",
		"msDS-ExternalDirectoryObjectId": "",
		"homeMDB":                        "CN=DB01,CN=Databases,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=example",
		"msExchHomeServerName":           "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=EX01",
	})
	p.entra = p.synchronizedUser().with(p.cloudAddresses())
	c.mailUsers = append(c.mailUsers, p)
	return p
}

// cloudOnly is somebody whom Active Directory never knew.
func (c *contoso) cloudOnly() *person {
	p := c.newPerson()
	p.situation = "Unassigned"
	p.entra = p.synchronizedUser().with(p.cloudAddresses()).with(notSynchronized).with(record{"assignedLicenses": licence(skuE5)})
	p.mailbox = p.cloudMailbox("UserMailbox", false)
	return p
}

// notSynchronized empties what only synchronization fills in.
var notSynchronized = record{
	"onPremisesImmutableId": "", "onPremisesSecurityIdentifier": "", "onPremisesSyncEnabled": "", "onPremisesLastSyncDateTime": "",
	"onPremisesUserPrincipalName": "", "onPremisesDistinguishedName": "", "onPremisesDomainName": "", "onPremisesSamAccountName": "",
}

// guest is a guest of another organization's.
func (c *contoso) guest() *person {
	p := c.newPerson()
	p.situation = "TargetIgnored"
	p.entra = p.synchronizedUser().with(notSynchronized).with(record{
		"userPrincipalName": p.local + "_northwind.example#EXT#@" + initialDomain,
		"mail":              p.at("northwind.example"),
		"proxyAddresses":    "SMTP:" + p.at("northwind.example"),
		"userType":          "Guest",
		"externalUserState": "Accepted",
		"usageLocation":     "",
		"employeeId":        "",
		"department":        "",
	})
	return p
}

// service is an account that a program runs under: in no address list, never synchronized.
func (c *contoso) service(name string) *person {
	p := c.called(name, name)
	p.situation = "Absent"
	p.ad = p.account("Service Accounts").with(record{"mS-DS-ConsistencyGuid": "", "employeeID": "", "department": ""})
	return p
}
