package main

// sourceIgnored are AD objects that synchronization skips.
func (c *contoso) sourceIgnored() {
	critical := record{"isCriticalSystemObject": "true", "userPrincipalName": ""}
	for _, name := range []string{"krbtgt", "Guest"} {
		p := c.systemObject(name)
		p.ad = p.ad.with(critical).with(record{"userAccountControl": "514", "distinguishedName": "CN=" + name + ",CN=Users,DC=contoso,DC=example"})
	}
	c.systemObject("MSOL_1f4b6d2a9c03")
	c.systemObject("AAD_7c21e0f5b6a8")
	arbitration := c.systemObject("SystemMailbox{1f05a927-3a2c-4f2c-a6a1-3d5fe0a3c3c1}")
	arbitration.ad = arbitration.ad.with(record{"msExchRecipientTypeDetails": "8388608", "mailNickname": arbitration.local,
		"sAMAccountName": "SM_2b1c8f4e6a7d4c0f9", "userAccountControl": "514"})
	conflict := c.newPerson()
	conflict.situation = "SourceIgnored"
	conflict.ad = conflict.bareAccount("account").with(record{"userPrincipalName": "",
		"distinguishedName": "CN=" + conflict.displayName() + `\0ACNF:` + conflict.id("account") + ",OU=People,DC=contoso,DC=example"})
}

// systemObject is an account that is not synchronized because of what it is.
func (c *contoso) systemObject(name string) *person {
	p := c.service(name)
	p.situation = "SourceIgnored"
	return p
}

// targetIgnored are the guests, and Exchange Online's discovery mailbox.
func (c *contoso) targetIgnored() {
	for range 4 {
		c.guest()
	}
	const name = "DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}"
	p := c.called(name, name)
	p.situation = "TargetIgnored"
	p.mailbox = p.cloudMailbox("DiscoveryMailbox", false).with(record{
		"ExternalDirectoryObjectId": "", "UserPrincipalName": p.at(initialDomain), "PrimarySmtpAddress": p.at(initialDomain),
		"EmailAddresses": "SMTP:" + p.at(initialDomain), "DisplayName": "Discovery Search Mailbox", "Identity": name,
		"SKUAssigned": "false", "HiddenFromAddressListsEnabled": "true", "LitigationHoldEnabled": "false"})
}
