package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var missingRoutingAddress = &recon.Rule{
	ID: "ADR002", Name: "missing-routing-address", Severity: recon.Low,
	Doc: `A mailbox has no address in the routing domain, on either side.
Mail that Exchange on-premises sends on to the cloud finds no such recipient, and moves fail with "the target mailbox doesn't have an SMTP
proxy matching the routing domain". High while there are mailboxes on-premises, otherwise low.
Needs exactly one routing domain, of the tenant or by policy. No hit: AD has the address already and synchronization has not carried it; a
cloud user whom AD does not master; the cloud manages the addresses.
Source: Microsoft, migration errors of hybrid moves (techcommunity 1675064).`,
	Fixes: []string{"add-routing-address"},
	Needs: []string{"ad_users.proxyAddresses", "exo_accepted_domains"},
	Sides: recon.OnAD, Exchange: true, Synced: true,
	Cause: "the e-mail address policy does not add the routing address",
	Applies: func(r recon.Record) bool {
		return r.Any(recon.RemoteType|recon.OnPremisesType) && r.All(recon.Synchronized)
	},
	Screen: func(r recon.Record) bool {
		return r.All(recon.NoRoutingInAD) && (!r.Mailbox || r.All(recon.NoRoutingInCloud))
	},
	Check: func(p *recon.Pass) {
		routing := p.Org.Domains.Routing
		if routing == "" {
			p.NotEvaluated("the tenant has no single routing domain, and the policy names none")
			return
		}
		r := p.Recipient()
		var cloud directory.Addresses
		where := ""
		switch user := p.MailUser(); {
		case p.Joined(recon.OnAD|recon.OnMailbox) && p.Org.HasColumn("exo_mailboxes", "EmailAddresses"):
			cloud, where = p.Mailbox.EmailAddresses, "the mailbox"
		case user != nil:
			cloud, where = user.EmailAddresses, "the "+user.RecipientTypeDetails
		default:
			return
		}
		if hasAddressIn(r.ProxyAddresses, routing) || hasAddressIn(cloud, routing) {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "proxyAddresses", Evidence: "neither AD nor " + where + " has an address in " + routing}
		if p.Org.OnPremisesMailboxes > 0 {
			f.Severity = recon.High
			f.Evidence += ", and mailboxes are on-premises"
		}
		if alias := r.MailNickname; alias != "" {
			f.Want = "smtp:" + alias + "@" + routing
		}
		p.Report(f)
	},
}

// hasAddressIn says whether one of the SMTP addresses is in a domain, which is folded.
func hasAddressIn(addresses directory.Addresses, domain string) bool {
	for _, address := range addresses {
		if address.IsSMTP() && directory.Fold(recon.DomainOf(address.Value)) == domain {
			return true
		}
	}
	return false
}
