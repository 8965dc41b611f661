package rules

import "testing"

func TestExpiredButEnabledInCloud(t *testing.T) {
	check(t, expiredButEnabledInCloud, []ruleCase{
		{name: "expired", change: func(w *world) { w.ad(ada)["accountExpires"] = earlier }, want: []string{"severity=medium | system=ad | attribute=accountExpires | have=" + earlier + " | fix="}},
		{name: "near miss: expires later", change: func(w *world) { w.ad(ada)["accountExpires"] = "2027-01-01T00:00:00Z" }},
		{name: "near miss: disabled in the cloud", change: func(w *world) {
			w.ad(ada)["accountExpires"] = earlier
			w.entra(ada)["accountEnabled"] = "false"
		}},
		{name: "near miss: disabled in AD, which another rule says", change: func(w *world) {
			w.ad(ada)["accountExpires"] = earlier
			w.ad(ada)["userAccountControl"] = "514"
		}},
		{name: "not evaluated", change: func(w *world) { w.without("ad_users", "accountExpires") }, reason: "accountExpires"},
	})
}
