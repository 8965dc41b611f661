package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var recipientTypeDrift = &recon.Rule{
	ID: "MBX007", Name: "recipient-type-drift", Severity: recon.Low,
	Doc: `AD and Exchange Online do not agree on what kind of mailbox it is.
A mailbox that was made shared in the cloud alone is turned back into a user's by a later synchronization; without a licence it is then
disconnected, and deleted after 30 days (critical). Every other disagreement is a blemish (low), such as shared mailboxes from before
AD could say shared.
Source: Microsoft KB, shared mailboxes are unexpectedly converted to user mailboxes.`,
	Fixes: []string{"set-recipient-type"},
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "ad_users.msExchRemoteRecipientType", "exo_mailboxes.RecipientTypeDetails"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true, Synced: true,
	Cause: "mailboxes are converted in the cloud only",
	Applies: func(r recon.Record) bool {
		return r.All(recon.RemoteType) && r.Any(recon.UserMailbox|recon.SharedMailbox|recon.ResourceMailbox)
	},
	Screen: func(r recon.Record) bool { return r.All(recon.TypesDiffer) },
	Check: func(p *recon.Pass) {
		r, x := p.Recipient(), p.Mailbox
		want := remoteTypeOf(x)
		if r.RecipientTypeDetails == want {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchRecipientTypeDetails", Have: r.RecipientTypeDetails.String(), Want: want.String(),
			Evidence: "Exchange Online has a " + x.RecipientTypeDetails}
		if x.RecipientTypeDetails == "SharedMailbox" && r.RecipientTypeDetails == directory.RemoteUserMailbox {
			f = sharedDrift(p, f)
		}
		p.Report(f)
	},
}

// sharedDrift rates a mailbox that is shared in the cloud and a user's in AD.
func sharedDrift(p *recon.Pass, f recon.Finding) recon.Finding {
	remote := p.Recipient().RemoteRecipientType
	e := p.LiveEntra()
	switch {
	case e == nil || !p.Org.Has("entra_skus") || !p.Org.HasColumn("entra_users", "assignedLicenses"):
		f.Certainty = recon.Likely
		f.Evidence += "; its licences are not in the snapshot"
	case p.Org.Licences(e).Unclear != "":
		f.Certainty = recon.Likely
		f.Evidence += "; " + p.Org.Licences(e).Unclear
	case p.Org.Licences(e).MailboxPlan > 0:
		f.Evidence += "; it has a licence, which must not be taken away before both sides say shared"
	case remote&directory.Migrated == 0 && remote&directory.RemoteShared != directory.RemoteShared:
		f.Severity = recon.Critical
		f.Evidence += "; it has no licence, so synchronization will turn it back and it will be disconnected"
	}
	return f
}
