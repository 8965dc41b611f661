package rules

import "testing"

func TestUnlicensedUserMailbox(t *testing.T) {
	without := func(w *world) { w.entra(ada)["assignedLicenses"] = "" }
	check(t, unlicensedUserMailbox, []ruleCase{
		{name: "no licence", change: without, want: []string{"severity=critical | certainty=certain | system=entra | object=" + id('e', ada) + " | attribute=assignedLicenses | have= | deadline= | fix="}},
		{name: "a licence that gives no mailbox, and when it changed", change: func(w *world) {
			w.entra(ada)["assignedLicenses"] = licence(skuNone)
			w.entra(ada)["licenseAssignmentStates"] = `[{"lastUpdatedDateTime":"2026-10-20T00:00:00Z","skuId":"` + skuNone + `","state":"Active"}]`
		}, want: []string{"have=M365_F1 | deadline=2026-11-19T00:00:00Z"}},
		{name: "the plan is switched off", change: func(w *world) { w.entra(ada)["assignedLicenses"] = licence(skuE3, plan2) }, want: []string{"evidence~switched off"}},
		{name: "the subscription is suspended", change: func(w *world) { w.tables["entra_skus"][0]["capabilityStatus"] = "Suspended" },
			want: []string{"identity=ad:" + id('a', ada) + " | evidence~suspended", "identity=ad:" + id('a', bob), "identity=entra:" + id('e', cleo)}},
		{name: "near miss: the grace period", change: func(w *world) { w.tables["entra_skus"][0]["capabilityStatus"] = "Warning" }},
		{name: "near miss: a change within a day", change: func(w *world) {
			without(w)
			w.entra(ada)["licenseAssignmentStates"] = `[{"lastUpdatedDateTime":"2026-11-02T01:00:00Z","skuId":"` + skuE3 + `","state":"Active"}]`
		}},
		{name: "near miss: inactive", change: func(w *world) {
			without(w)
			w.exo(ada)["IsInactiveMailbox"] = "true"
		}},
		{name: "near miss: a shared mailbox", change: func(w *world) {
			without(w)
			w.exo(ada)["RecipientTypeDetails"] = "SharedMailbox"
		}},
		{name: "not evaluated: an unknown licence", change: func(w *world) { w.entra(ada)["assignedLicenses"] = licence("11111111-1111-4111-8111-111111111111") }, reason: "not in entra_skus"},
		{name: "not evaluated: a licence with an error", change: func(w *world) {
			without(w)
			w.entra(ada)["licenseAssignmentStates"] = `[{"error":"CountViolation","skuId":"` + skuE3 + `","state":"Error"}]`
		}, reason: "without error"},
	})
}
