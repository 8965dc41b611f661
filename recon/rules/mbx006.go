package rules

import (
	"time"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var remoteMailboxWithoutCloudMailbox = &recon.Rule{
	ID: "MBX006", Name: "remote-mailbox-without-cloud-mailbox", Severity: recon.High,
	Doc: `AD says that the mailbox is in Exchange Online, and Exchange Online has none.
Mail to the person is sent to a place that does not exist. Where the person has a licence with a mailbox, or the object is a shared
mailbox, room or equipment, which need none, something went wrong (high); a person without a licence is only waiting for one (info).
No hit: the cloud user is younger than 24 hours, or a licence that comes by group is still pending. It needs complete lists of
mailboxes, of recipients and of soft-deleted mailboxes.
Source: Microsoft KB, delays in provisioning a mailbox in Exchange Online.`,
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "entra_users.assignedLicenses", "entra_skus", "exo_mailboxes", "exo_recipients", "exo_soft_deleted"},
	Sides: recon.OnAD | recon.OnEntra, Exchange: true, Synced: true,
	Cause:   "licences do not reach people, or the list of mailboxes is not complete",
	Applies: func(r recon.Record) bool { return r.All(recon.RemoteType) },
	Screen:  func(r recon.Record) bool { return !r.Mailbox },
	Check: func(p *recon.Pass) {
		if p.Mailbox != nil {
			return
		}
		sure, ok := p.Absent("exo_mailboxes", "exo_recipients", "exo_soft_deleted")
		if !ok {
			p.NotEvaluated("exo_mailboxes, exo_recipients or exo_soft_deleted is incomplete")
			return
		}
		e, r := p.LiveEntra(), p.Recipient()
		if young(p, e) || licencePending(p, e) {
			return
		}
		licences := p.Org.Licences(e)
		needsNone := r.RemoteRecipientType&(directory.RemoteRoom|directory.RemoteEquipment) != 0
		f := recon.Finding{System: directory.AD, Attribute: "msExchRecipientTypeDetails", Have: r.RecipientTypeDetails.String(), Certainty: sure,
			Severity: recon.Info, Evidence: "no licence gives a mailbox"}
		switch {
		case licences.Unclear != "":
			p.NotEvaluated(licences.Unclear)
			return
		case licences.MailboxPlan > 0:
			f.Severity, f.Evidence = recon.High, "a licence gives a mailbox"
		case needsNone:
			f.Severity, f.Evidence = recon.High, "the object needs no licence for its mailbox"
		}
		if user := p.MailUser(); user != nil {
			f.Evidence += "; Exchange Online has a " + user.RecipientTypeDetails
		}
		for _, deleted := range p.Org.SoftDeleted() {
			if !r.MailboxGUID.IsZero() && deleted.ExchangeGUID == r.MailboxGUID {
				f.Evidence += "; its mailbox is soft-deleted or inactive"
				if !deleted.WhenSoftDeleted.IsZero() && deleted.IsInactiveMailbox != directory.True {
					f.Deadline.Time = deleted.WhenSoftDeleted.AddDate(0, 0, purgeDays)
				}
				break
			}
		}
		p.Report(f)
	},
}

// purgeDays is how long a soft-deleted user or mailbox can be restored (Microsoft Learn, restore a deleted user).
const purgeDays = 30

// young says whether a cloud user was made less than a day before the snapshot: provisioning takes that long.
func young(p *recon.Pass, e *directory.EntraUser) bool {
	return !e.CreatedDateTime.IsZero() && !p.Org.Now.IsZero() && p.Org.Now.Sub(e.CreatedDateTime.Time) < 24*time.Hour
}
