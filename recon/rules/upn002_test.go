package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestUnverifiedUPNSuffix(t *testing.T) {
	internal := func(w *world) { w.ad(ada)["userPrincipalName"] = "ada@ad.contoso.local" }
	check(t, unverifiedUPNSuffix, []ruleCase{
		{name: "the policy wants a suffix", change: func(w *world) {
			internal(w)
			w.policy.UPNSuffixes = []policy.SuffixRule{{Suffix: "contoso.example"}}
		}, want: []string{"severity=medium | system=ad | object=" + id('a', ada) + " | have=ada@ad.contoso.local | want=ada@contoso.example | fix=set-upn-suffix"}},
		{name: "the policy does not say", change: internal, want: []string{"want= | fix= | evidence~the policy does not say"}},
		{name: "near miss: a service account", change: func(w *world) {
			internal(w)
			w.policy.ServiceAccounts = policy.Selectors{{People: []string{"ada"}}}
		}},
		{name: "near miss: alternate login ID", change: func(w *world) {
			internal(w)
			w.policy.AlternateLoginID = "mail"
		}},
		{name: "near miss: disabled", change: func(w *world) {
			internal(w)
			w.ad(ada)["userAccountControl"] = "514"
		}},
		{name: "near miss: nobody in the cloud", change: func(w *world) {
			w.ad(sven)["userPrincipalName"] = "sven@ad.contoso.local"
			w.drop("entra_users", sven)
		}},
		{name: "not evaluated", change: func(w *world) { delete(w.tables, "entra_domains") }, reason: "entra_domains"},
	})
}
