package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var leaverForwarding = &recon.Rule{
	ID: "ACC003", Name: "leaver-forwarding", Severity: recon.High,
	Doc: `A leaver's mailbox forwards mail.
Forwarding out of the organisation takes its mail along (high); inside it is usually meant, and forgotten (low). Where both a recipient
and an address are set, only the recipient acts.
Ending it is a person's decision; the values stay in the transcript.
Source: Microsoft Learn, configure email forwarding.`,
	Fixes:   []string{"clear-forwarding"},
	Needs:   []string{"exo_mailboxes.ForwardingSmtpAddress"},
	Policy:  needsLeavers,
	Sides:   recon.OnMailbox,
	Applies: func(r recon.Record) bool { return r.All(recon.Leaver) },
	Screen:  func(r recon.Record) bool { return r.All(recon.Forwarding) },
	Check: func(p *recon.Pass) {
		x := p.Mailbox
		f := recon.Finding{System: directory.EXO, Authority: recon.EXOAuthority}
		switch {
		case x.ForwardingAddress != "":
			f.Severity, f.Attribute, f.Have, f.Evidence = recon.Low, "ForwardingAddress", x.ForwardingAddress, "forwarded to a recipient of the organisation"
			if x.ForwardingSMTPAddress != "" {
				f.Evidence += "; ForwardingSmtpAddress " + x.ForwardingSMTPAddress + " is set too and does not act"
			}
		case x.ForwardingSMTPAddress != "":
			f.Attribute, f.Have = "ForwardingSmtpAddress", x.ForwardingSMTPAddress
			domain := recon.DomainOf(x.ForwardingSMTPAddress)
			f.Evidence = "forwarded to " + domain
			if isInside(p, domain) {
				f.Severity = recon.Low
				f.Evidence += ", which is inside"
			} else {
				f.Evidence += ", which is outside"
			}
		default:
			return
		}
		p.Report(f)
	},
}

// isInside says whether a domain is the organisation's own: accepted, verified, or named by the policy.
func isInside(p *recon.Pass, domain string) bool {
	if p.Org.Domains.Accepted(domain) || p.Org.Domains.Verified(domain) {
		return true
	}
	for _, own := range p.Org.Policy.ForwardingDomains {
		if strings.EqualFold(own, domain) {
			return true
		}
	}
	return false
}
