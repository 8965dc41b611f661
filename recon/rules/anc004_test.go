package rules

import (
	"testing"

	"rejoin/recon/snapshot"
)

func TestDuplicateAnchor(t *testing.T) {
	copied := func(w *world) { w.ad(bob)["mS-DS-ConsistencyGuid"] = id('a', ada) }
	check(t, duplicateAnchor, []ruleCase{
		{name: "copied with all attributes", change: copied, want: []string{
			"severity=high | certainty=certain | identity=ad:" + id('a', ada) + " | fix= | evidence~bob@contoso.example has the same anchor",
			"identity=ad:" + id('a', bob) + " | evidence~ada@contoso.example"}},
		{name: "the other one is disabled: it may be a migration", change: func(w *world) {
			copied(w)
			w.ad(bob)["userAccountControl"] = "514"
		}, want: []string{"certainty=suspect", "certainty=suspect | evidence~migration"}},
		{name: "the other one is in another forest", change: func(w *world) {
			copied(w)
			for _, r := range w.tables["ad_users"] {
				r["forest"] = "contoso.example"
			}
			w.ad(bob)["forest"] = "fabrikam.example"
		}, want: []string{"certainty=suspect", "certainty=suspect"}},
		{name: "two cloud users", change: func(w *world) {
			w.drop("ad_users", ada)
			w.entra(cleo)["onPremisesImmutableId"] = anchor(id('a', ada))
		}, want: []string{"system=entra | identity=entra:" + id('e', ada), "system=entra | identity=entra:" + id('e', cleo)}},
		{name: "near miss: the ConsistencyGuid counts for nothing where objectGUID is the anchor", change: func(w *world) {
			copied(w)
			w.policy.SourceAnchor = map[string]string{"": "objectGUID"}
		}},
		{name: "near miss: a linked pair", change: func(w *world) {
			w.add("ad_users", row{"objectGUID": id('a', 60), "mS-DS-ConsistencyGuid": id('a', ada), "objectSid": "S-1-5-21-9-9-9-60", "msExchMasterAccountSid": w.ad(ada)["objectSid"],
				"userAccountControl": "514", "whenChanged": earlier, "distinguishedName": "CN=Ada,DC=fabrikam,DC=example", "forest": "fabrikam.example"})
		}},
		{name: "not evaluated", change: func(w *world) {
			delete(w.tables, "ad_users")
			w.parts["ad_users"] = snapshot.Part{}
		}, reason: "ad_users is not in the snapshot"},
	})
}
