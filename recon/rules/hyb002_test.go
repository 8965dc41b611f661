package rules

import "testing"

func TestSyncError(t *testing.T) {
	conflict := func(w *world) {
		w.entra(ada)["onPremisesProvisioningErrors"] = `[{"category":"PropertyConflict","propertyCausingError":"ProxyAddresses","value":"smtp:bob@contoso.example"}]`
	}
	check(t, syncError, []ruleCase{
		{name: "a quarantined address and who holds it", change: conflict, want: []string{"severity=high | system=entra | object=" + id('e', ada) + " | have=smtp:bob@contoso.example | fix= | evidence~bob@contoso.example holds the value"}},
		{name: "a value that nobody in the snapshot holds", change: func(w *world) {
			w.entra(ada)["onPremisesProvisioningErrors"] = `[{"category":"PropertyConflict","propertyCausingError":"UserPrincipalName","value":"nobody@contoso.example"}]`
		}, want: []string{"evidence~PropertyConflict of UserPrincipalName"}},
		{name: "a service's error", change: func(w *world) {
			w.entra(ada)["serviceProvisioningErrors"] = `[{"isResolved":false,"serviceInstance":"exchange/contoso"}]`
		}, want: []string{"attribute=serviceProvisioningErrors | have=exchange/contoso"}},
		{name: "near miss: resolved", change: func(w *world) {
			w.entra(ada)["serviceProvisioningErrors"] = `[{"isResolved":true,"serviceInstance":"exchange/contoso"}]`
		}},
		{name: "near miss: an empty list", change: func(w *world) { w.entra(ada)["onPremisesProvisioningErrors"] = "[]" }},
		{name: "not evaluated", change: func(w *world) { w.without("entra_users", "onPremisesProvisioningErrors") }, reason: "onPremisesProvisioningErrors"},
	})
}
