package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var licensedWithoutMailbox = &recon.Rule{
	ID: "MBX011", Name: "licensed-without-mailbox", Severity: recon.High,
	Doc: `An enabled person has a licence that gives a mailbox, for more than a day, and there is none.
The evidence names the cause where the snapshot shows one: an AD object that carries a mailbox GUID makes Exchange Online believe that the
mailbox is on-premises; a guest or mail user stands in its place; the licence is not assigned without error.
No hit: remote-mailbox-without-cloud-mailbox says it; the mailbox is on-premises; the Exchange plan is switched off inside the licence;
the user or the licence is younger than a day.
Source: Microsoft KB 3124148; the Exchange team's notes on previous mailbox information.`,
	Needs:   []string{"entra_users.assignedLicenses", "entra_users.accountEnabled", "entra_skus", "exo_mailboxes"},
	Sides:   recon.OnEntra,
	Cause:   "mailbox GUIDs of on-premises mailboxes were synchronized for people who should have theirs in the cloud",
	Applies: func(r recon.Record) bool { return r.All(recon.MailboxLicence | recon.CloudEnabled) },
	Screen:  func(r recon.Record) bool { return !r.Mailbox && !r.Any(recon.RemoteType) },
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		licences := p.Org.Licences(e)
		if p.Mailbox != nil || e.AccountEnabled != directory.True || licences.MailboxPlan == 0 || young(p, e) || licencePending(p, e) {
			return
		}
		r := p.Recipient()
		if !p.Joined(recon.OnAD | recon.OnEntra) {
			r = nil
		}
		if r != nil && (r.RecipientTypeDetails.IsRemote() || r.RecipientTypeDetails.IsOnPremisesMailbox()) {
			return
		}
		sure, ok := p.Absent("exo_mailboxes")
		if !ok {
			p.NotEvaluated("exo_mailboxes is incomplete")
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "assignedLicenses", Certainty: sure}
		switch user := p.MailUser(); {
		case r != nil && !r.MailboxGUID.IsZero():
			f.Evidence = "AD has a mailbox GUID, so Exchange Online believes that the mailbox is on-premises"
		case user != nil:
			f.Evidence = "Exchange Online has a " + user.RecipientTypeDetails + " in its place"
		case licenceError(e) != "":
			f.Evidence = "the licence is not assigned without error: " + licenceError(e)
		default:
			f.Evidence = "the snapshot shows no cause; previous mailbox information in Exchange Online may be in the way"
		}
		p.Report(f)
	},
}
