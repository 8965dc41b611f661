package bench

// entraUserCells are the columns of entra_users that an organisation fills.
var entraUserCells = map[string]cell{
	"id":                           func(b []byte, p *person) []byte { return appendGUID(b, p.entraID) },
	"onPremisesImmutableId":        when((*person).synchronized, func(b []byte, p *person) []byte { return p.appendAnchor(b) }),
	"onPremisesSecurityIdentifier": when((*person).knownBySID, func(b []byte, p *person) []byte { return p.appendSID(b) }),
	"userPrincipalName":            func(b []byte, p *person) []byte { return p.appendCloudUPN(b) },
	"mail":                         when((*person).hasAddress, func(b []byte, p *person) []byte { return p.appendPrimary(b) }),
	"onPremisesSyncEnabled":        when((*person).synchronized, text("true")),
	"accountEnabled":               truthOf(func(p *person) bool { return !p.role.resource() }),
	"userType":                     userType,
	"proxyAddresses":               when((*person).hasAddress, entraProxies),
	"onPremisesLastSyncDateTime":   when((*person).synchronized, func(b []byte, p *person) []byte { return appendMoment(b, p.dates>>6, 2024, 2) }),
	"displayName":                  displayName,
	"onPremisesUserPrincipalName":  when((*person).synchronized, func(b []byte, p *person) []byte { return p.appendUPN(b) }),
	"onPremisesDistinguishedName":  when((*person).synchronized, func(b []byte, p *person) []byte { return p.appendDN(b) }),
	"onPremisesDomainName":         when((*person).synchronized, text(accountForest)),
	"onPremisesSamAccountName":     when((*person).synchronized, func(b []byte, p *person) []byte { return p.appendAccountName(b) }),
	"mailNickname":                 alias,
	"givenName":                    givenName,
	"surname":                      familyName,
	"usageLocation":                when(func(p *person) bool { return p.role != guest }, text("SE")),
	"assignedLicenses":             when((*person).licensed, licences),
	"createdDateTime":              func(b []byte, p *person) []byte { return p.appendWhenCreated(b) },
	"employeeId":                   when((*person).synchronized, employeeID),
	"department":                   department,
	"jobTitle":                     jobTitle,
	"companyName":                  text("Contoso Group"),
	"officeLocation":               office,
	"externalUserState":            when(func(p *person) bool { return p.role == guest }, text("Accepted")),
}

// entraDeletedUserCells are those of entra_deleted_users: the same, and when it happened.
var entraDeletedUserCells = withCells(entraUserCells, map[string]cell{
	"deletedDateTime": func(b []byte, p *person) []byte {
		b = append(b, "2026-10-"...)
		b = appendTwo(b, 5+p.dates%27)
		return append(b, "T09:12:44Z"...)
	},
})

// knownBySID says whether Entra ID has the account's SID. The twins' cloud user has none: it would tell which is the real one.
func (p *person) knownBySID() bool { return p.synchronized() && p.role != twinsCloud }

// licensed says whether the person has a licence with a mailbox.
func (p *person) licensed() bool { return p.hasAddress() && p.role != guest && !p.role.resource() }

func userType(b []byte, p *person) []byte {
	if p.role == guest {
		return append(b, "Guest"...)
	}
	return append(b, "Member"...)
}

func entraProxies(b []byte, p *person) []byte {
	if p.role == guest {
		return p.appendPrimary(append(b, "SMTP:"...))
	}
	return p.appendProxies(b, heldByEntra)
}

// licences writes Microsoft 365 E3, or for one in five Office 365 E3 with a plan switched off.
func licences(b []byte, p *person) []byte {
	const (
		microsoft365E3 = `[{"disabledPlans":[],"skuId":"05e9a617-0261-4cee-bb44-138d3ef5d965"}]`
		office365E3    = `[{"disabledPlans":["b737dad2-2f6c-4c65-90e3-ca563267e8b9"],"skuId":"6fd2c87f-b296-42f0-b197-1e91e994b900"}]`
	)
	if p.habits>>40%5 == 0 {
		return append(b, office365E3...)
	}
	return append(b, microsoft365E3...)
}
