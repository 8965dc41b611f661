package rules

import "testing"

func TestWrongTargetAddress(t *testing.T) {
	leads := func(to string) func(*world) { return func(w *world) { w.ad(ada)["targetAddress"] = to } }
	check(t, wrongTargetAddress, []ruleCase{
		{name: "empty", change: leads(""), want: []string{"severity=high | certainty=certain | attribute=targetAddress | want=SMTP:ada@" + routingDomain + " | fix=set-target-address | evidence~empty"}},
		{name: "without a prefix", change: leads("ada@" + routingDomain), want: []string{"evidence~no prefix"}},
		{name: "elsewhere", change: leads("SMTP:ada@northwind.example"), want: []string{"have=SMTP:ada@northwind.example | evidence~northwind.example"}},
		{name: "near miss: the initial domain", change: leads("SMTP:ada@" + initialDomain)},
		{name: "near miss: one of the mailbox's own addresses", change: leads("smtp:ADA@contoso.example")},
		{name: "near miss: a domain that the policy names", change: func(w *world) {
			leads("SMTP:ada@northwind.example")(w)
			w.policy.TargetDomains = []string{"northwind.example"}
		}},
		{name: "near miss: the remote recipient type is not known", change: func(w *world) {
			leads("")(w)
			w.ad(ada)["msExchRemoteRecipientType"] = ""
		}},
		{name: "near miss: a mailbox on-premises", change: func(w *world) {
			leads("SMTP:ada@northwind.example")(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "1"
		}},
		{name: "near miss: managed in the cloud", change: func(w *world) {
			leads("")(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "not evaluated", change: func(w *world) { w.without("ad_users", "targetAddress") }, reason: "targetAddress"},
	})
}
