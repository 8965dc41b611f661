package rules

import "testing"

func TestDuplicateAddress(t *testing.T) {
	const sales = "sales@contoso.example"
	adHolds := func(w *world, person int, address string) { w.ad(person)["proxyAddresses"] += ";" + address }
	exoHolds := func(w *world, person int, address string) { w.exo(person)["EmailAddresses"] += ";" + address }
	group := func(address string) row {
		return row{"objectGUID": id('d', 1), "objectSid": domainSID + "-5001", "displayName": "Sales", "distinguishedName": "CN=Sales,DC=contoso,DC=example", "proxyAddresses": address}
	}
	check(t, duplicateAddress, []ruleCase{
		{name: "two people in AD; one receives the mail", change: func(w *world) {
			adHolds(w, ada, "smtp:"+sales)
			adHolds(w, bob, "smtp:Sales@Contoso.example")
			exoHolds(w, ada, "smtp:"+sales)
		}, want: []string{"severity=high | certainty=certain | identity=ad:" + id('a', bob) + " | system=ad | object=" + id('a', bob) +
			" | attribute=proxyAddresses | have=smtp:sales@contoso.example | fix=remove-duplicate-address | evidence~ada@contoso.example receives its mail"}},
		{name: "the loser's primary address is not taken", change: func(w *world) {
			adHolds(w, ada, "smtp:bob@contoso.example")
			w.exo(bob)["EmailAddresses"], w.exo(bob)["PrimarySmtpAddress"] = "SMTP:robert@contoso.example", "robert@contoso.example"
			exoHolds(w, ada, "smtp:bob@contoso.example")
		}, want: []string{"identity=ad:" + id('a', bob) + " | fix= | evidence~primary"}},
		{name: "nobody receives the mail: a person must say", change: func(w *world) {
			adHolds(w, ada, "smtp:"+sales)
			adHolds(w, bob, "smtp:"+sales)
		}, want: []string{"identity=ad:" + id('a', ada) + " | fix= | evidence~a person must say who keeps it"}},
		{name: "three holders: the two who do not receive it", change: func(w *world) {
			adHolds(w, ada, "smtp:"+sales)
			adHolds(w, bob, "smtp:"+sales)
			adHolds(w, info, "smtp:"+sales)
			exoHolds(w, bob, "smtp:"+sales)
		}, want: []string{"identity=ad:" + id('a', ada), "identity=ad:" + id('a', info)}},
		{name: "a person and a group", change: func(w *world) {
			adHolds(w, ada, "smtp:"+sales)
			exoHolds(w, ada, "smtp:"+sales)
			w.add("ad_groups", group("SMTP:"+sales))
		}, want: []string{"object=" + id('d', 1) + " | identity= | fix= | evidence~Sales (ad_groups)"}},
		{name: "in the cloud alone", change: func(w *world) {
			w.entra(cleo)["proxyAddresses"] += ";smtp:" + sales
			exoHolds(w, cleo, "smtp:"+sales)
			adHolds(w, ada, "smtp:"+sales)
		}, want: []string{"identity=ad:" + id('a', ada) + " | evidence~cleo@contoso.example receives its mail"}},
		{name: "near miss: one person in three systems", change: func(w *world) {
			adHolds(w, ada, "smtp:"+sales)
			w.entra(ada)["proxyAddresses"] += ";smtp:" + sales
			exoHolds(w, ada, "smtp:SALES@contoso.example")
		}},
		{name: "near miss: a linked pair", change: func(w *world) {
			w.add("ad_users", row{"objectGUID": id('a', 60), "objectSid": "S-1-5-21-9-9-9-60", "msExchMasterAccountSid": w.ad(ada)["objectSid"], "userAccountControl": "514",
				"whenChanged": earlier, "distinguishedName": "CN=Ada,DC=fabrikam,DC=example", "forest": "fabrikam.example", "proxyAddresses": "SMTP:ada@contoso.example"})
		}},
		{name: "near miss: the person's own soft-deleted copy", change: func(w *world) {
			w.add("exo_soft_deleted", row{"ExchangeGuid": id('b', 77), "EmailAddresses": "SMTP:ada@contoso.example"})
			w.add("entra_deleted_users", row{"id": id('e', 77), "proxyAddresses": "SMTP:ada@contoso.example", "deletedDateTime": earlier})
		}},
		{name: "near miss: a GALSync contact of another forest", change: func(w *world) {
			for _, r := range w.tables["ad_users"] {
				r["forest"] = "contoso.example"
			}
			w.add("ad_contacts", row{"objectGUID": id('d', 2), "displayName": "Ada", "proxyAddresses": "SMTP:ada@contoso.example", "forest": "fabrikam.example"})
		}},
		{name: "near miss: a contact in AD and in the cloud cannot be paired", change: func(w *world) {
			w.add("ad_contacts", row{"objectGUID": id('d', 2), "displayName": "X", "proxyAddresses": "SMTP:x@northwind.example"})
			w.add("entra_contacts", row{"id": id('d', 3), "displayName": "X", "proxyAddresses": "SMTP:x@northwind.example"})
			w.add("exo_recipients", row{"Guid": id('d', 4), "RecipientTypeDetails": "MailContact", "EmailAddresses": "SMTP:x@northwind.example"})
		}},
		{name: "near miss: a group in three systems, paired by SID and id", change: func(w *world) {
			w.add("ad_groups", group("SMTP:"+sales))
			w.add("entra_groups", row{"id": id('d', 5), "onPremisesSecurityIdentifier": domainSID + "-5001", "displayName": "Sales", "proxyAddresses": "SMTP:" + sales})
			w.add("exo_recipients", row{"Guid": id('d', 6), "ExternalDirectoryObjectId": id('d', 5), "RecipientTypeDetails": "MailUniversalDistributionGroup", "EmailAddresses": "SMTP:" + sales})
		}},
		{name: "near miss: the mail user of a person whose mailbox is on-premises", change: func(w *world) {
			w.ad(sven)["proxyAddresses"] = "SMTP:sven@contoso.example"
			w.add("exo_recipients", row{"Guid": id('9', 1), "ExternalDirectoryObjectId": id('e', sven), "RecipientTypeDetails": "MailUser", "EmailAddresses": "SMTP:sven@contoso.example"})
		}},
		{name: "near miss: the mail attribute alone", change: func(w *world) { w.ad(sven)["mail"] = "ada@contoso.example" }},
		{name: "near miss: an X500 address", change: func(w *world) { adHolds(w, bob, "X500:/o=ExchangeLabs/ou=x/cn=Recipients/cn=ada") }},
		{name: "near miss: rivals for one identity", change: func(w *world) {
			w.ad(bob)["mS-DS-ConsistencyGuid"] = id('a', ada)
			w.drop("exo_mailboxes", bob)
			w.drop("entra_users", bob)
		}},
	})
}
