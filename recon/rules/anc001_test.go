package rules

import (
	"testing"

	"rejoin/recon/snapshot"
)

func TestOrphanedHardMatch(t *testing.T) {
	gone := func(w *world) { w.drop("ad_users", bob) }
	check(t, orphanedHardMatch, []ruleCase{
		{name: "the AD object is gone", change: gone, want: []string{"severity=medium | certainty=likely | identity=entra:" + id('e', bob) +
			" | system=entra | object=" + id('e', bob) + " | attribute=onPremisesImmutableId | fix=restore-as-cloud | evidence~no AD account fits"}},
		{name: "the source of authority can be transferred", change: func(w *world) {
			gone(w)
			w.entra(bob)["onPremisesSyncBehavior.isCloudManaged"] = "false"
		}, want: []string{"fix=convert-to-cloud"}},
		{name: "a federated domain", change: func(w *world) {
			gone(w)
			w.tables["entra_domains"][0]["authenticationType"] = "Federated"
		}, want: []string{"fix= | evidence~federated"}},
		{name: "the account was made anew", change: func(w *world) {
			w.ad(bob)["objectGUID"], w.ad(bob)["mS-DS-ConsistencyGuid"], w.ad(bob)["objectSid"] = id('a', 77), "", domainSID+"-7777"
			w.ad(bob)["msExchMailboxGuid"], w.ad(bob)["proxyAddresses"] = "", "SMTP:bob@contoso.example"
		}, want: []string{"fix=re-anchor | certainty=likely | evidence~bob@contoso.example fits"}},
		{name: "a domain is not covered", change: func(w *world) {
			gone(w)
			w.entra(ada)["onPremisesDomainName"] = "fabrikam.example"
		}, want: []string{"certainty=suspect | evidence~fabrikam.example is not in the snapshot"}},
		{name: "AD was filtered", change: func(w *world) {
			gone(w)
			w.parts["ad_users"] = snapshot.Part{Filter: "(objectClass=user)"}
		}, want: []string{"certainty=suspect | evidence~filter"}},
		{name: "no one can say which domains", change: func(w *world) {
			gone(w)
			w.without("entra_users", "onPremisesDomainName")
		}, want: []string{"certainty=suspect"}},
		{name: "in the recycle bin: restore it there", change: func(w *world) {
			gone(w)
			w.add("ad_deleted", row{"objectGUID": id('a', bob), "lastKnownParent": "OU=People,DC=contoso,DC=example"})
		}, want: []string{"fix= | evidence~recycle bin"}},
		{name: "near miss: a custom anchor", change: func(w *world) {
			gone(w)
			w.entra(bob)["onPremisesImmutableId"] = "EMP-1"
		}},
		{name: "near miss: synchronized just now", change: func(w *world) {
			gone(w)
			w.entra(bob)["onPremisesLastSyncDateTime"] = "2026-11-02T05:00:00Z"
		}},
		{name: "near miss: AD has its SID", change: func(w *world) {
			gone(w)
			w.tables["ad_users"][2]["objectSid"] = w.entra(bob)["onPremisesSecurityIdentifier"]
		}},
		{name: "near miss: the anchor is another object's ConsistencyGuid", change: func(w *world) {
			gone(w)
			w.tables["ad_users"][2]["mS-DS-ConsistencyGuid"] = id('a', bob)
		}},
		{name: "near miss: not synchronized", change: func(w *world) {
			gone(w)
			w.entra(bob)["onPremisesSyncEnabled"] = ""
		}},
		{name: "nothing follows from an incomplete table", change: func(w *world) {
			gone(w)
			w.parts["ad_users"] = snapshot.Part{Complete: snapshot.No}
		}, reason: "ad_users is incomplete"},
		{name: "not evaluated: no AD at all", change: func(w *world) { delete(w.tables, "ad_users") }, reason: "ad_users is not in the snapshot"},
	})
}
