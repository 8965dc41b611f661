package rules

import (
	"fmt"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
)

var leaverLicensed = &recon.Rule{
	ID: "ACC002", Name: "leaver-still-licensed", Severity: recon.Low,
	Doc: `A person whom the policy calls a leaver still has licences and a user mailbox.
The seats cost money. Nothing is proposed by itself: remove-licence is a person's choice, after the mailbox is shared on both sides, and
cannot be undone after 30 days.
No hit: a hold of any kind keeps the mailbox; people on legal or parental leave, by policy.`,
	Fixes:   []string{"remove-licence"},
	Needs:   []string{"entra_users.assignedLicenses", "entra_skus", "exo_mailboxes.RecipientTypeDetails"},
	Policy:  needsLeavers,
	Sides:   recon.OnEntra | recon.OnMailbox,
	Applies: func(r recon.Record) bool { return r.All(recon.Leaver) },
	Screen:  func(r recon.Record) bool { return r.All(recon.AnyLicence|recon.UserMailbox) && !r.Any(recon.OnHold) },
	Check: func(p *recon.Pass) {
		e, x := p.LiveEntra(), p.Mailbox
		licences := p.Org.Licences(e)
		if len(licences.SKUs) == 0 || x.RecipientTypeDetails != "UserMailbox" || x.LitigationHoldEnabled == directory.True || holdsMailbox(x.InPlaceHolds) {
			return
		}
		p.Report(recon.Finding{System: directory.Entra, Attribute: "assignedLicenses", Have: strings.Join(licences.SKUs, ", "), Fix: recon.NoFix, Authority: recon.EntraAuthority,
			Evidence: seats(len(licences.SKUs))})
	},
}

func seats(n int) string {
	if n == 1 {
		return "1 seat"
	}
	return fmt.Sprintf("%d seats", n)
}

// needsLeavers says that a rule is about leavers.
func needsLeavers(p *policy.Policy) string {
	if len(p.Leavers) == 0 {
		return "the policy does not say who is a leaver"
	}
	return ""
}
