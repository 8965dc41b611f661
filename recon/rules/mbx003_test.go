package rules

import (
	"testing"

	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

func TestExchangeGUIDDiffers(t *testing.T) {
	other := func(w *world) {
		w.ad(ada)["msExchMailboxGuid"] = id('b', 77)
		w.tables["exo_soft_deleted"] = []row{}
	}
	swapped := func(guid string) string {
		parsed, _ := directory.ParseGUID(guid)
		return parsed.Swapped().String()
	}
	check(t, exchangeGUIDDiffers, []ruleCase{
		{name: "another GUID that no deleted mailbox has", change: other, want: []string{"severity=high | certainty=certain | have=" + id('b', 77) + " | want=" + id('b', ada) + " | fix=set-exchange-guid"}},
		{name: "bytes in the wrong order", change: func(w *world) { w.ad(ada)["msExchMailboxGuid"] = swapped(id('b', ada)) }, want: []string{"fix=set-exchange-guid | evidence~wrong order"}},
		{name: "a soft-deleted mailbox has AD's GUID", change: func(w *world) {
			other(w)
			w.add("exo_soft_deleted", row{"ExchangeGuid": id('b', 77), "WhenSoftDeleted": earlier})
		}, want: []string{"fix= | evidence~find out which one holds the mail"}},
		{name: "soft-deleted mailboxes are not known", change: func(w *world) { w.ad(ada)["msExchMailboxGuid"] = id('b', 77) }, want: []string{"fix= | evidence~not known completely"}},
		{name: "soft-deleted mailboxes are known in part", change: func(w *world) {
			other(w)
			w.parts["exo_soft_deleted"] = snapshot.Part{Complete: snapshot.No}
		}, want: []string{"fix="}},
		{name: "near miss: a move is open in AD", change: func(w *world) {
			other(w)
			w.ad(ada)["msExchMailboxMoveStatus"] = "2"
		}},
		{name: "near miss: a move is open in exo_moves", change: func(w *world) {
			other(w)
			w.add("exo_moves", row{"ExchangeGuid": id('b', ada), "Status": "Synced"})
		}},
		{name: "near miss: the move has ended", change: func(w *world) {
			w.add("exo_moves", row{"ExchangeGuid": id('b', ada), "Status": "Completed"})
		}},
		{name: "near miss: AD has none, which another rule says", change: func(w *world) { w.ad(ada)["msExchMailboxGuid"] = "" }},
		{name: "near miss: no remote mailbox", change: func(w *world) {
			other(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "1"
		}},
	})
}
