package fixers

import (
	"testing"
	"time"

	"rejoin/recon/plan"
)

// What a killed run had begun is taken back, whatever the run after it said.
func TestUndoAfterAKilledRun(t *testing.T) {
	entry := func(second int, outcome Outcome, row int) Entry {
		attribute := []string{"mailNickname", "mail"}[row-1]
		return Entry{Time: time.Date(2026, 11, 2, 7, 0, second, 0, time.UTC), Outcome: outcome, Fix: "set-alias", System: "ad", Table: "ad_users", Target: "t", Action: "a1",
			Change: plan.Change{Op: plan.Set, Attribute: attribute, Before: "old", After: "new"}, Row: row, Of: 2, Risk: plan.Hard}
	}
	both := func(second int, outcome Outcome) []Entry {
		return []Entry{entry(second, outcome, 1), entry(second, outcome, 2)}
	}
	for _, c := range []struct {
		name   string
		first  []Entry
		second []Entry
		want   int // changes of the plan's one action; 0: no action
	}{
		{"killed, and never run again", both(0, Started), nil, 2},
		{"killed after the write", both(0, Started), both(5, Already), 2},
		{"killed in between", both(0, Started), both(5, Drifted), 2},
		{"killed before the write, then done", both(0, Started), append(both(5, Started), both(6, Done)...), 2},
		{"done, and run again", append(both(0, Started), both(1, Done)...), both(5, Already), 2},
		{"failed", append(both(0, Started), both(1, Failed)...), nil, 0},
		{"it was there before", both(0, Already), nil, 0},
		{"it had drifted", both(0, Drifted), both(5, Already), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			back, not := Undo([]*Transcribed{{Entries: c.first}, {Entries: c.second}})
			if len(not) > 0 {
				t.Fatalf("not undoable: %+v", not)
			}
			got := 0
			for _, a := range back.Actions {
				got += len(a.Changes)
				for _, change := range a.Changes {
					if change.Before != "new" || change.After != "old" {
						t.Errorf("got %+v", change)
					}
				}
			}
			if got != c.want || len(back.Actions) > 1 {
				t.Errorf("got %d changes in %d actions, want %d", got, len(back.Actions), c.want)
			}
		})
	}
}
