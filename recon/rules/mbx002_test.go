package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestNullExchangeGUID(t *testing.T) {
	empty := func(w *world) { w.ad(ada)["msExchMailboxGuid"] = "" }
	check(t, nullExchangeGUID, []ruleCase{
		{name: "migrated", change: empty, want: []string{
			"severity=medium | certainty=certain | identity=ad:" + id('a', ada) + " | system=ad | object=" + id('a', ada) +
				" | attribute=msExchMailboxGuid | have= | want=" + id('b', ada) + " | authority=ad | join=anchor | fix=set-exchange-guid | evidence~migrated"}},
		{name: "born in the cloud", change: func(w *world) {
			empty(w)
			w.ad(ada)["msExchRemoteRecipientType"] = "1"
		}, want: []string{"severity=low | evidence~born in the cloud"}},
		{name: "offboarding raises both", change: func(w *world) {
			empty(w)
			w.policy.Offboarding = true
		}, want: []string{"severity=high"}},
		{name: "neither provisioned nor migrated", change: func(w *world) {
			empty(w)
			w.ad(ada)["msExchRemoteRecipientType"] = "8"
		}, want: []string{"fix= | evidence~neither provisioned nor migrated"}},
		{name: "provisioned or migrated, nobody knows", change: func(w *world) {
			empty(w)
			w.without("ad_users", "msExchRemoteRecipientType")
		}, want: []string{"severity=low | certainty=likely | fix=set-exchange-guid | evidence~does not say"}},
		{name: "near miss: emptied on purpose", change: func(w *world) {
			empty(w)
			w.policy.NulledGUIDs = policy.Selectors{{OU: "OU=People,DC=contoso,DC=example"}}
		}},
		{name: "near miss: a move is open", change: func(w *world) {
			empty(w)
			w.exo(ada)["MailboxMoveStatus"] = "InProgress"
		}},
		{name: "near miss: another object holds the GUID", change: func(w *world) {
			empty(w)
			w.ad(sven)["msExchMailboxGuid"] = id('b', ada)
		}},
		{name: "near miss: managed in the cloud", change: func(w *world) {
			empty(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "near miss: no remote mailbox", change: func(w *world) {
			empty(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "128"
		}},
		{name: "pending: AD changed since", change: func(w *world) {
			empty(w)
			w.ad(ada)["whenChanged"] = "2026-11-02T05:50:00Z"
		}, pending: 1},
		{name: "not evaluated: the column is not there", change: func(w *world) { w.without("ad_users", "msExchMailboxGuid") },
			reason: "ad_users.msExchMailboxGuid is not in the snapshot"},
		{name: "not evaluated: the cell was lost", change: func(w *world) {
			empty(w)
			w.ad(ada)["_lossy"] = "msExchMailboxGuid"
		}, reason: "the export lost ad_users.msExchMailboxGuid"},
		{name: "joined by an address alone", change: func(w *world) {
			empty(w)
			for _, column := range []string{"onPremisesImmutableId", "onPremisesSecurityIdentifier", "mail", "proxyAddresses"} {
				w.entra(ada)[column] = ""
			}
		}, want: []string{"certainty=suspect | join=weak"}},
	})
}
