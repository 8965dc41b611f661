package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
)

var onboardingGroupMissing = &recon.Rule{
	ID: "GRP002", Name: "onboarding-group-missing", Severity: recon.Low,
	Doc: `Somebody whom the policy wants in a group is no member of it.
Onboarding groups carry licences and policies: without the membership the person waits for both. Direct members count; the list of groups
must be complete.`,
	Fixes: []string{"add-group-member"},
	Needs: []string{"ad_groups.member", "ad_users.distinguishedName"},
	Policy: func(p *policy.Policy) string {
		if len(p.OnboardingGroups) == 0 {
			return "the policy names no onboarding group"
		}
		return ""
	},
	Sides:  recon.OnAD,
	Cause:  "the job that adds members does not run",
	Screen: func(r recon.Record) bool { return r.All(recon.GroupMissing) },
	Check: func(p *recon.Pass) {
		if !p.Record.Any(recon.GroupMissing) {
			return
		}
		sure, ok := p.Absent("ad_groups")
		if !ok {
			p.NotEvaluated("ad_groups is incomplete")
			return
		}
		for _, name := range p.MissingGroups() {
			if p.Org.Group(name) == nil {
				p.NotEvaluated("the group " + name + " is not in ad_groups")
				continue
			}
			p.Report(recon.Finding{System: directory.AD, Attribute: "memberOf", Want: name, Certainty: sure, Evidence: "the policy wants the membership"})
		}
	},
}
