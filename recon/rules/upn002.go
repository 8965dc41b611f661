package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var unverifiedUPNSuffix = &recon.Rule{
	ID: "UPN002", Name: "unverified-upn-suffix", Severity: recon.Medium,
	Doc: `The account's UPN is in a domain that the tenant has not verified.
The cloud replaces the suffix by the initial domain, so people sign in with a name they do not know. The wanted suffix is a choice: the policy
names it for each forest or organisational unit, and only then there is an answer.
No hit: disabled accounts, service accounts, people who sign in with another attribute (alternate login ID), accounts with neither a
synchronized user nor a mailbox.
Source: Microsoft Learn, Entra UserPrincipalName population.`,
	Fixes: []string{"set-upn-suffix"},
	Needs: []string{"ad_users.userPrincipalName", "entra_domains"},
	Sides: recon.OnAD,
	Cause: "the domain was never verified in the tenant, or the forest has no routable UPN suffix",
	Applies: func(r recon.Record) bool {
		return !r.Any(recon.ServiceAccount|recon.AccountDisabled) && (r.Entra && r.All(recon.Synchronized) || r.Mailbox)
	},
	Screen: func(r recon.Record) bool { return r.All(recon.SuffixUnverified) },
	Check: func(p *recon.Pass) {
		domain := recon.DomainOf(p.AD.UserPrincipalName)
		if domain == "" || p.Org.Domains.Verified(domain) || p.Org.Policy.AlternateLoginID != "" {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "userPrincipalName", Have: p.AD.UserPrincipalName, Evidence: domain + " is no verified domain of the tenant"}
		if suffix := p.WantedSuffix(); suffix != "" {
			f.Want = localPart(p.AD.UserPrincipalName) + "@" + suffix
		} else {
			f.Fix = recon.NoFix
			f.Evidence += "; the policy does not say which suffix is wanted"
		}
		p.Report(f)
	},
}
