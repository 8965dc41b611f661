package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestLitigationHoldMissing(t *testing.T) {
	wanted := func(w *world) {
		w.policy.LitigationHold = []policy.HoldRule{{Who: policy.Selectors{{People: []string{"ada@contoso.example"}}}, Duration: 2555, Owner: "legal@contoso.example"}}
	}
	check(t, litigationHoldMissing, []ruleCase{
		{name: "named by a list", change: wanted, want: []string{"severity=high | certainty=certain | system=exo | object=" + id('b', ada) +
			" | attribute=LitigationHoldEnabled | have=false | want=true | fix=set-litigation-hold | authority=exo | evidence~2555 days, owned by legal@contoso.example"}},
		{name: "named by a unit", change: func(w *world) {
			w.policy.LitigationHold = []policy.HoldRule{{Who: policy.Selectors{{OU: "OU=People,DC=contoso,DC=example", Attribute: "mailNickname", Equals: "bob"}}, Duration: policy.Unlimited}}
		}, want: []string{"identity=ad:" + id('a', bob) + " | evidence~without end"}},
		{name: "in the cloud alone", change: func(w *world) {
			w.policy.LitigationHold = []policy.HoldRule{{Who: policy.Selectors{{People: []string{"cleo@contoso.example"}}}}}
		}, want: []string{"identity=entra:" + id('e', cleo)}},
		{name: "organisation-wide holds are not known", change: func(w *world) {
			wanted(w)
			delete(w.tables, "exo_organization")
		}, want: []string{"certainty=likely | evidence~whole organisation"}},
		{name: "an exclusion, Skype and group policies do not hold", change: func(w *world) {
			wanted(w)
			w.exo(ada)["InPlaceHolds"] = "-mbx1234:1;skp1234:1;grp1234:1"
		}, want: []string{"severity=high"}},
		{name: "near miss: on hold", change: func(w *world) {
			wanted(w)
			w.exo(ada)["LitigationHoldEnabled"] = "true"
		}},
		{name: "near miss: an eDiscovery hold", change: func(w *world) {
			wanted(w)
			w.exo(ada)["InPlaceHolds"] = "UniH7f3a"
		}},
		{name: "near miss: a retention policy", change: func(w *world) {
			wanted(w)
			w.exo(ada)["InPlaceHolds"] = "mbx1234:1"
		}},
		{name: "near miss: a legacy hold", change: func(w *world) {
			wanted(w)
			w.exo(ada)["InPlaceHolds"] = id('f', 1)
		}},
		{name: "near miss: the whole organisation is on hold", change: func(w *world) {
			wanted(w)
			w.tables["exo_organization"][0]["InPlaceHolds"] = "mbx1234:1"
		}},
		{name: "not evaluated", change: func(*world) {}, reason: "who must be on litigation hold"},
	})
}
