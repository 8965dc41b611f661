package rules

import "testing"

func TestMissingRoutingAddress(t *testing.T) {
	without := func(w *world) {
		w.ad(ada)["proxyAddresses"], w.exo(ada)["EmailAddresses"] = "SMTP:ada@contoso.example", "SMTP:ada@contoso.example"
	}
	check(t, missingRoutingAddress, []ruleCase{
		{name: "on neither side", change: without, want: []string{"severity=low | system=ad | attribute=proxyAddresses | want=smtp:ada@" + routingDomain + " | fix=add-routing-address"}},
		{name: "while mailboxes are on-premises", change: func(w *world) {
			without(w)
			w.ad(bob)["msExchRecipientTypeDetails"] = "1"
		}, want: []string{"severity=high | identity=ad:" + id('a', ada)}},
		{name: "a mailbox on-premises whose mail user lacks it", change: func(w *world) {
			w.ad(sven)["msExchRecipientTypeDetails"], w.ad(sven)["mailNickname"], w.ad(sven)["proxyAddresses"] = "1", "sven", "SMTP:sven@contoso.example"
			w.add("exo_recipients", row{"Guid": id('9', 1), "ExternalDirectoryObjectId": id('e', sven), "RecipientTypeDetails": "MailUser", "EmailAddresses": "SMTP:sven@contoso.example"})
		}, want: []string{"identity=ad:" + id('a', sven) + " | severity=high"}},
		{name: "near miss: AD has it, synchronization has not carried it", change: func(w *world) { w.exo(ada)["EmailAddresses"] = "SMTP:ada@contoso.example" }},
		{name: "near miss: the mailbox has it", change: func(w *world) { w.ad(ada)["proxyAddresses"] = "SMTP:ada@contoso.example" }},
		{name: "near miss: not synchronized", change: func(w *world) {
			without(w)
			w.entra(ada)["onPremisesSyncEnabled"] = ""
		}},
		{name: "near miss: managed in the cloud", change: func(w *world) {
			without(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "not evaluated: two routing domains", change: func(w *world) {
			without(w)
			w.add("entra_domains", row{"id": "fabrikam.mail.onmicrosoft.com", "isVerified": "true"})
		}, reason: "no single routing domain"},
		{name: "the policy settles which", change: func(w *world) {
			without(w)
			w.add("entra_domains", row{"id": "fabrikam.mail.onmicrosoft.com", "isVerified": "true"})
			w.policy.RoutingDomain = routingDomain
		}, want: []string{"severity=low"}},
	})
}
