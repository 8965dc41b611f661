package rules

import "testing"

func TestMailboxInBothPlaces(t *testing.T) {
	both := func(w *world) {
		w.ad(ada)["msExchRecipientTypeDetails"], w.ad(ada)["msExchMailboxGuid"], w.ad(ada)["homeMDB"] = "1", id('b', 77), "CN=DB1,DC=contoso,DC=example"
	}
	check(t, mailboxInBothPlaces, []ruleCase{
		{name: "two mailboxes", change: both, want: []string{"severity=critical | certainty=certain | have=UserMailbox | fix= | evidence~UserMailbox of its own, made 2026-10-01"}},
		{name: "the same GUID: a move may just have ended", change: func(w *world) {
			both(w)
			w.ad(ada)["msExchMailboxGuid"] = id('b', ada)
		}, want: []string{"certainty=suspect | evidence~same GUID"}},
		{name: "no homeMDB in the snapshot", change: func(w *world) {
			both(w)
			w.without("ad_users", "homeMDB")
		}, want: []string{"certainty=suspect | evidence~homeMDB"}},
		{name: "near miss: a move is open", change: func(w *world) {
			both(w)
			w.exo(ada)["MailboxMoveStatus"] = "InProgress"
		}},
		{name: "near miss: no database", change: func(w *world) {
			both(w)
			w.ad(ada)["homeMDB"] = ""
		}},
		{name: "near miss: no GUID in AD", change: func(w *world) {
			both(w)
			w.ad(ada)["msExchMailboxGuid"] = ""
		}},
		{name: "near miss: a remote mailbox", change: func(w *world) {
			both(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "2147483648"
		}},
	})
}
