package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var primarySMTPDiffers = &recon.Rule{
	ID: "ADR004", Name: "primary-smtp-differs", Severity: recon.Medium,
	Doc: `AD and Exchange Online have different primary addresses for the same person.
Replies come from an address that colleagues do not expect, and tools that match by address take the two for different people. Often AD's
value never arrived: its domain is not verified, another object held it, or targetAddress overwrote it. A person decides which one is meant.
AD's is the one SMTP: entry of the object that has the alias; without one, mail. No hit: AD's domain is not verified, because the cloud
replaces such addresses; a targetAddress that is the cloud's primary.
Source: Microsoft KB 4459261.`,
	Needs: []string{"ad_users.proxyAddresses", "exo_mailboxes.PrimarySmtpAddress", "entra_domains"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true, Synced: true,
	Cause:  "a domain was verified later, or an address policy changed on one side",
	Screen: func(r recon.Record) bool { return r.All(recon.PrimariesDiffer) },
	Check: func(p *recon.Pass) {
		r, x := p.Recipient(), p.Mailbox
		if r.MailNickname == "" || synchronized(p) != directory.True {
			return
		}
		have, want := r.ProxyAddresses.Primary(), x.PrimarySMTP()
		attribute := "proxyAddresses"
		if have == "" && len(r.ProxyAddresses.SMTP()) == 0 {
			have, attribute = r.Mail, "mail"
		}
		if have == "" || want == "" || directory.Fold(have) == directory.Fold(want) || !p.Org.Domains.Verified(recon.DomainOf(have)) {
			return
		}
		if target := directory.ParseAddress(r.TargetAddress); strings.EqualFold(target.Value, want) {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: attribute, Have: have, Want: want, Evidence: "Exchange Online has " + want}
		if x.EmailAddresses.Has("SMTP", have) {
			f.Evidence += "; AD's is one of the mailbox's further addresses"
		}
		p.Report(f)
	},
}
