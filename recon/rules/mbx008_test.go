package rules

import "testing"

func TestLeftoverHomeMDB(t *testing.T) {
	left := func(w *world) { w.ad(ada)["homeMDB"] = "CN=DB1,DC=contoso,DC=example" }
	check(t, leftoverHomeMDB, []ruleCase{
		{name: "a database", change: left, want: []string{"severity=medium | attribute=homeMDB | have=CN=DB1,DC=contoso,DC=example | fix=clear-leftover-homemdb"}},
		{name: "only a server", change: func(w *world) { w.ad(ada)["msExchHomeServerName"] = "/o=Contoso/cn=EX1" }, want: []string{"attribute=msExchHomeServerName"}},
		{name: "the GUIDs differ", change: func(w *world) {
			left(w)
			w.ad(ada)["msExchMailboxGuid"] = id('b', 77)
		}, want: []string{"fix= | evidence~does not hold the GUID"}},
		{name: "near miss: a move is open", change: func(w *world) {
			left(w)
			w.ad(ada)["msExchMailboxMoveStatus"] = "2"
		}},
		{name: "near miss: the mailbox is on-premises", change: func(w *world) {
			left(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "1"
		}},
		{name: "not evaluated", change: func(w *world) { w.without("ad_users", "homeMDB") }, reason: "homeMDB"},
	})
}
