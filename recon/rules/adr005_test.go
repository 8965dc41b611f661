package rules

import "testing"

func TestUnacceptedDomain(t *testing.T) {
	local := func(w *world) { w.ad(ada)["proxyAddresses"] += ";smtp:ada@contoso.local" }
	check(t, unacceptedDomain, []ruleCase{
		{name: "a further address", change: local, want: []string{"severity=info | have=smtp:ada@contoso.local | fix="}},
		{name: "the primary one", change: func(w *world) { w.ad(ada)["proxyAddresses"] = "SMTP:ada@contoso.local" }, want: []string{"severity=medium | evidence~primary"}},
		{name: "a move is open", change: func(w *world) {
			local(w)
			w.exo(ada)["MailboxMoveStatus"] = "Queued"
		}, want: []string{"severity=medium | evidence~move"}},
		{name: "near miss: a subdomain of a domain that accepts them", change: func(w *world) {
			w.ad(ada)["proxyAddresses"] += ";smtp:ada@graz.contoso.example"
			w.tables["exo_accepted_domains"][0]["MatchSubDomains"] = "true"
		}},
		{name: "a subdomain of one that does not", change: func(w *world) { w.ad(ada)["proxyAddresses"] += ";smtp:ada@graz.contoso.example" }, want: []string{"severity=info"}},
		{name: "near miss: other recipients", change: func(w *world) {
			local(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "128"
		}},
		{name: "near miss: no SMTP address", change: func(w *world) { w.ad(ada)["proxyAddresses"] += ";sip:ada@contoso.local" }},
		{name: "not evaluated", change: func(w *world) { delete(w.tables, "exo_accepted_domains") }, reason: "exo_accepted_domains"},
	})
}
