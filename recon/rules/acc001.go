package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var disabledButEnabledInCloud = &recon.Rule{
	ID: "ACC001", Name: "disabled-on-premises-enabled-in-cloud", Severity: recon.High,
	Doc: `The AD account is disabled, and the cloud user can still sign in.
Somebody who should have no access has it. AD's state did not arrive: find the synchronization error first, because it keeps back more than
this. Only suspected while it is not known when synchronization ran last.
The account counts, never the mailbox object of a linked mailbox, which is always disabled. Not evaluated while the account forest is
not in the snapshot. The reverse, enabled in AD and disabled in the cloud, is no hit.
Source: Microsoft Learn, accountEnabled in Entra Connect.`,
	Fixes: []string{"disable-cloud-account"},
	Needs: []string{"entra_users.accountEnabled", "entra_users.onPremisesSyncEnabled"},
	Sides: recon.OnAD | recon.OnEntra, Synced: true,
	Cause:   "synchronization does not carry account states, or does not run",
	Applies: func(r recon.Record) bool { return r.All(recon.Synchronized) },
	Screen:  func(r recon.Record) bool { return r.All(recon.AccountDisabled | recon.CloudEnabled) },
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		if !p.AD.Disabled() || e.AccountEnabled != directory.True {
			return
		}
		if p.Record.Any(recon.MasterUnlinked) {
			p.NotEvaluated("the account forest of a linked mailbox is not in the snapshot")
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "accountEnabled", Have: "true", Want: "false", Evidence: "the AD account is disabled"}
		if p.Org.LastSync.IsZero() {
			f.Certainty = recon.Suspect
			f.Evidence += "; when synchronization ran last is not in the snapshot"
		}
		p.Report(f)
	},
}
