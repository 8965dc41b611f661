package rules

import "testing"

func TestBrokenLinkedJoin(t *testing.T) {
	// A mailbox object of a resource forest; Ada's account is its master.
	object := func(w *world, sid string) {
		w.add("ad_users", row{"objectGUID": id('a', 60), "objectSid": "S-1-5-21-9-9-9-60", "msExchMasterAccountSid": sid, "userAccountControl": "514", "whenChanged": earlier,
			"userPrincipalName": "ada@fabrikam.example", "distinguishedName": "CN=Ada,DC=fabrikam,DC=example", "forest": "fabrikam.example", "msExchRecipientTypeDetails": "2", "mailNickname": "ada"})
	}
	check(t, brokenLinkedJoin, []ruleCase{
		{name: "no account has the SID", change: func(w *world) { object(w, domainSID+"-9999") },
			want: []string{"severity=high | certainty=likely | identity=ad:" + id('a', 60) + " | attribute=msExchMasterAccountSid | have=" + domainSID + "-9999 | fix= | evidence~no account"}},
		{name: "near miss: joined", change: func(w *world) { object(w, w.ad(ada)["objectSid"]) }},
		{name: "near miss: SELF", change: func(w *world) { object(w, "S-1-5-10") }},
		{name: "near miss: migrated to the cloud", change: func(w *world) {
			object(w, domainSID+"-9999")
			w.tables["ad_users"][4]["msExchRecipientTypeDetails"] = "2147483648"
		}},
		{name: "not evaluated: the account forest was not exported", change: func(w *world) { object(w, "S-1-5-21-7-7-7-1") }, reason: "S-1-5-21-7-7-7 is not in the snapshot"},
		{name: "not evaluated: no column", change: func(w *world) { w.without("ad_users", "msExchMasterAccountSid") }, reason: "msExchMasterAccountSid"},
	})
}
