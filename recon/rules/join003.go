package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var deletedInCloud = &recon.Rule{
	ID: "JOIN003", Name: "deleted-in-cloud-alive-on-premises", Severity: recon.Critical,
	Doc: `An enabled AD account's cloud user is soft-deleted.
30 days after the deletion the user is gone for good, with mailbox and files. It happens when the account left the scope of
synchronization, or somebody deleted the cloud user.
No hit: leavers, and accounts that the policy says are not synchronized on purpose.
Source: Microsoft Learn, restore or remove a recently deleted user.`,
	Fixes:   []string{"restore-cloud-user"},
	Needs:   []string{"entra_deleted_users", "entra_users"},
	Sides:   recon.OnAD,
	Cause:   "an organisational unit left the scope of synchronization",
	Applies: func(r recon.Record) bool { return !r.Any(recon.Leaver | recon.OutOfScope) },
	Screen:  func(r recon.Record) bool { return r.Situation == recon.Missing && !r.Any(recon.AccountDisabled) },
	Check: func(p *recon.Pass) {
		if p.Situation != recon.Missing || p.AD.Disabled() {
			return
		}
		sure, ok := p.Absent("entra_users")
		if !ok {
			p.NotEvaluated("entra_users is incomplete")
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "deletedDateTime", Have: p.Entra.DeletedDateTime.String(), Certainty: sure, Authority: recon.EntraAuthority,
			Evidence: "the AD account is enabled"}
		if !p.Entra.DeletedDateTime.IsZero() {
			f.Deadline.Time = p.Entra.DeletedDateTime.AddDate(0, 0, purgeDays)
			if !p.Org.Now.IsZero() && f.Deadline.Before(p.Org.Now) {
				f.Evidence += "; the 30 days are over"
			}
		}
		p.Report(f)
	},
}
