package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestUPNOfWrongForest(t *testing.T) {
	linked := func(w *world) {
		w.add("ad_users", row{"objectGUID": id('a', 60), "objectSid": "S-1-5-21-9-9-9-60", "msExchMasterAccountSid": w.ad(ada)["objectSid"], "userPrincipalName": "ada@fabrikam.example",
			"userAccountControl": "514", "whenChanged": earlier, "distinguishedName": "CN=Ada,DC=fabrikam,DC=example", "forest": "fabrikam.example"})
	}
	check(t, wrongForestUPN, []ruleCase{
		{name: "the resource object's UPN", change: func(w *world) {
			linked(w)
			w.entra(ada)["userPrincipalName"] = "ada@fabrikam.example"
		}, want: []string{"severity=high | system=entra | have=ada@fabrikam.example | want=ada@contoso.example | fix= | evidence~fabrikam.example"}},
		{name: "a suffix that the policy wants elsewhere", change: func(w *world) {
			w.entra(ada)["userPrincipalName"] = "ada@fabrikam.example"
			w.policy.UPNSuffixes = []policy.SuffixRule{{Forest: "fabrikam.example", Suffix: "fabrikam.example"}}
		}, want: []string{"evidence~for fabrikam.example"}},
		{name: "AD has it too", change: func(w *world) {
			w.entra(ada)["userPrincipalName"], w.ad(ada)["userPrincipalName"] = "ada@fabrikam.example", "ada@fabrikam.example"
			w.policy.UPNSuffixes = []policy.SuffixRule{{Forest: "fabrikam.example", Suffix: "fabrikam.example"}}
		}, want: []string{"evidence~for fabrikam.example"}},
		{name: "near miss: the account's own UPN", change: linked},
		{name: "near miss: the suffix is wanted here too", change: func(w *world) {
			w.entra(ada)["userPrincipalName"] = "ada@fabrikam.example"
			w.policy.UPNSuffixes = []policy.SuffixRule{{Forest: "fabrikam.example", Suffix: "fabrikam.example"}, {Suffix: "fabrikam.example"}}
		}},
	})
}
