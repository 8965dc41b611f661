package rules

import (
	"testing"

	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

func TestOnboardingGroupMissing(t *testing.T) {
	const group = "CN=Cloud,OU=Groups,DC=contoso,DC=example"
	wanted := func(w *world) {
		w.policy.OnboardingGroups = []policy.GroupRule{{Group: group, Who: policy.Selectors{{Attribute: "mailNickname", Equals: "ada"}}}}
		w.add("ad_groups", row{"objectGUID": id('d', 1), "distinguishedName": group, "displayName": "Cloud", "member": ""})
	}
	check(t, onboardingGroupMissing, []ruleCase{
		{name: "no member", change: wanted, want: []string{"severity=low | certainty=likely | identity=ad:" + id('a', ada) + " | want=" + group + " | fix=add-group-member"}},
		{name: "near miss: a member", change: func(w *world) {
			wanted(w)
			w.tables["ad_groups"][0]["member"] = "cn=ada,OU=People,DC=contoso,DC=example"
		}},
		{name: "near miss: a member by memberOf", change: func(w *world) {
			wanted(w)
			w.ad(ada)["memberOf"] = group
		}},
		{name: "near miss: nobody wants it", change: func(w *world) {
			wanted(w)
			w.policy.OnboardingGroups[0].Who[0].Equals = "nobody"
		}},
		{name: "not evaluated: the group is not there", change: func(w *world) {
			wanted(w)
			w.tables["ad_groups"][0]["distinguishedName"] = "CN=Other,DC=contoso,DC=example"
		}, reason: "is not in ad_groups"},
		{name: "nothing follows from an incomplete table", change: func(w *world) {
			wanted(w)
			w.parts["ad_groups"] = snapshot.Part{Complete: snapshot.No}
		}, reason: "ad_groups is incomplete"},
		{name: "not evaluated: no policy", change: func(w *world) {
			wanted(w)
			w.policy.OnboardingGroups = nil
		}, reason: "names no onboarding group"},
	})
}
