package rules

import (
	"fmt"
	"strconv"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var sharedOverLicence = &recon.Rule{
	ID: "LIC002", Name: "shared-mailbox-over-its-licence", Severity: recon.Medium,
	Doc: `A shared mailbox without a licence has what only a licence allows: an archive, a hold, or more than 50 GB.
Microsoft may stop the archive or the growth at any time, and a hold without a licence is not supported.
No hit: Exchange Online Plan 2 is assigned, or Plan 1 with an archive add-on.
Source: Microsoft Learn, Exchange Online limits and shared mailboxes.`,
	Needs:   []string{"exo_mailboxes.RecipientTypeDetails", "entra_users.assignedLicenses", "entra_skus"},
	Sides:   recon.OnEntra | recon.OnMailbox,
	Cause:   "licences were taken from shared mailboxes all at once",
	Applies: func(r recon.Record) bool { return r.All(recon.SharedMailbox) },
	Screen:  func(r recon.Record) bool { return r.Any(recon.OnHold | recon.ArchiveActive | recon.LargeMailbox) },
	Check: func(p *recon.Pass) {
		x := p.Mailbox
		licences := p.Org.Licences(p.LiveEntra())
		if licences.MailboxPlan == 2 || licences.MailboxPlan == 1 && licences.Archive {
			return
		}
		f := recon.Finding{System: directory.EXO, Authority: recon.EXOAuthority}
		size, err := strconv.ParseInt(x.TotalItemSize, 10, 64)
		switch {
		case x.LitigationHoldEnabled == directory.True:
			f.Attribute, f.Have, f.Evidence = "LitigationHoldEnabled", "true", "a litigation hold"
		case x.ArchiveStatus == "Active" || !x.ArchiveGUID.IsZero():
			f.Attribute, f.Have, f.Evidence = "ArchiveGuid", x.ArchiveGUID.String(), "an archive"
		case err == nil && size > recon.LicenceFreeSize:
			f.Attribute, f.Have, f.Evidence = "TotalItemSize", x.TotalItemSize, fmt.Sprintf("%d GB", size>>30)
		default:
			return
		}
		if licences.Unclear != "" {
			p.NotEvaluated("a licence is not in entra_skus")
			return
		}
		f.Evidence += ", and no licence that allows it"
		p.Report(f)
	},
}
