package rules

import (
	"testing"

	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

func TestDeletedInCloud(t *testing.T) {
	deleted := func(w *world) {
		gone := w.entra(bob)
		gone["deletedDateTime"] = "2026-10-20T08:00:00Z"
		w.drop("entra_users", bob)
		w.drop("exo_mailboxes", bob)
		w.add("entra_deleted_users", gone)
	}
	everybody := policy.Selectors{{OU: "OU=People,DC=contoso,DC=example"}}
	check(t, deletedInCloud, []ruleCase{
		{name: "soft-deleted, and the account lives", change: deleted, want: []string{"severity=critical | certainty=likely | identity=ad:" + id('a', bob) +
			" | system=entra | object=" + id('e', bob) + " | deadline=2026-11-19T08:00:00Z | fix=restore-cloud-user | authority=entra"}},
		{name: "near miss: the account is disabled", change: func(w *world) {
			deleted(w)
			w.ad(bob)["userAccountControl"] = "514"
		}},
		{name: "near miss: a leaver", change: func(w *world) {
			deleted(w)
			w.policy.Leavers = everybody
		}},
		{name: "near miss: out of scope on purpose", change: func(w *world) {
			deleted(w)
			w.policy.OutOfScope = everybody
		}},
		{name: "near miss: there is a live one", change: func(w *world) {
			w.add("entra_deleted_users", row{"id": id('e', 99), "onPremisesImmutableId": anchor(id('a', bob)), "deletedDateTime": "2026-10-20T08:00:00Z"})
		}},
		{name: "nothing follows from an incomplete table", change: func(w *world) {
			deleted(w)
			w.parts["entra_users"] = snapshot.Part{Complete: snapshot.No}
		}, reason: "entra_users is incomplete"},
	})
}
