package rules

import "testing"

func TestRecipientTypeDrift(t *testing.T) {
	shared := func(w *world) {
		w.exo(ada)["RecipientTypeDetails"], w.entra(ada)["assignedLicenses"], w.ad(ada)["msExchRemoteRecipientType"] = "SharedMailbox", "", "1"
	}
	check(t, recipientTypeDrift, []ruleCase{
		{name: "shared in the cloud alone, without a licence", change: shared, want: []string{"severity=critical | certainty=certain | have=RemoteUserMailbox | want=RemoteSharedMailbox | fix=set-recipient-type | evidence~disconnected"}},
		{name: "migrated", change: func(w *world) {
			shared(w)
			w.ad(ada)["msExchRemoteRecipientType"] = "4"
		}, want: []string{"severity=low"}},
		{name: "the remote recipient type says shared", change: func(w *world) {
			shared(w)
			w.ad(ada)["msExchRemoteRecipientType"] = "97"
		}, want: []string{"severity=low"}},
		{name: "licensed", change: func(w *world) {
			shared(w)
			w.entra(ada)["assignedLicenses"] = licence(skuE3)
		}, want: []string{"severity=low | evidence~must not be taken away"}},
		{name: "licences are not known", change: func(w *world) {
			shared(w)
			delete(w.tables, "entra_skus")
		}, want: []string{"severity=low | certainty=likely"}},
		{name: "shared in AD, a user's in the cloud", change: func(w *world) { w.exo(info)["RecipientTypeDetails"] = "UserMailbox" }, want: []string{"severity=low | have=RemoteSharedMailbox | want=RemoteUserMailbox"}},
		{name: "near miss: the same kind", change: func(w *world) {
			w.exo(ada)["RecipientTypeDetails"], w.ad(ada)["msExchRecipientTypeDetails"] = "RoomMailbox", "8589934592"
		}},
		{name: "near miss: no kind that AD has", change: func(w *world) { w.exo(ada)["RecipientTypeDetails"] = "DiscoveryMailbox" }},
		{name: "near miss: managed in the cloud", change: func(w *world) {
			shared(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "not evaluated", change: func(w *world) { w.without("ad_users", "msExchRemoteRecipientType") }, reason: "msExchRemoteRecipientType"},
	})
}
