package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
)

var missingRemoteMailbox = &recon.Rule{
	ID: "MBX001", Name: "missing-remote-mailbox", Severity: recon.High,
	Doc: `A mailbox in Exchange Online belongs to a synchronized account that Exchange on-premises knows nothing of.
Mail from on-premises to that person bounces (5.1.10, 5.1.1), the address list on-premises lacks them, and the mailbox cannot be
managed where its attributes are mastered. It happens when a licence is assigned before Enable-RemoteMailbox has run.
No hit: there is no Exchange on-premises, says the policy, or the snapshot has no Exchange attributes (both: not evaluated); the cloud
manages the mailbox's Exchange attributes; the account has a database on-premises. Where nobody can tell whether the mailbox is
synchronized it is only suspected.
Source: Microsoft KB, a user cannot access a mailbox in a hybrid deployment.`,
	Fixes: []string{"enable-remote-mailbox"},
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "exo_mailboxes.RecipientTypeDetails"},
	Policy: func(p *policy.Policy) string {
		if p.ExchangeOnPremises == policy.No {
			return "the policy says that there is no Exchange on-premises"
		}
		return ""
	},
	Cause: "licences are assigned before Enable-RemoteMailbox has run, or Exchange on-premises is gone: then say so in the policy",
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true, Synced: true, OnWeakJoin: true,
	Applies: func(r recon.Record) bool {
		return r.Any(recon.UserMailbox | recon.SharedMailbox | recon.ResourceMailbox)
	},
	Screen: func(r recon.Record) bool { return r.Any(recon.NoMailboxType) && !r.Any(recon.InDatabase) },
	Check: func(p *recon.Pass) {
		r := p.Recipient()
		if details := r.RecipientTypeDetails; details != 0 && details != directory.MailUser || r.HomeMDB != "" {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchRecipientTypeDetails", Have: r.RecipientTypeDetails.String(),
			Want: remoteTypeOf(p.Mailbox).String(), Evidence: "Exchange Online has a " + p.Mailbox.RecipientTypeDetails}
		switch synchronized(p) {
		case directory.False:
			return
		case directory.Unset:
			f.Certainty = recon.Suspect
			f.Evidence += "; whether it is synchronized is not in the snapshot"
		}
		p.Report(f)
	},
}
