package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var expiredButEnabledInCloud = &recon.Rule{
	ID: "ACC004", Name: "expired-on-premises-enabled-in-cloud", Severity: recon.Medium,
	Doc: `The AD account has expired, and the cloud user can still sign in.
Synchronization does not carry accountExpires: an expired account stays enabled in the cloud until somebody disables it. It is mended in AD,
by disabling the account or moving the date.
Source: Microsoft Learn, password hash synchronization (account expiration).`,
	Needs:   []string{"ad_users.accountExpires", "entra_users.accountEnabled"},
	Sides:   recon.OnAD | recon.OnEntra,
	Cause:   "nobody disables accounts that have expired",
	Applies: func(r recon.Record) bool { return r.All(recon.CloudEnabled | recon.Synchronized) },
	Screen:  func(r recon.Record) bool { return r.All(recon.AccountExpired) },
	Check: func(p *recon.Pass) {
		if p.AD.AccountExpires.IsZero() || p.Org.Now.IsZero() || !p.AD.AccountExpires.Before(p.Org.Now) || p.LiveEntra().AccountEnabled != directory.True || p.AD.Disabled() {
			return
		}
		p.Report(recon.Finding{System: directory.AD, Attribute: "accountExpires", Have: p.AD.AccountExpires.String(), Evidence: "the cloud user is enabled"})
	},
}
