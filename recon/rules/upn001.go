package rules

import (
	"regexp"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var wrongUPNSuffix = &recon.Rule{
	ID: "UPN001", Name: "wrong-upn-suffix", Severity: recon.Medium,
	Doc: `AD's UPN is in a verified domain, and the cloud's is in another one or in the initial domain.
People cannot sign in with the name they know. The cloud recalculates a UPN only when AD's changes or a domain is verified, so it stays wrong
for good: AD is right already, and the cloud's value is what must be set.
Certain where the cloud knows AD's UPN. No hit: people sign in with their mail address (alternate login ID); the UPN is quarantined because
of a conflict, which sync-or-provisioning-error says; upn-of-wrong-forest fires.
Source: Microsoft Learn, Entra UserPrincipalName population.`,
	Fixes: []string{"set-cloud-upn"},
	Needs: []string{"ad_users.userPrincipalName", "entra_users.userPrincipalName", "entra_users.onPremisesSyncEnabled", "entra_domains"},
	Sides: recon.OnAD | recon.OnEntra, Synced: true,
	Cause:   "the domain was verified after the users were synchronized, or synchronizeUpnForManagedUsers is off",
	Applies: func(r recon.Record) bool { return r.All(recon.Synchronized) && !r.Any(recon.SuffixUnverified) },
	Screen:  func(r recon.Record) bool { return r.All(recon.UPNsDiffer) },
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		want, have := recon.DomainOf(p.AD.UserPrincipalName), recon.DomainOf(e.UserPrincipalName)
		if want == "" || strings.EqualFold(want, have) || !p.Org.Domains.Verified(want) || p.AD.Mail != "" && strings.EqualFold(e.UserPrincipalName, p.AD.Mail) ||
			isQuarantined(p, e) || upnOfWrongForest(p) != "" {
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "userPrincipalName", Have: e.UserPrincipalName, Want: p.AD.UserPrincipalName, Authority: recon.ADAuthority,
			Evidence: "AD is right already"}
		if !strings.EqualFold(e.OnPremisesUserPrincipalName, p.AD.UserPrincipalName) {
			f.Certainty = recon.Likely
			f.Evidence += "; the cloud does not know AD's UPN yet"
		}
		if p.Org.Domains.Federated(want) || p.Org.Domains.Federated(have) {
			f.Fix = recon.NoFix
			f.Evidence += "; a federated domain is involved, so a person must change it step by step"
		}
		p.Report(f)
	},
}

var quarantinedUPN = regexp.MustCompile(`^.+\d{4}@`)

// isQuarantined says whether a UPN is one that the cloud made because the wanted one was taken: four digits before the initial domain,
// and a conflict in the user's errors (Microsoft Learn, duplicate attribute resiliency).
func isQuarantined(p *recon.Pass, e *directory.EntraUser) bool {
	return p.Org.Domains.Initial != "" && strings.EqualFold(recon.DomainOf(e.UserPrincipalName), p.Org.Domains.Initial) &&
		quarantinedUPN.MatchString(e.UserPrincipalName) && strings.Contains(e.OnPremisesProvisioningErrors, "PropertyConflict")
}
