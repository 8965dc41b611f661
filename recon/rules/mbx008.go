package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var leftoverHomeMDB = &recon.Rule{
	ID: "MBX008", Name: "leftover-homemdb", Severity: recon.Medium,
	Doc: `A remote mailbox still names a database or server on-premises.
Moves out of Exchange Online fail, and tools take the mailbox for one on-premises. It is what an interrupted move leaves behind.
No hit: a move is open. Cleared only where the mailbox in Exchange Online holds the GUID that AD has.
Source: Microsoft KB, offboarding a mailbox fails because of homeMDB and homeMTA.`,
	Fixes: []string{"clear-leftover-homemdb"},
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "ad_users.homeMDB"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true,
	Cause:   "a migration tool left the attributes behind",
	Applies: func(r recon.Record) bool { return r.All(recon.RemoteType) },
	Screen: func(r recon.Record) bool {
		return r.All(recon.DatabaseLeftovers) && !r.Any(recon.MoveInAD|recon.MoveInCloud)
	},
	Check: func(p *recon.Pass) {
		r := p.Recipient()
		var left []string
		have, attribute := "", ""
		for _, one := range []struct{ name, value string }{{"homeMDB", r.HomeMDB}, {"homeMTA", r.HomeMTA}, {"msExchHomeServerName", r.HomeServerName}} {
			if one.value != "" {
				left = append(left, one.name)
				if attribute == "" {
					attribute, have = one.name, one.value
				}
			}
		}
		if attribute == "" || p.MoveOpen() {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: attribute, Have: have, Evidence: "left: " + strings.Join(left, ", ")}
		if r.MailboxGUID.IsZero() || r.MailboxGUID != p.Mailbox.ExchangeGUID {
			f.Fix = recon.NoFix
			f.Evidence += "; the mailbox in Exchange Online does not hold the GUID that AD has, so the database may be where the mail is"
		}
		p.Report(f)
	},
}
