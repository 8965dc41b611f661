package bench

import "strconv"

// adUserCells are the columns of ad_users that an organisation fills.
var adUserCells = map[string]cell{
	"objectGUID":                     func(b []byte, p *person) []byte { return appendGUID(b, p.adGUID()) },
	"mS-DS-ConsistencyGuid":          when((*person).stamped, func(b []byte, p *person) []byte { return appendGUID(b, p.consistency) }),
	"objectSid":                      adSID,
	"msDS-ExternalDirectoryObjectId": when((*person).writtenBack, func(b []byte, p *person) []byte { return appendGUID(append(b, "User_"...), p.entraID) }),
	"msExchMailboxGuid":              when((*person).holdsRecipient, adMailboxGUID),
	"msExchMasterAccountSid":         masterAccountSID,
	"userPrincipalName":              func(b []byte, p *person) []byte { return p.appendUPN(b) },
	"mail":                           adMail,
	"targetAddress":                  when((*person).holdsRecipient, targetAddress),
	"legacyExchangeDN": when((*person).holdsRecipient, func(b []byte, p *person) []byte {
		return p.appendLegacyDN(b, onPremisesOrganization)
	}),
	"proxyAddresses":             when((*person).holdsRecipient, func(b []byte, p *person) []byte { return p.appendProxies(b, heldByAD) }),
	"userAccountControl":         accountControl,
	"msExchRecipientTypeDetails": when((*person).holdsRecipient, recipientNumber(2147483648, 34359738368, 8589934592)),
	"msExchRemoteRecipientType":  when((*person).holdsRecipient, recipientNumber(4, 100, 36)),
	"msExchRecipientDisplayType": when((*person).holdsRecipient, recipientNumber(-2147483642, -2147483642, -2147481850)),
	"whenChanged":                func(b []byte, p *person) []byte { return p.appendWhenChanged(b) },
	"whenCreated":                func(b []byte, p *person) []byte { return p.appendWhenCreated(b) },
	"sAMAccountName":             func(b []byte, p *person) []byte { return p.appendAccountName(b) },
	"mailNickname":               when((*person).holdsRecipient, alias),
	"displayName":                displayName,
	"distinguishedName":          func(b []byte, p *person) []byte { return p.appendDN(b) },
	"forest":                     forest,
	"cn":                         func(b []byte, p *person) []byte { return p.appendCommonName(b, false) },
	"givenName":                  givenName,
	"sn":                         familyName,
	"msExchArchiveGUID":          when((*person).archived, archiveGUID),
	"msExchHideFromAddressLists": when((*person).hidden, text("true")),
	"msExchVersion":              when((*person).holdsRecipient, text("44220983382016")),
	"manager":                    manager,
	"employeeID":                 employeeID,
	"department":                 department,
	"title":                      jobTitle,
	"company":                    text("Contoso Group"),
	"physicalDeliveryOfficeName": office,
	"description":                description,
	"pwdLastSet":                 func(b []byte, p *person) []byte { return appendMoment(b, p.dates>>12, 2024, 2) },
	"isCriticalSystemObject":     when((*person).critical, text("true")),
	"extensionAttribute1":        costCentre,
}

// adGUID is the objectGUID of the AD object at hand.
func (p *person) adGUID() guid {
	if p.resourceSide {
		return drawGUID(p.from.Seed, forResourceGUID, p.number)
	}
	return p.accountGUID()
}

// stamped says whether the AD object at hand has an mS-DS-ConsistencyGuid; an account that was made again does not.
func (p *person) stamped() bool {
	return p.hasConsistency && !p.resourceSide && p.fault != recreatedAccount
}

// writtenBack says whether Exchange hybrid writeback named the Entra user on the AD object.
func (p *person) writtenBack() bool {
	return p.holdsRecipient() && p.fault.inEntra() && p.habits>>28%10 < 4
}

// critical says whether Windows itself made the account: the keys of read-only domain controllers.
func (p *person) critical() bool { return p.role == systemObject && p.systemPrefix() == "krbtgt_" }

func (p *person) archived() bool { return p.holdsRecipient() && p.archivedInCloud() }
func (p *person) hidden() bool   { return p.holdsRecipient() && p.habits>>36%20 == 0 }

func adSID(b []byte, p *person) []byte {
	if p.fault == recreatedAccount {
		return p.appendSIDOf(b, replacedRIDs)
	}
	return p.appendSID(b)
}

func adMailboxGUID(b []byte, p *person) []byte {
	switch {
	case p.fault == nullMailboxGUID || p.fault == onlyAddressesLeft:
		return b
	case p.fault == strayMailboxGUID:
		return appendGUID(b, drawGUID(p.from.Seed, forStrayMailboxGUID, p.number))
	case p.role == twinOfMailbox:
		return appendGUID(b, drawGUID(p.from.Seed, forMailboxGUID, p.number-1))
	}
	return appendGUID(b, p.mailboxGUID)
}

// masterAccountSID links the resource forest's object to its account. Shared mailboxes and rooms name nobody (SELF).
func masterAccountSID(b []byte, p *person) []byte {
	switch {
	case p.resourceSide:
		p.resourceSide = false
		b = p.appendSID(b)
		p.resourceSide = true
	case p.role.resource():
		b = append(b, "S-1-5-10"...)
	}
	return b
}

// adMail writes the mail attribute: people's primary address, whether or not AD knows of the mailbox. softMatchUPN is the
// fault of an account without one, and a second account has its owner's.
func adMail(b []byte, p *person) []byte {
	switch {
	case p.role == secondAccount:
		owner := person{from: p.from}
		owner.become(p.number - 1)
		return owner.appendPrimary(b)
	case !p.role.inExchange() || p.fault == softMatchUPN:
		return b
	}
	return p.appendPrimary(b)
}

func targetAddress(b []byte, p *person) []byte {
	if p.fault == noTargetAddress {
		return b
	}
	return p.appendAt(append(b, "SMTP:"...), routingDomain)
}

func accountControl(b []byte, p *person) []byte {
	if p.role.resource() || p.resourceSide || p.fault == disabledInAD {
		return append(b, "514"...)
	}
	return append(b, "512"...)
}

// recipientNumber writes one of Exchange's numbers, which tell a user, a shared mailbox and a room apart.
func recipientNumber(user, shared, room int64) cell {
	return func(b []byte, p *person) []byte {
		switch p.role {
		case remoteShared:
			return strconv.AppendInt(b, shared, 10)
		case remoteRoom:
			return strconv.AppendInt(b, room, 10)
		}
		return strconv.AppendInt(b, user, 10)
	}
}

func forest(b []byte, p *person) []byte {
	if p.resourceSide {
		return append(b, resourceForest...)
	}
	return append(b, accountForest...)
}
