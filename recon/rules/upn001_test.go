package rules

import "testing"

func TestWrongUPNSuffix(t *testing.T) {
	initial := func(w *world) {
		w.entra(ada)["userPrincipalName"], w.exo(ada)["UserPrincipalName"] = "ada@"+initialDomain, "ada@"+initialDomain
	}
	check(t, wrongUPNSuffix, []ruleCase{
		{name: "the cloud is on the initial domain", change: initial, want: []string{"severity=medium | certainty=certain | system=entra | object=" + id('e', ada) +
			" | attribute=userPrincipalName | have=ada@contoso.onmicrosoft.com | want=ada@contoso.example | fix=set-cloud-upn"}},
		{name: "the cloud does not know AD's UPN yet", change: func(w *world) {
			initial(w)
			w.entra(ada)["onPremisesUserPrincipalName"] = "ada@old.example"
		}, want: []string{"certainty=likely"}},
		{name: "a federated domain", change: func(w *world) {
			initial(w)
			w.tables["entra_domains"][0]["authenticationType"] = "Federated"
		}, want: []string{"fix= | evidence~federated"}},
		{name: "near miss: people sign in with their mail address", change: func(w *world) {
			w.add("entra_domains", row{"id": "mail.example", "isVerified": "true"})
			w.entra(ada)["userPrincipalName"], w.ad(ada)["mail"] = "ada@mail.example", "ada@mail.example"
		}},
		{name: "near miss: quarantined", change: func(w *world) {
			w.entra(ada)["userPrincipalName"] = "ada1234@" + initialDomain
			w.entra(ada)["onPremisesProvisioningErrors"] = `[{"category":"PropertyConflict","propertyCausingError":"UserPrincipalName","value":"ada@contoso.example"}]`
		}},
		{name: "near miss: AD's suffix is not verified", change: func(w *world) {
			initial(w)
			w.ad(ada)["userPrincipalName"] = "ada@ad.contoso.example"
		}},
		{name: "near miss: only the name differs", change: func(w *world) { w.entra(ada)["userPrincipalName"] = "ada.l@contoso.example" }},
		{name: "near miss: not synchronized", change: func(w *world) {
			initial(w)
			w.entra(ada)["onPremisesSyncEnabled"] = ""
		}},
		{name: "pending", change: func(w *world) {
			initial(w)
			w.ad(ada)["whenChanged"] = "2026-11-02T05:50:00Z"
		}, pending: 1},
		{name: "not evaluated", change: func(w *world) { delete(w.tables, "entra_domains") }, reason: "entra_domains is not in the snapshot"},
	})
}
