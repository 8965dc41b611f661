package rules

import "testing"

func TestSyncStalled(t *testing.T) {
	ran := func(at string) func(*world) {
		return func(w *world) { w.tables["entra_organization"][0]["onPremisesLastSyncDateTime"] = at }
	}
	check(t, syncStalled, []ruleCase{
		{name: "four hours ago", change: ran("2026-11-02T02:00:00Z"), want: []string{"severity=critical | certainty=certain | identity= | have=2026-11-02T02:00:00Z | fix= | evidence~4 h 00 min"}},
		{name: "near miss: three hours ago", change: ran("2026-11-02T03:00:00Z")},
		{name: "near miss: a cloud-only tenant", change: func(w *world) {
			ran("2026-10-01T00:00:00Z")(w)
			w.tables["entra_organization"][0]["onPremisesSyncEnabled"] = ""
		}},
		{name: "not evaluated", change: func(w *world) { delete(w.tables, "entra_organization") }, reason: "entra_organization"},
	})
}
