package rules

import "testing"

func TestAmbiguousIdentity(t *testing.T) {
	check(t, ambiguousIdentity, []ruleCase{
		{name: "two accounts with one anchor", change: func(w *world) { w.ad(bob)["mS-DS-ConsistencyGuid"] = id('a', ada) },
			want: []string{"severity=medium | certainty=certain | identity=ad:" + id('a', ada) + " | fix= | evidence~bob@contoso.example", "identity=ad:" + id('a', bob),
				"identity=entra:" + id('e', ada) + " | evidence~2 rivals"}},
		{name: "near miss: somebody else has a weaker claim", change: func(w *world) { w.ad(sven)["mail"] = "ada@contoso.example" }},
	})
}
