package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var wrongForestUPN = &recon.Rule{
	ID: "UPN003", Name: "upn-of-wrong-forest", Severity: recon.High,
	Doc: `The cloud user has the UPN of the resource forest's object, or of another forest than the policy wants.
People sign in with a name that their own forest does not know. The cause is precedence in the synchronization rules: the forest with the
enabled account must win for the UPN. Nothing is repaired here: the cure is there.
Source: Microsoft Learn, default configuration of Entra Connect (precedence of forests).`,
	Needs: []string{"ad_users.userPrincipalName", "entra_users.userPrincipalName"},
	Sides: recon.OnAD | recon.OnEntra, Synced: true,
	Cause:  "precedence of the forests in the synchronization rules",
	Screen: func(r recon.Record) bool { return r.Any(recon.UPNsDiffer | recon.SuffixUnwanted) },
	Check: func(p *recon.Pass) {
		if why := upnOfWrongForest(p); why != "" {
			p.Report(recon.Finding{System: directory.Entra, Attribute: "userPrincipalName", Have: p.LiveEntra().UserPrincipalName, Want: p.AD.UserPrincipalName,
				Evidence: why + "; the cure is precedence in the synchronization rules"})
		}
	},
}

// upnOfWrongForest says why the cloud's UPN is that of another forest; empty when it is not.
func upnOfWrongForest(p *recon.Pass) string {
	e := p.LiveEntra()
	if p.Linked != nil && p.Linked.UserPrincipalName != "" && strings.EqualFold(e.UserPrincipalName, p.Linked.UserPrincipalName) &&
		!strings.EqualFold(p.Linked.UserPrincipalName, p.AD.UserPrincipalName) {
		return "the UPN is that of the object in " + p.Linked.Forest + ", the account's is " + p.AD.UserPrincipalName
	}
	suffix := recon.DomainOf(e.UserPrincipalName)
	own := false
	other := ""
	for _, rule := range p.Org.Policy.UPNSuffixes {
		if rule.Forest == "" || rule.OU != "" || !strings.EqualFold(rule.Suffix, suffix) {
			continue
		}
		if strings.EqualFold(rule.Forest, p.AD.Forest) {
			own = true
		} else {
			other = rule.Forest
		}
	}
	if other == "" || own || strings.EqualFold(p.WantedSuffix(), suffix) {
		return ""
	}
	return "the policy wants the suffix " + suffix + " for " + other + ", and the account is of " + p.AD.Forest
}
