package rules

import "testing"

func TestPrimarySMTPDiffers(t *testing.T) {
	other := func(w *world) {
		w.exo(ada)["PrimarySmtpAddress"] = "countess@contoso.example"
		w.exo(ada)["EmailAddresses"] = "SMTP:countess@contoso.example;smtp:ada@contoso.example"
	}
	check(t, primarySMTPDiffers, []ruleCase{
		{name: "different", change: other, want: []string{"severity=medium | certainty=certain | system=ad | attribute=proxyAddresses | have=ada@contoso.example | want=countess@contoso.example | fix= | evidence~further addresses"}},
		{name: "without proxy addresses mail counts", change: func(w *world) {
			other(w)
			w.ad(ada)["proxyAddresses"] = ""
		}, want: []string{"attribute=mail"}},
		{name: "near miss: letter case", change: func(w *world) { w.exo(ada)["PrimarySmtpAddress"] = "Ada@Contoso.example" }},
		{name: "near miss: AD's domain is not verified", change: func(w *world) {
			other(w)
			w.ad(ada)["proxyAddresses"] = "SMTP:ada@contoso.local"
		}},
		{name: "near miss: targetAddress overwrote it", change: func(w *world) {
			other(w)
			w.ad(ada)["targetAddress"] = "SMTP:countess@contoso.example"
		}},
		{name: "near miss: two primaries in AD, which another rule says", change: func(w *world) {
			other(w)
			w.ad(ada)["proxyAddresses"] = "SMTP:ada@contoso.example;SMTP:a@contoso.example"
		}},
		{name: "near miss: no alias, so nothing flows", change: func(w *world) {
			other(w)
			w.ad(ada)["mailNickname"] = ""
		}},
		{name: "near miss: a cloud user whom AD does not master", change: func(w *world) {
			other(w)
			w.entra(ada)["onPremisesSyncEnabled"] = ""
		}},
		{name: "pending", change: func(w *world) {
			other(w)
			w.ad(ada)["whenChanged"] = "2026-11-02T05:50:00Z"
		}, pending: 1},
		{name: "not evaluated", change: func(w *world) { w.without("exo_mailboxes", "PrimarySmtpAddress") }, reason: "PrimarySmtpAddress"},
	})
}
