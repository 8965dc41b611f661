package rules

import (
	"testing"

	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

func TestOrphanedPermission(t *testing.T) {
	const gone = domainSID + "-4711"
	grant := func(w *world, right, trustee, sid string) {
		w.add("exo_permissions", row{"ExchangeGuid": id('b', info), "Right": right, "Trustee": trustee, "TrusteeSid": sid, "Deny": "false", "IsInherited": "false", "InheritanceType": "All"})
	}
	orphaned := func(w *world) { grant(w, "FullAccess", gone, gone) }
	check(t, orphanedPermission, []ruleCase{
		{name: "a bare SID that nobody has; one finding for the mailbox", change: func(w *world) {
			orphaned(w)
			grant(w, "SendAs", gone, gone)
		}, want: []string{"severity=info | certainty=likely | identity=ad:" + id('a', info) + " | system=exo | object=" + id('b', info) + " | have=" + gone + " | fix=remove-permission | evidence~rights: FullAccess, SendAs"}},
		{name: "of a foreign domain", change: func(w *world) { grant(w, "FullAccess", "S-1-5-21-9-9-9-1", "S-1-5-21-9-9-9-1") }, want: []string{"certainty=suspect | evidence~not in the snapshot"}},
		{name: "near miss: an AD user's SID", change: func(w *world) { grant(w, "FullAccess", domainSID+"-1100", domainSID+"-1100") }},
		{name: "near miss: a former SID", change: func(w *world) {
			orphaned(w)
			w.ad(ada)["sIDHistory"] = gone
		}},
		{name: "near miss: a group's SID", change: func(w *world) {
			orphaned(w)
			w.add("ad_groups", row{"objectGUID": id('d', 1), "objectSid": gone})
		}},
		{name: "near miss: a synchronized user's SID", change: func(w *world) {
			orphaned(w)
			w.entra(cleo)["onPremisesSecurityIdentifier"] = gone
		}},
		{name: "near miss: another row names the trustee", change: func(w *world) {
			orphaned(w)
			grant(w, "SendAs", "old@contoso.example", gone)
		}},
		{name: "near miss: inherited", change: func(w *world) {
			orphaned(w)
			w.tables["exo_permissions"][0]["IsInherited"] = "true"
			w.parts["exo_permissions"] = snapshot.Part{Options: directory.List{"unresolved"}}
		}},
		{name: "not evaluated: not asked for", change: func(w *world) { grant(w, "FullAccess", "ada@contoso.example", domainSID+"-1100") }, reason: "not asked for entries that do not resolve"},
		{name: "asked for, and there is none", change: func(w *world) {
			grant(w, "FullAccess", "ada@contoso.example", domainSID+"-1100")
			w.parts["exo_permissions"] = snapshot.Part{Options: directory.List{"unresolved"}}
		}},
		{name: "not evaluated: no permissions", change: func(*world) {}, reason: "exo_permissions is not in the snapshot"},
	})
}
