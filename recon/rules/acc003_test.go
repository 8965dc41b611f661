package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestLeaverForwarding(t *testing.T) {
	leaver := func(w *world) { w.policy.Leavers = policy.Selectors{{People: []string{"ada@contoso.example"}}} }
	check(t, leaverForwarding, []ruleCase{
		{name: "to the outside", change: func(w *world) {
			leaver(w)
			w.exo(ada)["ForwardingSmtpAddress"] = "smtp:ada@northwind.example"
		}, want: []string{"severity=high | system=exo | object=" + id('b', ada) + " | attribute=ForwardingSmtpAddress | have=smtp:ada@northwind.example | fix=clear-forwarding | evidence~outside"}},
		{name: "inside the tenant", change: func(w *world) {
			leaver(w)
			w.exo(ada)["ForwardingSmtpAddress"] = "smtp:bob@contoso.example"
		}, want: []string{"severity=low | evidence~inside"}},
		{name: "to a domain that is inside, says the policy", change: func(w *world) {
			leaver(w)
			w.exo(ada)["ForwardingSmtpAddress"] = "smtp:ada@northwind.example"
			w.policy.ForwardingDomains = []string{"northwind.example"}
		}, want: []string{"severity=low"}},
		{name: "to a recipient, which wins over an address", change: func(w *world) {
			leaver(w)
			w.exo(ada)["ForwardingAddress"], w.exo(ada)["ForwardingSmtpAddress"] = "Bob", "smtp:ada@northwind.example"
		}, want: []string{"severity=low | attribute=ForwardingAddress | evidence~does not act"}},
		{name: "near miss: no leaver", change: func(w *world) {
			leaver(w)
			w.exo(bob)["ForwardingSmtpAddress"] = "smtp:bob@northwind.example"
		}},
		{name: "near miss: a leaver who forwards nothing", change: leaver},
		{name: "not evaluated", change: func(w *world) { w.exo(ada)["ForwardingSmtpAddress"] = "smtp:ada@northwind.example" }, reason: "who is a leaver"},
	})
}
