package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var unacceptedDomain = &recon.Rule{
	ID: "ADR005", Name: "unaccepted-domain", Severity: recon.Info,
	Doc: `A mailbox holds an address in a domain that Exchange Online does not accept mail for.
On-premises such an address does no harm; it is dropped on its way to the cloud, and a move of the mailbox fails because of it. Medium where
it is the primary address, or a move is open. Subdomains of an accepted domain count where it accepts them.
Source: Microsoft, "You can't use the domain because it's not an accepted domain" (techcommunity 1675064).`,
	Needs: []string{"ad_users.proxyAddresses", "exo_accepted_domains"},
	Sides: recon.OnAD, Exchange: true,
	Cause:   "an internal domain is part of the e-mail address policy",
	Applies: func(r recon.Record) bool { return r.Any(recon.RemoteType | recon.OnPremisesType) },
	Screen:  func(r recon.Record) bool { return r.All(recon.UnacceptedAddress) },
	Check: func(p *recon.Pass) {
		for _, address := range p.Recipient().ProxyAddresses {
			if !address.IsSMTP() || p.Org.Domains.Accepted(recon.DomainOf(address.Value)) {
				continue
			}
			f := recon.Finding{System: directory.AD, Attribute: "proxyAddresses", Have: address.String(), Evidence: recon.DomainOf(address.Value) + " is no accepted domain"}
			if address.Primary {
				f.Severity = recon.Medium
				f.Evidence += ", and it is the primary address"
			} else if p.MoveOpen() {
				f.Severity = recon.Medium
				f.Evidence += ", and a move is open"
			}
			p.Report(f)
		}
	},
}
