package rules

import "testing"

func TestArchiveGUIDDiffers(t *testing.T) {
	check(t, archiveGUIDDiffers, []ruleCase{
		{name: "two archives", change: func(w *world) { w.ad(ada)["msExchArchiveGUID"], w.exo(ada)["ArchiveGuid"] = id('c', 1), id('c', 2) },
			want: []string{"severity=high | have=" + id('c', 1) + " | want=" + id('c', 2) + " | fix= | evidence~never overwritten"}},
		{name: "only in the cloud", change: func(w *world) { w.exo(ada)["ArchiveGuid"] = id('c', 2) }, want: []string{"severity=low | fix=set-archive-guid"}},
		{name: "only in AD", change: func(w *world) { w.ad(ada)["msExchArchiveGUID"] = id('c', 1) }, want: []string{"severity=medium | fix= | evidence~never cleared"}},
		{name: "only in AD, and disabled in the cloud", change: func(w *world) {
			w.ad(ada)["msExchArchiveGUID"], w.exo(ada)["DisabledArchiveGuid"] = id('c', 1), id('c', 1)
		}, want: []string{"evidence~enabled again"}},
		{name: "near miss: the same", change: func(w *world) { w.ad(ada)["msExchArchiveGUID"], w.exo(ada)["ArchiveGuid"] = id('c', 1), id('c', 1) }},
		{name: "near miss: still being made", change: func(w *world) { w.exo(ada)["ArchiveGuid"], w.exo(ada)["ArchiveState"] = id('c', 2), "HostedPending" }},
		{name: "near miss: no remote mailbox", change: func(w *world) {
			w.exo(ada)["ArchiveGuid"], w.ad(ada)["msExchRecipientTypeDetails"] = id('c', 2), "128"
		}},
		{name: "not evaluated", change: func(w *world) { w.without("exo_mailboxes", "ArchiveGuid") }, reason: "ArchiveGuid"},
	})
}
