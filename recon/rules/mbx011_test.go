package rules

import (
	"testing"

	"rejoin/recon/snapshot"
)

func TestLicensedWithoutMailbox(t *testing.T) {
	licensed := func(w *world) { w.entra(sven)["assignedLicenses"] = licence(skuF3) }
	check(t, licensedWithoutMailbox, []ruleCase{
		{name: "nobody knows why", change: licensed, want: []string{"severity=high | certainty=likely | identity=ad:" + id('a', sven) + " | system=entra | fix= | evidence~no cause"}},
		{name: "AD has a mailbox GUID", change: func(w *world) {
			licensed(w)
			w.ad(sven)["msExchMailboxGuid"] = id('b', 77)
		}, want: []string{"evidence~believes that the mailbox is on-premises"}},
		{name: "a mail user is in its place", change: func(w *world) {
			licensed(w)
			w.add("exo_recipients", row{"ExternalDirectoryObjectId": id('e', sven), "Guid": id('9', 1), "RecipientTypeDetails": "MailUser"})
		}, want: []string{"evidence~MailUser in its place"}},
		{name: "the licence has an error", change: func(w *world) {
			licensed(w)
			w.entra(sven)["licenseAssignmentStates"] = `[{"error":"UniquenessViolation","skuId":"` + skuF3 + `","state":"Error"}]`
		}, want: []string{"evidence~UniquenessViolation"}},
		{name: "near miss: a mailbox on-premises", change: func(w *world) {
			licensed(w)
			w.ad(sven)["msExchRecipientTypeDetails"] = "1"
		}},
		{name: "near miss: a remote mailbox, which another rule says", change: func(w *world) {
			licensed(w)
			w.ad(sven)["msExchRecipientTypeDetails"] = "2147483648"
		}},
		{name: "near miss: the plan is switched off", change: func(w *world) { w.entra(sven)["assignedLicenses"] = licence(skuF3, kiosk) }},
		{name: "near miss: a licence without a mailbox", change: func(w *world) { w.entra(sven)["assignedLicenses"] = licence(skuNone) }},
		{name: "near miss: younger than a day", change: func(w *world) {
			licensed(w)
			w.entra(sven)["createdDateTime"] = "2026-11-01T20:00:00Z"
		}},
		{name: "near miss: disabled", change: func(w *world) {
			licensed(w)
			w.entra(sven)["accountEnabled"] = "false"
		}},
		{name: "nothing follows from an incomplete table", change: func(w *world) {
			licensed(w)
			w.parts["exo_mailboxes"] = snapshot.Part{Complete: snapshot.No}
		}, reason: "exo_mailboxes is incomplete"},
		{name: "not evaluated", change: func(w *world) { delete(w.tables, "entra_skus") }, reason: "entra_skus"},
	})
}
