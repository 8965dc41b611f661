package main

import (
	"fmt"
	"strings"

	"rejoin/internal/bench"
)

// person is somebody at Contoso as the directories know them; nil where one does not.
type person struct {
	number              int
	given, family       string
	local               string // the part of their addresses before the @
	ad, resource        record
	entra, deletedEntra record
	mailbox             record

	situation string // that a correct join finds
}

// The domains. Mail to the routing domain reaches Exchange Online wherever a mailbox is.
const (
	contosoDomain  = "contoso.example"
	fabrikamDomain = "fabrikam.example"
	initialDomain  = "contoso.onmicrosoft.com"
	routingDomain  = "contoso.mail.onmicrosoft.com"
)

// newPerson is somebody whom no directory knows yet. The next one has another name.
func (c *contoso) newPerson() *person {
	n := c.count
	c.count++
	given := bench.GivenNames[n%len(bench.GivenNames)]
	family := bench.Surnames[(n+n/len(bench.GivenNames))%len(bench.Surnames)]
	p := &person{number: n, given: given.Written, family: family.Written, local: given.Spelled + "." + family.Spelled, situation: "Confirmed"}
	c.people = append(c.people, p)
	return p
}

// called gives a new person who is no human a name.
func (c *contoso) called(name, local string) *person {
	p := c.newPerson()
	p.given, p.family, p.local = "", name, local
	return p
}

func (p *person) displayName() string { return strings.TrimSpace(p.given + " " + p.family) }

func (p *person) at(domain string) string { return p.local + "@" + domain }

func (p *person) id(what string) string { return guid(fmt.Sprintf("%s %d", what, p.number)) }

func (p *person) rid() int { return 1200 + p.number }

// accountName is the sAMAccountName: initial, surname and number, within the 20 characters that Windows allows.
func (p *person) accountName() string {
	if p.given == "" {
		return p.local
	}
	_, family, _ := strings.Cut(p.local, ".")
	return fmt.Sprintf("%.1s%.10s%d", p.local, family, p.number)
}

// dn is the person's distinguished name, with commas escaped.
func (p *person) dn(unit, domain string) string {
	name := strings.ReplaceAll(p.displayName(), ",", `\,`)
	return "CN=" + name + ",OU=" + unit + ",DC=" + strings.ReplaceAll(domain, ".", ",DC=")
}

// routing is the remote routing address, without its type.
func (p *person) routing() string { return p.at(routingDomain) }

// cloudLegacyDN and onPremisesLegacyDN are the legacyExchangeDN on either side.
func (p *person) cloudLegacyDN() string {
	return fmt.Sprintf("/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=%.12s-%s",
		strings.ReplaceAll(p.id("legacy"), "-", ""), p.local)
}

func (p *person) onPremisesLegacyDN() string {
	return fmt.Sprintf("/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=%s%d", p.local, p.number)
}
