package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var archiveGUIDDiffers = &recon.Rule{
	ID: "MBX004", Name: "archive-guid-differs", Severity: recon.High,
	Doc: `A remote mailbox and its mailbox in Exchange Online name different archives, or only one of them has one.
Two different GUIDs: an old archive may hold mail that nobody sees (high). Only in the cloud: normal after an archive was enabled there,
but moves back fail (low). Only in AD: an archive was announced and never made, or is gone (medium).
No hit: the archive is still being made (ArchiveState HostedPending). A GUID that AD holds is never overwritten or cleared.
Source: Microsoft KB 4053483.`,
	Fixes: []string{"set-archive-guid"},
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "ad_users.msExchArchiveGUID", "exo_mailboxes.ArchiveGuid"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true, Synced: true, OnWeakJoin: true,
	Cause:   "archives are enabled in the cloud instead of by Enable-RemoteMailbox -Archive",
	Applies: func(r recon.Record) bool { return r.All(recon.RemoteType) },
	Screen:  func(r recon.Record) bool { return r.All(recon.ArchivesDiffer) },
	Check: func(p *recon.Pass) {
		r, x := p.Recipient(), p.Mailbox
		if r.ArchiveGUID == x.ArchiveGUID || x.ArchiveState == "HostedPending" {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchArchiveGUID", Have: r.ArchiveGUID.String(), Want: x.ArchiveGUID.String()}
		switch {
		case r.ArchiveGUID.IsZero():
			f.Severity, f.Evidence = recon.Low, "AD knows of no archive"
		case x.ArchiveGUID.IsZero():
			f.Severity, f.Fix, f.Evidence = recon.Medium, recon.NoFix, "Exchange Online has no archive; a GUID in AD is never cleared"
			if x.DisabledArchiveGUID == r.ArchiveGUID {
				f.Evidence += "; it is that of an archive that was disabled and can be enabled again for 30 days"
			}
		default:
			f.Fix, f.Evidence = recon.NoFix, "two different archives: find out which one holds the data; a GUID in AD is never overwritten"
		}
		p.Report(f)
	},
}
