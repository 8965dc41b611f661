package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var wrongTargetAddress = &recon.Rule{
	ID: "ADR003", Name: "wrong-target-address", Severity: recon.High,
	Doc: `A remote mailbox's targetAddress is empty, or leads to a place that is not its mailbox.
Exchange on-premises delivers to that address: mail loops, bounces, or reaches somebody else.
No hit: it is one of the mailbox's own addresses; its domain is the routing or the initial one, or one that the policy names; the remote
recipient type is not known. The new address is set only after the mailbox has it: address, synchronization, a look, then this.
Source: Microsoft Learn, Set-RemoteMailbox -RemoteRoutingAddress.`,
	Fixes: []string{"set-target-address"},
	Needs: []string{"ad_users.targetAddress", "ad_users.msExchRemoteRecipientType", "exo_accepted_domains"},
	Sides: recon.OnAD, Exchange: true,
	Cause:   "remote mailboxes were stamped by a script that left targetAddress out",
	Applies: func(r recon.Record) bool { return r.All(recon.RemoteType) },
	Screen:  func(r recon.Record) bool { return r.All(recon.OddTarget) },
	Check: func(p *recon.Pass) {
		r := p.Recipient()
		if r.RemoteRecipientType == 0 {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "targetAddress", Have: r.TargetAddress}
		address := directory.ParseAddress(r.TargetAddress)
		domain := recon.DomainOf(address.Value)
		switch {
		case r.TargetAddress == "":
			f.Evidence = "it is empty"
		case address.Type == "":
			f.Evidence = "it has no prefix such as SMTP:"
		case p.Org.Domains.MayRoute(domain):
			return
		case p.Mailbox != nil && p.Mailbox.EmailAddresses.Has(address.Type, address.Value), isMailUsers(p, address):
			return
		default:
			f.Evidence = "it leads to " + domain + ", and is none of the mailbox's addresses"
		}
		if p.Mailbox != nil && !p.Joined(recon.OnAD|recon.OnMailbox) {
			f.Certainty = recon.Suspect
			f.Evidence += "; one address alone says which mailbox is meant"
		}
		if want := routingOf(p); want != "" {
			f.Want = "SMTP:" + want
		} else {
			f.Fix = recon.NoFix
		}
		p.Report(f)
	},
}

func isMailUsers(p *recon.Pass, address directory.Address) bool {
	user := p.MailUser()
	return user != nil && user.EmailAddresses.Has(address.Type, address.Value)
}

// routingOf is the person's remote routing address: the one that the mailbox has, else the alias in the routing domain; empty when
// nobody can say.
func routingOf(p *recon.Pass) string {
	routing := p.Org.Domains.Routing
	if routing == "" {
		return ""
	}
	if p.Mailbox != nil {
		for _, address := range p.Mailbox.EmailAddresses {
			if address.IsSMTP() && directory.Fold(recon.DomainOf(address.Value)) == routing {
				return address.Value
			}
		}
	}
	if alias := p.Recipient().MailNickname; alias != "" && !strings.ContainsAny(alias, " @") {
		return alias + "@" + routing
	}
	return ""
}
