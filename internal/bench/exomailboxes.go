package bench

import "strconv"

// exoMailboxCells are the columns of exo_mailboxes that an organisation fills.
var exoMailboxCells = map[string]cell{
	"ExternalDirectoryObjectId": when((*person).namesEntraUser, func(b []byte, p *person) []byte { return appendGUID(b, p.entraID) }),
	"ExchangeGuid":              func(b []byte, p *person) []byte { return appendGUID(b, p.mailboxGUID) },
	"UserPrincipalName":         func(b []byte, p *person) []byte { return p.appendMailboxUPN(b) },
	"PrimarySmtpAddress":        exchangePrimary,
	"LegacyExchangeDN":          func(b []byte, p *person) []byte { return p.appendLegacyDN(b, cloudOrganization) },
	"IsDirSynced":               truthOf(func(p *person) bool { return p.role != discovery && p.synchronized() }),
	"RecipientTypeDetails":      recipientWord,
	"IsExchangeCloudManaged":    text("false"),
	"EmailAddresses":            exchangeProxies,
	"ArchiveGuid":               when((*person).archivedInCloud, archiveGUID),
	"Alias":                     alias,
	"DisplayName":               displayName,
	"Identity":                  identity,
	"Guid":                      recipientGUID,
	"DistinguishedName": func(b []byte, p *person) []byte {
		b = identity(append(b, "CN="...), p)
		return append(b, ",OU=contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,DC=EURPR07A002,DC=PROD,DC=OUTLOOK,DC=COM"...)
	},
	"RecipientType":                 text("UserMailbox"),
	"AccountDisabled":               truthOf(func(p *person) bool { return p.role.resource() || p.role == discovery }),
	"SKUAssigned":                   truthOf((*person).licensed),
	"MailboxPlan":                   text("ExchangeOnlineEnterprise-52c1a6b0-5f0b-4f0a-9f44-ca8ee94a2b6b"),
	"UsageLocation":                 text("Sweden"),
	"HiddenFromAddressListsEnabled": truthOf(func(p *person) bool { return p.hidden() || p.role == discovery }),
	"LitigationHoldEnabled":         truthOf(func(p *person) bool { return !p.role.resource() && p.habits>>44%12 == 0 }),
	"RetentionPolicy":               text("Default MRM Policy"),
	"ForwardingSmtpAddress":         when((*person).forwards, func(b []byte, p *person) []byte { return p.appendAt(append(b, "smtp:"...), "northwind.example") }),
	"DeliverToMailboxAndForward":    truthOf((*person).forwards),
	"ArchiveStatus":                 archiveStatus,
	"ProhibitSendQuota":             text("106300440576"),
	"TotalItemSize":                 func(b []byte, p *person) []byte { return strconv.AppendUint(b, p.habits>>4%50_000_000_000, 10) },
	"ItemCount":                     func(b []byte, p *person) []byte { return strconv.AppendUint(b, p.habits>>4%250_000, 10) },
	"IsInactiveMailbox":             text("false"),
	"WhenMailboxCreated":            func(b []byte, p *person) []byte { return appendMoment(b, p.dates>>10, 2019, 6) },
	"WhenChangedUTC":                func(b []byte, p *person) []byte { return appendMoment(b, p.dates>>14, 2025, 1) },
}

// namesEntraUser says whether the mailbox knows its Entra user.
func (p *person) namesEntraUser() bool {
	return p.role != discovery && p.fault != noExternalID && p.fault != onlyAddressesLeft
}

// archivedInCloud says whether the mailbox has an archive. Shared mailboxes have no licence that would allow one.
func (p *person) archivedInCloud() bool {
	return p.role != discovery && !p.role.resource() && p.habits>>32%6 == 0
}
func (p *person) forwards() bool { return p.role != discovery && p.habits>>48%50 == 0 }

const discoveryName = "DiscoverySearchMailbox{D919BA05-46A6-415F-80AD-7E09334BB852}"

func (p *person) appendMailboxUPN(b []byte) []byte {
	if p.role == discovery {
		return append(b, discoveryName+"@"+initialDomain...)
	}
	return p.appendCloudUPN(b)
}

func exchangePrimary(b []byte, p *person) []byte {
	if p.role == discovery {
		return p.appendMailboxUPN(b)
	}
	return p.appendExchangePrimary(b)
}

func exchangeProxies(b []byte, p *person) []byte {
	if p.role == discovery {
		return p.appendMailboxUPN(append(b, "SMTP:"...))
	}
	b = p.appendProxies(b, heldByExchange)
	b = append(b, ";SPO:SPO_"...)
	b = recipientGUID(b, p)
	return append(b, "@SPO_4f5b1d3c-7f5e-4a57-9a3d-02c6c0a1f2be"...)
}

func recipientGUID(b []byte, p *person) []byte {
	return appendGUID(b, drawGUID(p.from.Seed, forRecipientGUID, p.number))
}

// identity writes the mailbox's name in Exchange Online: nowadays the Entra user's id, formerly the alias.
func identity(b []byte, p *person) []byte {
	if p.role == discovery {
		return append(b, discoveryName...)
	}
	if p.dates>>52%2 == 0 {
		return appendGUID(b, p.entraID)
	}
	return append(b, p.alias...)
}

func recipientWord(b []byte, p *person) []byte {
	switch p.role {
	case remoteShared:
		return append(b, "SharedMailbox"...)
	case remoteRoom:
		return append(b, "RoomMailbox"...)
	case discovery:
		return append(b, "DiscoveryMailbox"...)
	}
	return append(b, "UserMailbox"...)
}

func archiveStatus(b []byte, p *person) []byte {
	if p.archivedInCloud() {
		return append(b, "Active"...)
	}
	return append(b, "None"...)
}
