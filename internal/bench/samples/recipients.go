package main

// recipients adds what Get-Recipient lists: every mailbox, and the mail users of mailboxes that are on-premises.
func (c *contoso) recipients() {
	for _, mailbox := range c.tables["exo_mailboxes"] {
		r := record{"Identity": mailbox["Identity"]}
		for _, same := range []string{"ExternalDirectoryObjectId", "ExchangeGuid", "Guid", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
			"RecipientTypeDetails", "Alias", "DisplayName", "UserPrincipalName", "LegacyExchangeDN", "ArchiveGuid", "IsDirSynced",
			"SKUAssigned", "HiddenFromAddressListsEnabled", "WhenChangedUTC"} {
			r[same] = mailbox[same]
		}
		c.add("exo_recipients", r)
	}
	for _, p := range c.mailUsers {
		r := p.cloudMailbox("MailUser", true)
		c.add("exo_recipients", record{
			"ExternalDirectoryObjectId": r["ExternalDirectoryObjectId"], "ExchangeGuid": r["ExchangeGuid"], "Guid": r["Guid"],
			"PrimarySmtpAddress": r["PrimarySmtpAddress"], "EmailAddresses": r["EmailAddresses"],
			"ExternalEmailAddress": "SMTP:" + p.at(contosoDomain), "RecipientType": "MailUser", "RecipientTypeDetails": "MailUser",
			"Alias": r["Alias"], "DisplayName": r["DisplayName"], "UserPrincipalName": r["UserPrincipalName"], "Identity": r["Identity"],
			"LegacyExchangeDN": r["LegacyExchangeDN"], "IsDirSynced": "true", "SKUAssigned": "false",
			"HiddenFromAddressListsEnabled": "false", "WhenChangedUTC": r["WhenChangedUTC"],
		})
	}
}

// permissions adds who may open the shared mailboxes: two people each, their owner, and on one of them somebody whose
// account is long gone.
func (c *contoso) permissions() {
	grant := func(mailbox *person, right, trustee, trusteeSID string) {
		c.add("exo_permissions", record{
			"ExchangeGuid": mailbox.id("mailbox"), "Right": right, "Trustee": trustee, "TrusteeSid": trusteeSID,
			"Deny": "false", "IsInherited": "false", "InheritanceType": "All",
		})
	}
	shared := 0
	for _, p := range c.people {
		if p.mailbox == nil || p.mailbox["RecipientTypeDetails"] != "SharedMailbox" {
			continue
		}
		first, second := c.people[3*shared], c.people[3*shared+1]
		grant(p, "FullAccess", first.entra["userPrincipalName"], first.ad["objectSid"])
		grant(p, "SendAs", first.entra["userPrincipalName"], first.ad["objectSid"])
		grant(p, "FullAccess", second.entra["userPrincipalName"], second.ad["objectSid"])
		if shared == 0 {
			gone := sid(contosoSID, 1031)
			grant(p, "FullAccess", gone, gone)
		}
		shared++
	}
}
