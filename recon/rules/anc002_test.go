package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestUnlinkedSoftMatch(t *testing.T) {
	// Cleo gets an account that nobody has synchronized.
	early := func(w *world) {
		w.add("ad_users", row{"objectGUID": id('a', 33), "objectSid": domainSID + "-3333", "userPrincipalName": "cleo@contoso.example", "mail": "cleo@contoso.example",
			"displayName": "Cleo", "distinguishedName": "CN=Cleo,OU=People,DC=contoso,DC=example", "userAccountControl": "512", "whenChanged": earlier})
	}
	account := func(w *world) row { return w.tables["ad_users"][len(w.tables["ad_users"])-1] }
	check(t, unlinkedSoftMatch, []ruleCase{
		{name: "same UPN and address", change: early, want: []string{"severity=medium | certainty=likely | identity=ad:" + id('a', 33) +
			" | system=entra | object=" + id('e', cleo) + " | want=" + anchor(id('a', 33)) + " | fix= | evidence~same UPN and primary address"}},
		{name: "only the UPN", change: func(w *world) {
			early(w)
			account(w)["mail"] = ""
		}, want: []string{"certainty=suspect | evidence~same UPN"}},
		{name: "a role holder is only suspected", change: func(w *world) {
			early(w)
			w.add("entra_roles", row{"id": "1", "principalId": id('e', cleo), "roleDefinition.displayName": "Global Administrator"})
		}, want: []string{"certainty=suspect | evidence~Global Administrator"}},
		{name: "soft match is blocked", change: func(w *world) {
			early(w)
			w.tables["entra_organization"][0]["features.blockSoftMatchEnabled"] = "true"
		}, want: []string{"evidence~soft match is blocked"}},
		{name: "near miss: a guest", change: func(w *world) {
			early(w)
			w.entra(cleo)["userType"] = "Guest"
		}},
		{name: "near miss: leftovers of a former synchronization", change: func(w *world) {
			early(w)
			w.entra(cleo)["onPremisesDistinguishedName"] = "CN=Cleo,DC=old,DC=example"
		}},
		{name: "near miss: a service account", change: func(w *world) {
			early(w)
			w.policy.ServiceAccounts = policy.Selectors{{OU: "OU=People,DC=contoso,DC=example"}}
		}},
		{name: "near miss: out of scope on purpose", change: func(w *world) {
			early(w)
			w.policy.OutOfScope = policy.Selectors{{OU: "OU=People,DC=contoso,DC=example"}}
		}},
		{name: "near miss: two accounts fit", change: func(w *world) {
			early(w)
			early(w)
			account(w)["objectGUID"], account(w)["objectSid"] = id('a', 34), domainSID+"-3434"
		}},
		{name: "not evaluated", change: func(w *world) { w.without("entra_users", "onPremisesSyncEnabled") }, reason: "onPremisesSyncEnabled"},
	})
}
