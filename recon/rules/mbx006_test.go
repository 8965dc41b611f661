package rules

import (
	"testing"

	"rejoin/recon/snapshot"
)

func TestRemoteMailboxWithoutCloudMailbox(t *testing.T) {
	gone := func(w *world) {
		w.drop("exo_mailboxes", bob)
		w.tables["exo_recipients"], w.tables["exo_soft_deleted"] = []row{}, []row{}
	}
	shared := func(w *world) {
		w.drop("exo_mailboxes", info)
		w.tables["exo_recipients"], w.tables["exo_soft_deleted"] = []row{}, []row{}
	}
	check(t, remoteMailboxWithoutCloudMailbox, []ruleCase{
		{name: "licensed", change: gone, want: []string{"severity=high | certainty=likely | identity=ad:" + id('a', bob) + " | have=RemoteUserMailbox | fix= | evidence~a licence gives a mailbox"}},
		{name: "a shared mailbox needs no licence", change: shared, want: []string{"severity=high | identity=ad:" + id('a', info) + " | evidence~needs no licence"}},
		{name: "waiting for a licence", change: func(w *world) {
			gone(w)
			w.entra(bob)["assignedLicenses"] = licence(skuNone)
		}, want: []string{"severity=info | evidence~no licence"}},
		{name: "a mail user is in its place, the mailbox soft-deleted", change: func(w *world) {
			gone(w)
			w.add("exo_recipients", row{"ExternalDirectoryObjectId": id('e', bob), "Guid": id('9', 1), "RecipientTypeDetails": "MailUser"})
			w.add("exo_soft_deleted", row{"ExchangeGuid": id('b', bob), "WhenSoftDeleted": "2026-10-20T00:00:00Z"})
		}, want: []string{"deadline=2026-11-19T00:00:00Z | evidence~MailUser"}},
		{name: "near miss: the user is younger than a day", change: func(w *world) {
			gone(w)
			w.entra(bob)["createdDateTime"] = "2026-11-01T20:00:00Z"
		}},
		{name: "near miss: a licence by group is pending", change: func(w *world) {
			gone(w)
			w.entra(bob)["licenseAssignmentStates"] = `[{"lastUpdatedDateTime":"2026-11-02T01:00:00Z","skuId":"` + skuE3 + `","state":"Active"}]`
		}},
		{name: "near miss: no remote mailbox", change: func(w *world) {
			gone(w)
			w.ad(bob)["msExchRecipientTypeDetails"] = "128"
		}},
		{name: "not evaluated: an unknown licence", change: func(w *world) {
			gone(w)
			w.entra(bob)["assignedLicenses"] = licence("11111111-1111-4111-8111-111111111111")
		}, reason: "is not in entra_skus"},
		{name: "nothing follows from an incomplete table", change: func(w *world) {
			gone(w)
			w.parts["exo_recipients"] = snapshot.Part{Complete: snapshot.No}
		}, reason: "incomplete"},
		{name: "not evaluated: recipients are not there", change: func(w *world) { w.drop("exo_mailboxes", bob) }, reason: "exo_recipients is not in the snapshot"},
	})
}
