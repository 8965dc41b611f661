package rules

import "testing"

func TestSharedMailboxOverItsLicence(t *testing.T) {
	check(t, sharedOverLicence, []ruleCase{
		{name: "on hold", change: func(w *world) { w.exo(info)["LitigationHoldEnabled"] = "true" }, want: []string{"severity=medium | identity=ad:" + id('a', info) + " | attribute=LitigationHoldEnabled | fix="}},
		{name: "an archive", change: func(w *world) { w.exo(info)["ArchiveGuid"] = id('c', 1) }, want: []string{"attribute=ArchiveGuid"}},
		{name: "larger than 50 GB", change: func(w *world) { w.exo(info)["TotalItemSize"] = "60000000000" }, want: []string{"attribute=TotalItemSize | evidence~55 GB"}},
		{name: "Plan 1 alone is not enough", change: func(w *world) {
			w.exo(info)["ArchiveGuid"], w.entra(info)["assignedLicenses"] = id('c', 1), licence(skuF3)
		}, want: []string{"severity=medium"}},
		{name: "near miss: Plan 2", change: func(w *world) {
			w.exo(info)["LitigationHoldEnabled"], w.entra(info)["assignedLicenses"] = "true", licence(skuE3)
		}},
		{name: "near miss: just below", change: func(w *world) { w.exo(info)["TotalItemSize"] = "53687091200" }},
		{name: "near miss: a user mailbox", change: func(w *world) { w.exo(ada)["LitigationHoldEnabled"] = "true" }},
		{name: "not evaluated: an unknown licence", change: func(w *world) {
			w.exo(info)["LitigationHoldEnabled"], w.entra(info)["assignedLicenses"] = "true", licence("11111111-1111-4111-8111-111111111111")
		}, reason: "not in entra_skus"},
	})
}
