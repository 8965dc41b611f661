package main

import "strings"

// defects are people whose link is confirmed, and something else is wrong. Each function breaks one thing on a person in
// good order; the name says which.
var defects = []func(*contoso, *person){
	nullMailboxGUID, nullMailboxGUID, nullMailboxGUID, otherMailboxGUID, otherArchiveGUID, archiveUnknownToAD,
	wrongSuffix, wrongSuffix, unverifiedSuffix, noTargetAddress, foreignTargetAddress, leftoverDatabase, withoutAlias,
	hiddenInADOnly, disabledInADOnly, disabledInADOnly, leaverWhoForwards, unlicensed, neverProvisioned, neverProvisioned,
	sharedInCloudOnly, primaryDiffers, malformedAddress, expired, noCloudMailbox, managedInCloud, quarantined, beingMoved,
	changedThisMorning,
}

func nullMailboxGUID(_ *contoso, p *person) { p.ad["msExchMailboxGuid"] = "" }
func otherMailboxGUID(_ *contoso, p *person) {
	p.ad["msExchMailboxGuid"] = p.id("the mailbox of long ago")
}

func otherArchiveGUID(_ *contoso, p *person) {
	p.withArchive().ad["msExchArchiveGUID"] = p.id("the archive of long ago")
}

func archiveUnknownToAD(_ *contoso, p *person) {
	p.withArchive()
	p.ad["msExchArchiveGUID"], p.ad["msExchRemoteRecipientType"] = "", "4"
}

// wrongSuffix: Active Directory's UPN is right, the cloud's is still in the initial domain.
func wrongSuffix(_ *contoso, p *person) {
	p.entra["userPrincipalName"] = p.at(initialDomain)
	p.mailbox["UserPrincipalName"] = p.at(initialDomain)
}

// unverifiedSuffix: the UPN's domain is none of the tenant's.
func unverifiedSuffix(c *contoso, p *person) {
	p.ad["userPrincipalName"] = p.at("ad.contoso.example")
	p.entra["onPremisesUserPrincipalName"] = p.at("ad.contoso.example")
	wrongSuffix(c, p)
}

func noTargetAddress(_ *contoso, p *person) { p.ad["targetAddress"] = "" }
func foreignTargetAddress(_ *contoso, p *person) {
	p.ad["targetAddress"] = "SMTP:" + p.at("mail.fabrikam.example")
}

func leftoverDatabase(_ *contoso, p *person) {
	p.ad["homeMDB"] = "CN=DB02,CN=Databases,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=example"
}

func withoutAlias(_ *contoso, p *person)   { p.ad["mailNickname"] = "" }
func hiddenInADOnly(_ *contoso, p *person) { p.ad["msExchHideFromAddressLists"] = "true" }
func disabledInADOnly(_ *contoso, p *person) {
	p.ad["userAccountControl"] = "514"
}

func leaverWhoForwards(_ *contoso, p *person) {
	p.ad["userAccountControl"], p.ad["description"] = "514", `Left on 30 September, "keep until May"`
	p.entra["accountEnabled"] = "false"
	p.mailbox["ForwardingSmtpAddress"] = "smtp:" + p.at("northwind.example")
	p.mailbox["DeliverToMailboxAndForward"] = "true"
}

func unlicensed(_ *contoso, p *person) {
	p.entra["assignedLicenses"] = ""
	p.mailbox["SKUAssigned"] = "false"
}

// neverProvisioned: a mailbox in the cloud, and an account that Exchange on-premises never touched.
func neverProvisioned(_ *contoso, p *person) {
	p.ad = p.account("People").with(record{"mail": p.at(contosoDomain)})
}

func sharedInCloudOnly(_ *contoso, p *person) {
	p.mailbox["RecipientTypeDetails"], p.mailbox["SKUAssigned"] = "SharedMailbox", "false"
	p.entra["assignedLicenses"] = ""
	p.ad["msExchRemoteRecipientType"] = "1"
}

func primaryDiffers(_ *contoso, p *person) {
	old, primary := "smtp:maiden."+p.at(contosoDomain), "SMTP:maiden."+p.at(contosoDomain)
	p.ad["proxyAddresses"] += ";" + old
	p.mailbox["EmailAddresses"] = primary + ";" + strings.Replace(p.mailbox["EmailAddresses"], "SMTP:", "smtp:", 1)
	p.mailbox["PrimarySmtpAddress"] = "maiden." + p.at(contosoDomain)
}

func malformedAddress(_ *contoso, p *person) {
	p.ad["proxyAddresses"] += ";smtp:" + p.local + " @" + contosoDomain
}

func expired(_ *contoso, p *person) { p.ad["accountExpires"] = daysAgo(33) }

func noCloudMailbox(_ *contoso, p *person) { p.mailbox = nil }

func managedInCloud(_ *contoso, p *person) {
	p.mailbox["IsExchangeCloudManaged"] = "true"
	p.ad["msExchHideFromAddressLists"] = "true"
}

func quarantined(_ *contoso, p *person) {
	p.entra["onPremisesProvisioningErrors"] = `[{"category":"PropertyConflict","occurredDateTime":"2026-10-28T09:14:03Z","propertyCausingError":"ProxyAddresses","value":"smtp:info@contoso.example"}]`
	p.ad["proxyAddresses"] += ";smtp:info@contoso.example"
}

// changedThisMorning: what differs is pending, because synchronization has not run since.
func changedThisMorning(_ *contoso, p *person) {
	p.ad["whenChanged"] = "2026-11-02T05:50:09Z"
	p.ad["proxyAddresses"] = "SMTP:married." + p.at(contosoDomain) + ";" + strings.Replace(p.ad["proxyAddresses"], "SMTP:", "smtp:", 1)
	p.ad["mail"] = "married." + p.at(contosoDomain)
}

func beingMoved(c *contoso, p *person) {
	p.mailbox["MailboxMoveStatus"] = "InProgress"
	p.mailbox["MailboxMoveBatchName"] = "Wave 7"
	c.moves = append(c.moves, record{
		"ExchangeGuid": p.id("mailbox"), "Status": "InProgress", "StatusDetail": "CopyingMessages", "Direction": "Push",
		"Flags": "CrossOrg, Push", "BatchName": "Wave 7", "RemoteHostName": "mail.contoso.example", "DisplayName": p.displayName(),
		"Alias": p.local, "PercentComplete": "61", "Suspend": "false", "SuspendWhenReadyToComplete": "false",
	})
}
