package main

import "strconv"

var departments = []string{"Finance", "Human Resources", "IT", "Legal", "Logistics", "Production", "Research", "Sales, North", "Sales, South"}

// E3 and E5 are the licences that people have, F3 the one of the shop floor.
const (
	skuE3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
	skuE5 = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"
	skuF3 = "66b55226-6b4f-492c-910c-a3b7a3c9d993"
)

func licence(sku string) string { return `[{"disabledPlans":[],"skuId":"` + sku + `"}]` }

// employee is somebody in good order: an account that is synchronized, a licence, and a mailbox in Exchange Online that
// Active Directory knows of.
func (c *contoso) employee() *person {
	p := c.newPerson()
	p.ad = p.account("People").with(p.remoteMailbox(remoteUser)).with(record{"mail": p.at(contosoDomain)})
	p.entra = p.synchronizedUser().with(p.cloudAddresses())
	p.entra["assignedLicenses"] = licence(skuE3)
	p.mailbox = p.cloudMailbox("UserMailbox", true)
	return p
}

// account is an AD account of contoso.example. Three of four have an mS-DS-ConsistencyGuid; the others are older than it.
func (p *person) account(unit string) record {
	r := record{
		"objectGUID":                 p.id("account"),
		"objectSid":                  sid(contosoSID, p.rid()),
		"userPrincipalName":          p.at(contosoDomain),
		"userAccountControl":         "512",
		"sAMAccountName":             p.accountName(),
		"displayName":                p.displayName(),
		"distinguishedName":          p.dn(unit, contosoDomain),
		"cn":                         p.displayName(),
		"givenName":                  p.given,
		"sn":                         p.family,
		"department":                 departments[p.number%len(departments)],
		"physicalDeliveryOfficeName": []string{"Graz", "Cork", "Nantes"}[p.number%3],
		"employeeID":                 strconv.Itoa(40_000 + p.number),
		"whenCreated":                daysAgo(900 + 7*p.number),
		"whenChanged":                daysAgo(20 + p.number),
		"pwdLastSet":                 daysAgo(5 + p.number),
		"forest":                     contosoDomain,
	}
	if p.number%4 != 0 {
		r["mS-DS-ConsistencyGuid"] = r["objectGUID"]
	}
	return r
}

// remoteNumbers are Exchange's three numbers for a kind of remote mailbox that was migrated.
type remoteNumbers struct{ details, remote, display string }

var (
	remoteUser      = remoteNumbers{"2147483648", "4", "-2147483642"}
	remoteShared    = remoteNumbers{"34359738368", "100", "-2147483642"}
	remoteRoom      = remoteNumbers{"8589934592", "36", "-2147481850"}
	remoteEquipment = remoteNumbers{"17179869184", "68", "-2147481594"}
)

// remoteMailbox are the Exchange attributes that Active Directory has for a mailbox in Exchange Online.
func (p *person) remoteMailbox(kind remoteNumbers) record {
	r := record{
		"msExchMailboxGuid":          p.id("mailbox"),
		"targetAddress":              "SMTP:" + p.routing(),
		"legacyExchangeDN":           p.onPremisesLegacyDN(),
		"proxyAddresses":             "SMTP:" + p.at(contosoDomain) + ";smtp:" + p.routing() + ";X500:" + p.cloudLegacyDN(),
		"msExchRecipientTypeDetails": kind.details,
		"msExchRemoteRecipientType":  kind.remote,
		"msExchRecipientDisplayType": kind.display,
		"msExchVersion":              "44220983382016",
		"mailNickname":               p.local,
	}
	if p.number%2 == 0 {
		r["msDS-ExternalDirectoryObjectId"] = "User_" + p.id("entra")
	}
	return r
}

// synchronizedUser is the Entra user of an account.
func (p *person) synchronizedUser() record {
	return record{
		"id":                           p.id("entra"),
		"onPremisesImmutableId":        immutableID(p.id("account")),
		"onPremisesSecurityIdentifier": sid(contosoSID, p.rid()),
		"userPrincipalName":            p.at(contosoDomain),
		"onPremisesSyncEnabled":        "true",
		"accountEnabled":               "true",
		"userType":                     "Member",
		"onPremisesLastSyncDateTime":   daysAgo(19 + p.number),
		"displayName":                  p.displayName(),
		"onPremisesUserPrincipalName":  p.at(contosoDomain),
		"onPremisesDistinguishedName":  p.dn("People", contosoDomain),
		"onPremisesDomainName":         contosoDomain,
		"onPremisesSamAccountName":     p.accountName(),
		"mailNickname":                 p.local,
		"givenName":                    p.given,
		"surname":                      p.family,
		"usageLocation":                "AT",
		"createdDateTime":              daysAgo(890 + 7*p.number),
		"employeeId":                   strconv.Itoa(40_000 + p.number),
		"department":                   departments[p.number%len(departments)],
	}
}

// cloudAddresses are an Entra user's mail and proxy addresses.
func (p *person) cloudAddresses() record {
	return record{
		"mail":           p.at(contosoDomain),
		"proxyAddresses": "SMTP:" + p.at(contosoDomain) + ";smtp:" + p.at(initialDomain) + ";smtp:" + p.routing(),
	}
}

// cloudMailbox is a mailbox of Exchange Online.
func (p *person) cloudMailbox(kind string, synchronized bool) record {
	r := record{
		"ExternalDirectoryObjectId":     p.id("entra"),
		"ExchangeGuid":                  p.id("mailbox"),
		"UserPrincipalName":             p.at(contosoDomain),
		"PrimarySmtpAddress":            p.at(contosoDomain),
		"LegacyExchangeDN":              p.cloudLegacyDN(),
		"IsDirSynced":                   yesNo(synchronized),
		"RecipientTypeDetails":          kind,
		"IsExchangeCloudManaged":        "false",
		"EmailAddresses":                "SMTP:" + p.at(contosoDomain) + ";smtp:" + p.at(initialDomain) + ";smtp:" + p.routing() + ";X500:" + p.onPremisesLegacyDN(),
		"Alias":                         p.local,
		"DisplayName":                   p.displayName(),
		"Identity":                      p.displayName(),
		"Guid":                          p.id("recipient"),
		"RecipientType":                 "UserMailbox",
		"AccountDisabled":               "false",
		"SKUAssigned":                   "true",
		"HiddenFromAddressListsEnabled": "false",
		"LitigationHoldEnabled":         yesNo(p.number%17 == 3),
		"DeliverToMailboxAndForward":    "false",
		"ArchiveStatus":                 "None",
		"ProhibitSendQuota":             "106300440576",
		"TotalItemSize":                 strconv.Itoa(p.number*p.number*1_234_567%49_000_000_000 + 40_960),
		"ItemCount":                     strconv.Itoa(p.number * 977 % 60_000),
		"IsInactiveMailbox":             "false",
		"WhenMailboxCreated":            daysAgo(400 + 3*p.number),
		"WhenChangedUTC":                daysAgo(3 + p.number%200),
	}
	if p.number%17 == 3 {
		r["LitigationHoldDate"] = daysAgo(200)
		r["LitigationHoldDuration"] = "Unlimited"
		r["LitigationHoldOwner"] = "compliance@" + contosoDomain
	}
	return r
}
