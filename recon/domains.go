package recon

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// Domains are the tenant's domains, as Entra ID and Exchange Online list them. Names are folded.
type Domains struct {
	// Initial is the domain that the tenant was made with, such as contoso.onmicrosoft.com; empty when it is not known.
	Initial string
	// Routing is the domain by which mail reaches Exchange Online, such as contoso.mail.onmicrosoft.com; empty when there is
	// none, several, or no table that tells.
	Routing string

	hasVerified, hasAccepted bool
	classes                  map[string]domainClass
	parents                  []string // accepted domains that accept their subdomains too
}

type domainClass uint8

const (
	verifiedDomain domainClass = 1 << iota
	federatedDomain
	acceptedDomain
	cloudDomain // the routing or the initial domain: a targetAddress may lead there
	tolerated   // the policy says that a targetAddress may lead there
)

// coexistence are the endings of the domains that the hybrid configuration wizard routes mail with (worldwide, US government,
// and the cloud that 21Vianet operates).
var coexistence = []string{".mail.onmicrosoft.com", ".mail.onmicrosoft.us", ".mail.partner.onmschina.cn"}

func newDomains(entra []directory.EntraDomain, accepted []directory.AcceptedDomain, routing string, targets []string) Domains {
	d := Domains{hasVerified: len(entra) > 0, hasAccepted: len(accepted) > 0, classes: map[string]domainClass{}}
	candidates := map[string]bool{}
	note := func(name string, class domainClass, coexists bool) string {
		name = directory.Fold(name)
		d.classes[name] |= class
		if coexists || slices.ContainsFunc(coexistence, func(end string) bool { return strings.HasSuffix(name, end) }) {
			candidates[name] = true
		}
		return name
	}
	for _, domain := range entra {
		if domain.IsVerified == directory.False {
			continue
		}
		class := verifiedDomain
		if strings.EqualFold(domain.AuthenticationType, "Federated") {
			class |= federatedDomain
		}
		name := note(domain.ID, class, false)
		if domain.IsInitial == directory.True {
			d.Initial = name
		}
	}
	for _, domain := range accepted {
		name := note(domain.DomainName, acceptedDomain, domain.IsCoexistenceDomain == directory.True)
		if domain.MatchSubDomains == directory.True {
			d.parents = append(d.parents, name)
		}
		if domain.InitialDomain == directory.True && d.Initial == "" {
			d.Initial = name
		}
	}
	if routing != "" {
		d.Routing = directory.Fold(routing)
	} else if len(candidates) == 1 {
		d.Routing = slices.Collect(maps.Keys(candidates))[0]
	}
	for _, name := range []string{d.Routing, d.Initial} {
		if name != "" {
			d.classes[name] |= cloudDomain
		}
	}
	for _, name := range targets {
		d.classes[directory.Fold(name)] |= tolerated
	}
	return d
}

// Verified says whether a domain is a verified one of the tenant. False for all where entra_domains is not in the snapshot.
func (d *Domains) Verified(domain string) bool { return d.class(domain)&verifiedDomain != 0 }

// Federated says whether sign-in to a verified domain happens elsewhere.
func (d *Domains) Federated(domain string) bool { return d.class(domain)&federatedDomain != 0 }

// Accepted says whether Exchange Online accepts mail for a domain, itself or through a parent that accepts its subdomains.
func (d *Domains) Accepted(domain string) bool { return d.class(domain)&acceptedDomain != 0 }

// MayRoute says whether a targetAddress may lead to a domain: the routing and the initial one, and what the policy adds.
func (d *Domains) MayRoute(domain string) bool { return d.class(domain)&(cloudDomain|tolerated) != 0 }

func (d *Domains) class(domain string) domainClass { return d.classOf(directory.Fold(domain)) }

func (d *Domains) classOf(folded string) domainClass {
	class, ok := d.classes[folded]
	if !ok || class&acceptedDomain == 0 {
		for _, parent := range d.parents {
			if strings.HasSuffix(folded, "."+parent) {
				class |= acceptedDomain
			}
		}
	}
	return class
}

// DomainOf is the part of an address or UPN behind its last @; empty where there is none.
func DomainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return address[at+1:]
}

// domainCache remembers the classes of the domains seen last, for one reducer: nearly all addresses are in a few domains.
type domainCache struct {
	domains *Domains
	seen    [8]cachedDomain
}

type cachedDomain struct {
	name  []byte
	class domainClass
}

// classOf is the class of the domain of an address; 0 where it has no @.
func (c *domainCache) classOf(address []byte) domainClass {
	at := bytes.LastIndexByte(address, '@')
	if at < 0 {
		return 0
	}
	name := address[at+1:]
	slot := &c.seen[len(name)%len(c.seen)]
	if !bytes.Equal(slot.name, name) {
		slot.name = append(slot.name[:0], name...)
		slot.class = c.domains.classOf(directory.Fold(string(name)))
	}
	return slot.class
}
