package rules

import "testing"

func TestHiddenFlagDiffers(t *testing.T) {
	hidden := func(w *world) { w.ad(ada)["msExchHideFromAddressLists"] = "true" }
	check(t, hiddenFlagDiffers, []ruleCase{
		{name: "hidden in AD only", change: hidden, want: []string{"severity=low | have=true | want=false | fix= | evidence~AD only"}},
		{name: "hidden in the cloud only; null is false", change: func(w *world) { w.exo(ada)["HiddenFromAddressListsEnabled"] = "true" }, want: []string{"have= | want=true | fix="}},
		{name: "no alias is the cause", change: func(w *world) {
			hidden(w)
			w.ad(ada)["mailNickname"] = ""
		}, want: []string{"fix=set-alias | evidence~without an alias"}},
		{name: "near miss: hidden on both sides", change: func(w *world) {
			hidden(w)
			w.exo(ada)["HiddenFromAddressListsEnabled"] = "true"
		}},
		{name: "near miss: false is null", change: func(w *world) { w.ad(ada)["msExchHideFromAddressLists"] = "false" }},
		{name: "near miss: rooms, where the policy says so", change: func(w *world) {
			hidden(w)
			w.exo(ada)["RecipientTypeDetails"], w.ad(ada)["msExchRecipientTypeDetails"] = "RoomMailbox", "8589934592"
			w.policy.HiddenRooms = true
		}},
		{name: "near miss: managed in the cloud", change: func(w *world) {
			hidden(w)
			w.exo(ada)["IsExchangeCloudManaged"] = "true"
		}},
		{name: "pending", change: func(w *world) {
			hidden(w)
			w.ad(ada)["whenChanged"] = "2026-11-02T05:50:00Z"
		}, pending: 1},
		{name: "not evaluated", change: func(w *world) { w.without("ad_users", "msExchHideFromAddressLists") }, reason: "msExchHideFromAddressLists"},
	})
}
