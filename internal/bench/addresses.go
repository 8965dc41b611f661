package bench

import "strconv"

func (p *person) appendAt(b []byte, domain string) []byte {
	b = append(b, p.alias...)
	b = append(b, '@')
	return append(b, domain...)
}

// appendPrimary writes the primary SMTP address.
func (p *person) appendPrimary(b []byte) []byte {
	if p.role == guest {
		return p.appendAt(b, "northwind.example")
	}
	return p.appendAt(b, p.mailDomain)
}

// appendUPN writes the user principal name in Active Directory.
func (p *person) appendUPN(b []byte) []byte {
	switch {
	case p.resourceSide:
		return p.appendAt(b, resourceForest)
	case p.role.unmanned():
		b = p.appendAccountName(b)
		return append(b, "@"+accountForest...)
	}
	return p.appendAt(b, p.domain)
}

// appendCloudUPN writes the user principal name in Entra ID and Exchange Online. One in ten begins with a capital letter,
// which no comparison may mind.
func (p *person) appendCloudUPN(b []byte) []byte {
	start := len(b)
	switch {
	case p.role == guest:
		b = append(b, p.alias...)
		return append(b, "_northwind.example#EXT#@"+initialDomain...)
	case p.fault == wrongSuffix:
		b = p.appendAt(b, initialDomain)
	default:
		b = p.appendAt(b, p.domain)
	}
	if p.habits>>8%10 == 0 {
		b[start] -= 'a' - 'A'
	}
	return b
}

// appendExchangePrimary writes the primary SMTP address of the mailbox.
func (p *person) appendExchangePrimary(b []byte) []byte {
	if p.fault == primaryDiffers {
		return p.appendAt(b, initialDomain)
	}
	return p.appendPrimary(b)
}

// holder is a directory that holds proxy addresses.
type holder uint8

const (
	heldByAD holder = iota
	heldByEntra
	heldByExchange
)

// appendProxies writes the addresses that a directory holds for the person: the primary one first, then the routing
// address, then what has come together over the years. All three hold the same, but for what a fault changes.
func (p *person) appendProxies(b []byte, at holder) []byte {
	b = append(b, "SMTP:"...)
	if at == heldByExchange {
		b = p.appendExchangePrimary(b)
	} else {
		b = p.appendPrimary(b)
	}
	b = append(b, ";smtp:"...)
	b = p.appendAt(b, routingDomain)
	if at != heldByAD && p.fault != primaryDiffers {
		b = append(b, ";smtp:"...)
		b = p.appendAt(b, initialDomain)
	}
	if former := p.habits >> 12 % 3; former > 0 {
		b = p.appendFormer(b, former)
	}
	if p.habits>>20%4 == 0 {
		b = append(b, ";X500:"...)
		if at == heldByAD {
			b = p.appendLegacyDN(b, cloudOrganization)
		} else {
			b = p.appendLegacyDN(b, onPremisesOrganization)
		}
	}
	if p.habits>>24%3 == 0 {
		b = append(b, ";SIP:"...)
		b = p.appendPrimary(b)
	}
	if at == heldByAD && p.fault == borrowedAddress {
		b = append(b, ";smtp:team"...)
		b = strconv.AppendUint(b, p.number/teamSize, 10)
		b = append(b, "@"+accountForest...)
	}
	return b
}

// teamSize is how many neighbouring numbers borrow the same address, where they borrow one.
const teamSize = 4096

// appendFormer writes addresses that the person once had: initial and surname, in one or two domains.
func (p *person) appendFormer(b []byte, how uint64) []byte {
	for i := range how {
		b = append(b, ";smtp:"...)
		b = append(b, p.given.Spelled[0])
		b = append(b, p.family.Spelled...)
		b = strconv.AppendUint(b, p.number, 10)
		b = append(b, '@')
		b = append(b, userDomains[1+i]...)
	}
	return b
}
