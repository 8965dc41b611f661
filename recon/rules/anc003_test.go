package rules

import "testing"

func TestAnchorDiffers(t *testing.T) {
	other := func(w *world) { w.entra(ada)["onPremisesImmutableId"] = anchor(id('a', 55)) }
	check(t, anchorDiffers, []ruleCase{
		{name: "joined by SID", change: other, want: []string{"severity=high | certainty=certain | system=ad | object=" + id('a', ada) +
			" | attribute=mS-DS-ConsistencyGuid | have=" + id('a', ada) + " | want=" + id('a', 55) + " | join=sid | fix=re-anchor"}},
		{name: "joined by the mailbox only: nobody should write it back", change: func(w *world) {
			other(w)
			w.entra(ada)["onPremisesSecurityIdentifier"] = ""
		}, want: []string{"join=mailbox-guid | fix= | evidence~not the same by SID"}},
		{name: "the forest's anchor cannot be written", change: func(w *world) {
			other(w)
			w.policy.SourceAnchor = map[string]string{"": "objectGUID"}
		}, want: []string{"fix= | evidence~objectGUID"}},
		{name: "near miss: a custom anchor", change: func(w *world) { w.entra(ada)["onPremisesImmutableId"] = "EMP-1" }},
		{name: "near miss: the anchor is a ConsistencyGuid that is not the objectGUID", change: func(w *world) {
			other(w)
			w.ad(ada)["mS-DS-ConsistencyGuid"] = id('a', 55)
		}},
		{name: "near miss: the anchor is the objectGUID, and ConsistencyGuid another one", change: func(w *world) {
			w.ad(ada)["mS-DS-ConsistencyGuid"] = id('a', 55)
			w.policy.SourceAnchor = map[string]string{"": "mS-DS-ConsistencyGuid"}
		}},
		{name: "near miss: not synchronized", change: func(w *world) {
			other(w)
			w.entra(ada)["onPremisesSyncEnabled"] = ""
		}},
		{name: "not evaluated", change: func(w *world) { w.without("entra_users", "onPremisesImmutableId") }, reason: "onPremisesImmutableId"},
	})
}
