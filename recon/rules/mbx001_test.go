package rules

import (
	"testing"

	"rejoin/recon/policy"
)

func TestMissingRemoteMailbox(t *testing.T) {
	bare := func(w *world) {
		for _, column := range []string{"msExchRecipientTypeDetails", "msExchRemoteRecipientType", "msExchMailboxGuid", "targetAddress", "mailNickname"} {
			w.ad(ada)[column] = ""
		}
	}
	check(t, missingRemoteMailbox, []ruleCase{
		{name: "AD knows nothing of the mailbox", change: bare, want: []string{"severity=high | certainty=certain | identity=ad:" + id('a', ada) +
			" | system=ad | object=" + id('a', ada) + " | have= | want=RemoteUserMailbox | fix=enable-remote-mailbox | authority=ad-not-flowing"}},
		{name: "AD says mail user", change: func(w *world) {
			bare(w)
			w.ad(ada)["msExchRecipientTypeDetails"] = "128"
		}, want: []string{"have=MailUser"}},
		{name: "a shared mailbox", change: func(w *world) {
			bare(w)
			w.exo(ada)["RecipientTypeDetails"] = "SharedMailbox"
		}, want: []string{"want=RemoteSharedMailbox"}},
		{name: "without Entra users, by IsDirSynced", change: func(w *world) {
			bare(w)
			w.ad(ada)["msExchMailboxGuid"] = id('b', ada)
			delete(w.tables, "entra_users")
		}, want: []string{"certainty=certain | join=mailbox-guid"}},
		{name: "without Entra users and IsDirSynced it is only suspected", change: func(w *world) {
			bare(w)
			w.ad(ada)["msExchMailboxGuid"] = id('b', ada)
			delete(w.tables, "entra_users")
			w.without("exo_mailboxes", "IsDirSynced")
		}, want: []string{"certainty=suspect | evidence~not in the snapshot"}},
		{name: "joined by one address alone", change: func(w *world) {
			bare(w)
			delete(w.tables, "entra_users")
			w.ad(ada)["mail"], w.ad(ada)["proxyAddresses"], w.ad(ada)["legacyExchangeDN"] = "", "", ""
		}, want: []string{"certainty=suspect | join=weak"}},
		{name: "near miss: not synchronized", change: func(w *world) {
			bare(w)
			w.entra(ada)["onPremisesSyncEnabled"] = ""
		}},
		{name: "near miss: a database on-premises", change: func(w *world) {
			bare(w)
			w.ad(ada)["homeMDB"] = "CN=DB1,DC=contoso,DC=example"
		}},
		{name: "near miss: managed in the cloud", change: func(w *world) {
			bare(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "near miss: a discovery mailbox", change: func(w *world) {
			bare(w)
			w.exo(ada)["RecipientTypeDetails"] = "DiscoveryMailbox"
		}},
		{name: "not evaluated: no Exchange on-premises", change: func(w *world) {
			bare(w)
			w.policy.ExchangeOnPremises = policy.No
		}, reason: "no Exchange on-premises"},
		{name: "not evaluated: no Exchange attributes", change: func(w *world) { w.without("ad_users", "msExchRecipientTypeDetails") }, reason: "msExchRecipientTypeDetails"},
		{name: "pending", change: func(w *world) {
			bare(w)
			w.ad(ada)["whenChanged"] = "2026-11-02T05:50:00Z"
		}, pending: 1},
	})
}
