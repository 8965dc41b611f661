package main

import (
	"slices"
	"strings"
)

// nearMiss is somebody who looks like a hit of a rule, and is none.
type nearMiss struct {
	rule string
	who  *person
}

// nearMisses adds somebody for every rule about a person whose near miss the people in good order do not show already.
func (c *contoso) nearMisses() {
	add := func(rule string, change func(*person)) {
		p := c.employee()
		p.mailbox["LitigationHoldEnabled"] = "false"
		change(p)
		c.near = append(c.near, nearMiss{rule, p})
	}
	add("ANC003", func(p *person) {
		p.ad["mS-DS-ConsistencyGuid"], p.entra["onPremisesImmutableId"] = p.id("another anchor"), immutableID(p.id("another anchor"))
	})
	add("UPN001", func(p *person) {
		p.entra["userPrincipalName"], p.mailbox["UserPrincipalName"] = "a."+p.at(contosoDomain), "a."+p.at(contosoDomain)
	})
	add("MBX002", func(p *person) { p.ad["msExchMailboxGuid"], p.mailbox["MailboxMoveStatus"] = "", "Queued" })
	add("MBX003", func(p *person) {
		p.ad["msExchMailboxGuid"], p.mailbox["MailboxMoveStatus"] = p.id("the mailbox before"), "InProgress"
	})
	add("MBX004", func(p *person) { p.withArchive() })
	add("MBX007", func(p *person) {
		p.ad["msExchRecipientTypeDetails"], p.ad["msExchRemoteRecipientType"] = remoteShared.details, remoteShared.remote
		p.mailbox["RecipientTypeDetails"], p.entra["assignedLicenses"] = "SharedMailbox", ""
	})
	add("MBX008", func(p *person) {
		p.ad["homeMDB"], p.mailbox["MailboxMoveStatus"] = "CN=DB02,CN=Databases,DC=contoso,DC=example", "InProgress"
	})
	add("ADR002", func(p *person) {
		p.mailbox["EmailAddresses"] = strings.Replace(p.mailbox["EmailAddresses"], ";smtp:"+p.routing(), "", 1)
	})
	add("ADR003", func(p *person) { p.ad["targetAddress"] = "SMTP:" + p.at(contosoDomain) })
	add("ADR004", func(p *person) {
		p.mailbox["PrimarySmtpAddress"] = strings.ToUpper(p.at(contosoDomain)[:1]) + p.at(contosoDomain)[1:]
	})
	add("ADR006", func(p *person) {
		p.ad["msExchHideFromAddressLists"], p.mailbox["HiddenFromAddressListsEnabled"] = "true", "true"
	})
	add("ADR007", func(p *person) {
		p.ad["proxyAddresses"] += ";X500:/o=First Organization/ou=Old Site/cn=Recipients/cn=" + p.local
	})
	add("ACC001", func(p *person) { p.entra["accountEnabled"] = "false" })
	add("ACC004", func(p *person) { p.ad["accountExpires"] = "2027-06-30T22:00:00Z" })
	add("LIC001", func(p *person) {
		p.entra["assignedLicenses"] = ""
		p.entra["licenseAssignmentStates"] = `[{"assignedByGroup":null,"disabledPlans":[],"error":"None","lastUpdatedDateTime":"2026-11-02T01:10:00Z","skuId":"` + skuE3 + `","state":"Active"}]`
	})
	add("HYB002", func(p *person) {
		p.entra["serviceProvisioningErrors"] = `[{"createdDateTime":"2026-10-01T08:00:00Z","isResolved":true,"serviceInstance":"exchange/eurpr07-017-01"}]`
	})
	c.near = append(c.near, nearMiss{"GRP002", c.starters[1]})
	c.mailboxes()
}

// mailboxes adds the near misses of rules about people without a mailbox in the cloud.
func (c *contoso) mailboxes() {
	switchedOff := c.withoutMailbox()
	switchedOff.entra["assignedLicenses"] = `[{"disabledPlans":["4a82b400-a79f-41a4-b4e2-e94f5787b113"],"skuId":"` + skuF3 + `"}]`
	young := c.employee()
	young.mailbox, young.entra["createdDateTime"] = nil, "2026-11-01T19:00:00Z"
	c.near = append(c.near, nearMiss{"MBX011", switchedOff}, nearMiss{"MBX006", young})
	onHold := c.employee()
	onHold.ad["distinguishedName"], onHold.entra["onPremisesDistinguishedName"] = onHold.dn("Leavers", contosoDomain), onHold.dn("Leavers", contosoDomain)
	onHold.ad["userAccountControl"], onHold.entra["accountEnabled"] = "514", "false"
	onHold.mailbox["LitigationHoldEnabled"] = "true"
	c.near = append(c.near, nearMiss{"ACC002", onHold}, nearMiss{"ACC003", onHold}, nearMiss{"MBX010", onHold})
}

// nearMissFile lists the near misses: nothing may be found of that rule about that person.
func (c *contoso) nearMissFile() file {
	var b strings.Builder
	var d dialect
	d.line(&b, []string{"rule", "objectGUID", "name"})
	near := slices.Clone(c.near)
	slices.SortStableFunc(near, func(a, b nearMiss) int { return strings.Compare(a.rule, b.rule) })
	for _, one := range near {
		d.line(&b, []string{one.rule, one.who.ad["objectGUID"], one.who.displayName()})
	}
	return file{"near-misses.csv", []byte(b.String())}
}
