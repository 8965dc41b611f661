package bench

import (
	"encoding/base64"
	"strconv"
)

const hexDigits = "0123456789abcdef"

// appendGUID writes a GUID as a snapshot does: lower-case, with dashes.
func appendGUID(b []byte, g guid) []byte {
	for i, v := range g {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b = append(b, '-')
		}
		b = append(b, hexDigits[v>>4], hexDigits[v&15])
	}
	return b
}

// appendImmutableID writes the base64 of a GUID's bytes as Windows keeps them: the first three groups little-endian.
func appendImmutableID(b []byte, g guid) []byte {
	g[0], g[1], g[2], g[3] = g[3], g[2], g[1], g[0]
	g[4], g[5], g[6], g[7] = g[5], g[4], g[7], g[6]
	return base64.StdEncoding.AppendEncode(b, g[:])
}

// appendSID writes the account's security identifier as the cloud remembers it.
func (p *person) appendSID(b []byte) []byte {
	return p.appendSIDOf(b, 0)
}

// replacedRIDs is where the relative identifiers of accounts begin that were deleted and made again.
const replacedRIDs = 400_000_000

func (p *person) appendSIDOf(b []byte, offset uint64) []byte {
	const firstRID = 1103
	domain := accountDomainSID
	if p.resourceSide {
		domain = resourceDomainSID
	}
	b = append(b, domain...)
	return strconv.AppendUint(b, firstRID+offset+p.number, 10)
}

// appendAnchor writes what Entra ID has as immutable ID.
func (p *person) appendAnchor(b []byte) []byte {
	switch {
	case p.fault == customAnchor || p.fault == orphanCustomAnchor:
		b = append(b, "EMP-"...)
		return strconv.AppendUint(b, employeeNumber(p.number), 10)
	case p.fault == changedAnchor:
		return appendImmutableID(b, drawGUID(p.from.Seed, forStrayAnchor, p.number))
	case p.hasConsistency:
		return appendImmutableID(b, p.consistency)
	}
	return appendImmutableID(b, p.objectGUID)
}

func employeeNumber(number uint64) uint64 { return 1_000_000 + number }

// appendAccountName writes the sAMAccountName.
func (p *person) appendAccountName(b []byte) []byte {
	switch p.role {
	case serviceOnly:
		b = append(b, "svc-"...)
	case secondAccount:
		b = append(b, "adm-"...)
	case systemObject:
		b = append(b, p.systemPrefix()...)
	default:
		b = append(b, p.given.Spelled[0], p.family.Spelled[0])
	}
	return strconv.AppendUint(b, 10_000+p.number, 10)
}

// systemPrefixes begin the names of accounts that synchronization skips.
var systemPrefixes = []string{"MSOL_", "AAD_", "krbtgt_"}

func (p *person) systemPrefix() string { return systemPrefixes[p.number%uint64(len(systemPrefixes))] }

// appendCommonName writes the relative name, escaped as in a distinguished name where asked. The number keeps it unique.
func (p *person) appendCommonName(b []byte, escaped bool) []byte {
	b = append(b, p.family.Written...)
	if escaped {
		b = append(b, '\\')
	}
	b = append(b, ", "...)
	b = append(b, p.given.Written...)
	b = append(b, " ("...)
	b = strconv.AppendUint(b, p.number, 10)
	return append(b, ')')
}

// appendDN writes the distinguished name of the object at hand.
func (p *person) appendDN(b []byte) []byte {
	b = p.appendCommonName(append(b, "CN="...), true)
	if p.role == conflictObject {
		b = appendGUID(append(b, `\0ACNF:`...), p.objectGUID)
	}
	b = append(b, ",OU="...)
	b = append(b, p.office()...)
	switch {
	case p.resourceSide:
		return append(b, ",OU=Linked Mailboxes,DC=fabrikam,DC=example"...)
	case p.role.unmanned():
		return append(b, ",OU=Service Accounts,DC=contoso,DC=example"...)
	}
	return append(b, ",OU=People,DC=contoso,DC=example"...)
}

func (p *person) office() string { return offices[p.number%uint64(len(offices))] }

// appendDisplayName writes the display name: given name first.
func (p *person) appendDisplayName(b []byte) []byte {
	b = append(b, p.given.Written...)
	b = append(b, ' ')
	return append(b, p.family.Written...)
}

// appendLegacyDN writes the legacyExchangeDN that an Exchange organization gave the person: the on-premises one has Contoso
// for its name, the cloud's ExchangeLabs.
func (p *person) appendLegacyDN(b []byte, organization string) []byte {
	b = append(b, "/o="...)
	b = append(b, organization...)
	b = append(b, "/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn="...)
	d := draw(p.from.Seed, forLegacyName, p.number)
	for shift := 0; shift < 64; shift += 4 {
		b = append(b, hexDigits[d>>shift&15])
	}
	b = append(b, '-')
	return append(b, p.alias...)
}

const (
	onPremisesOrganization = "Contoso"
	cloudOrganization      = "ExchangeLabs"
)
