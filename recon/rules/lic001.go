package rules

import (
	"strings"
	"time"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var unlicensedUserMailbox = &recon.Rule{
	ID: "LIC001", Name: "unlicensed-user-mailbox", Severity: recon.Critical,
	Doc: `A user mailbox has no licence that gives one.
Access stops at once, and the mailbox is deleted 30 days after the licence went. Either it gets a licence, or it becomes a shared mailbox
on both sides, AD first.
No hit: the mailbox is inactive; a licence changed within a day before the snapshot; the subscription has expired and is in its grace
period. Where a licence is not in entra_skus, or is not assigned without error, nobody can tell (not evaluated).
Source: Microsoft Learn, delete or restore user mailboxes in Exchange Online.`,
	Needs:   []string{"entra_users.assignedLicenses", "entra_skus", "exo_mailboxes.RecipientTypeDetails"},
	Sides:   recon.OnEntra | recon.OnMailbox,
	Cause:   "a licence group was emptied, or a subscription has ended",
	Applies: func(r recon.Record) bool { return r.All(recon.UserMailbox) },
	Screen:  func(r recon.Record) bool { return !r.Any(recon.MailboxLicence) },
	Check: func(p *recon.Pass) {
		e, x := p.LiveEntra(), p.Mailbox
		if x.IsInactiveMailbox == directory.True || licencePending(p, e) {
			return
		}
		licences := p.Org.Licences(e)
		switch {
		case licences.MailboxPlan > 0:
			return
		case licences.Unclear != "":
			p.NotEvaluated("a licence is not in entra_skus")
			return
		case licenceError(e) != "":
			p.NotEvaluated("a licence is not assigned without error")
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "assignedLicenses", Have: strings.Join(licences.SKUs, ", "), Authority: recon.EntraAuthority,
			Evidence: "no licence gives a mailbox"}
		switch {
		case licences.Lapsed:
			f.Evidence = "the subscription of the licence is suspended or deleted"
		case licences.Disabled:
			f.Evidence = "the Exchange plan is switched off inside the licence"
		}
		if gone := lastChange(e); !gone.IsZero() {
			f.Deadline.Time = gone.AddDate(0, 0, purgeDays)
		}
		p.Report(f)
	},
}

// lastChange is when a licence of the user changed last; zero where the snapshot does not say.
func lastChange(e *directory.EntraUser) time.Time {
	var last time.Time
	for _, state := range states(e) {
		if state.LastUpdated.After(last) {
			last = state.LastUpdated.Time
		}
	}
	return last
}
