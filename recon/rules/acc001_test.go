package rules

import "testing"

func TestDisabledButEnabledInCloud(t *testing.T) {
	disabled := func(w *world) { w.ad(ada)["userAccountControl"] = "514" }
	check(t, disabledButEnabledInCloud, []ruleCase{
		{name: "disabled in AD only", change: disabled, want: []string{"severity=high | certainty=certain | system=entra | object=" + id('e', ada) +
			" | attribute=accountEnabled | have=true | want=false | fix=disable-cloud-account | authority=ad"}},
		{name: "by Get-ADUser's column", change: func(w *world) {
			w.without("ad_users", "userAccountControl")
			w.ad(ada)["Enabled"] = "false"
		}, want: []string{"severity=high"}},
		{name: "when synchronization ran is not known", change: func(w *world) {
			disabled(w)
			delete(w.tables, "entra_organization")
		}, want: []string{"certainty=suspect"}},
		{name: "near miss: the mailbox object of a linked mailbox", change: func(w *world) {
			w.add("ad_users", row{"objectGUID": id('a', 60), "objectSid": "S-1-5-21-9-9-9-60", "msExchMasterAccountSid": w.ad(ada)["objectSid"], "userAccountControl": "514",
				"whenChanged": earlier, "distinguishedName": "CN=Ada,DC=fabrikam,DC=example", "forest": "fabrikam.example"})
		}},
		{name: "near miss: the reverse direction", change: func(w *world) { w.entra(ada)["accountEnabled"] = "false" }},
		{name: "near miss: nobody knows whether the cloud user is enabled", change: func(w *world) {
			disabled(w)
			w.entra(ada)["accountEnabled"] = ""
		}},
		{name: "not evaluated: the account forest is missing", change: func(w *world) {
			disabled(w)
			w.ad(ada)["msExchMasterAccountSid"] = "S-1-5-21-9-9-9-1"
		}, reason: "account forest"},
		{name: "pending", change: func(w *world) {
			disabled(w)
			w.ad(ada)["whenChanged"] = "2026-11-02T05:50:00Z"
		}, pending: 1},
	})
}
