package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestLeaverStillLicensed(t *testing.T) {
	leaver := func(w *world) { w.policy.Leavers = policy.Selectors{{People: []string{"ada@contoso.example"}}} }
	check(t, leaverLicensed, []ruleCase{
		{name: "a leaver with a licence", change: leaver, want: []string{"severity=low | system=entra | object=" + id('e', ada) + " | have=SPE_E3 | fix= | evidence~1 seat"}},
		{name: "a leaver who is in the cloud alone", change: func(w *world) { w.policy.Leavers = policy.Selectors{{People: []string{"cleo@contoso.example"}}} },
			want: []string{"object=" + id('e', cleo)}},
		{name: "near miss: on leave", change: func(w *world) {
			leaver(w)
			w.policy.Leave = policy.Selectors{{OU: "OU=People,DC=contoso,DC=example"}}
		}},
		{name: "near miss: a litigation hold", change: func(w *world) {
			leaver(w)
			w.exo(ada)["LitigationHoldEnabled"] = "true"
		}},
		{name: "near miss: another hold", change: func(w *world) {
			leaver(w)
			w.exo(ada)["InPlaceHolds"] = "UniH1234"
		}},
		{name: "near miss: a shared mailbox", change: func(w *world) {
			leaver(w)
			w.exo(ada)["RecipientTypeDetails"] = "SharedMailbox"
		}},
		{name: "near miss: no licence", change: func(w *world) {
			leaver(w)
			w.entra(ada)["assignedLicenses"] = ""
		}},
		{name: "not evaluated: nobody says who is a leaver", change: func(*world) {}, reason: "who is a leaver"},
	})
}
