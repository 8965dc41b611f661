package rules

import "testing"

func TestMissingAlias(t *testing.T) {
	without := func(w *world) { w.ad(ada)["mailNickname"] = "" }
	check(t, missingAlias, []ruleCase{
		{name: "a remote mailbox without an alias", change: without, want: []string{"severity=medium | attribute=mailNickname | have= | want=ada | fix=set-alias | authority=ad-not-flowing | evidence~targetAddress"}},
		{name: "a target address alone, no mailbox", change: func(w *world) { w.ad(sven)["targetAddress"] = "SMTP:sven@northwind.example" }, want: []string{"identity=ad:" + id('a', sven) + " | want= | fix="}},
		{name: "near miss: no Exchange attributes at all", change: func(w *world) { w.ad(sven)["mail"] = "sven@contoso.example" }},
		{name: "near miss: missing-remote-mailbox says it", change: func(w *world) {
			without(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = ""
		}},
		{name: "near miss: the cloud manages the mailbox", change: func(w *world) {
			without(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "near miss: a mailbox of a user who is not synchronized", change: func(w *world) {
			without(w)
			w.ad(ada)["msExchRecipientTypeDetails"], w.ad(ada)["targetAddress"], w.entra(ada)["onPremisesSyncEnabled"] = "", "", ""
		}},
		{name: "not evaluated: AD was never extended", change: func(w *world) { w.without("ad_users", "mailNickname") }, reason: "mailNickname"},
	})
}
