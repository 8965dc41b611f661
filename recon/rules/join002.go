package rules

import (
	"fmt"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var brokenLinkedJoin = &recon.Rule{
	ID: "JOIN002", Name: "broken-linked-forest-join", Severity: recon.High,
	Doc: `A mailbox object of a resource forest names a master account that is not there, or not exactly one enabled account.
Synchronization gives a linked mailbox no anchor and no UPN of its own: without its account nothing of it reaches the cloud. It happens when
the account was deleted, disabled, or made anew with another SID.
Not evaluated while the account's domain is not in the snapshot. Mailboxes that were migrated to the cloud keep the SID and are no hit.
Source: Microsoft Learn, default configuration of Entra Connect (account and resource forests).`,
	Needs:   []string{"ad_users.msExchMasterAccountSid", "ad_users.objectSid"},
	Sides:   recon.OnAD,
	Cause:   "an account forest was decommissioned, or its accounts were made anew",
	Applies: func(r recon.Record) bool { return r.All(recon.MasterUnlinked) },
	Check: func(p *recon.Pass) {
		sid := p.AD.MasterAccountSID
		if sid == "" || sid.IsSelf() || p.AD.RecipientTypeDetails.IsRemote() {
			return
		}
		if !p.Org.SIDDomainSeen(sid) {
			p.NotEvaluated("the account forest " + string(sid.Domain()) + " is not in the snapshot")
			return
		}
		all, enabled := p.Org.Accounts(sid)
		if enabled == 1 && all == 1 {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchMasterAccountSid", Have: string(sid)}
		switch {
		case all == 0:
			sure, ok := p.Absent("ad_users")
			if !ok {
				p.NotEvaluated("ad_users is incomplete")
				return
			}
			f.Certainty, f.Evidence = sure, "no account has that SID"
		case enabled == 0:
			f.Evidence = "the account is disabled"
		default:
			f.Evidence = fmt.Sprintf("%d accounts have that SID", all)
		}
		p.Report(f)
	},
}
