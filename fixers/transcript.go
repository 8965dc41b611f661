package fixers

import (
	"time"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Entry is one line of a transcript: one change of an action, and what became of it.
type Entry struct {
	Time      time.Time
	Outcome   Outcome
	Who, Mail string
	Rules     []string
	Fix       string
	System    directory.System // sync: what synchronization carried
	Table     string
	Target    string
	Place     string
	Change    plan.Change
	Note      string
	Action    string
	Row, Of   int
	Risk      plan.Risk
	Identity  string
	DependsOn []string
}

// BySync is the system of entries about what synchronization carried.
const BySync directory.System = "sync"

// entryOf is the entry of one change of an action.
func entryOf(a *plan.Action, change int, outcome Outcome, note string) Entry {
	return Entry{Outcome: outcome, Who: a.Who, Mail: a.Mail, Rules: a.Rules, Fix: a.Fix, System: a.System, Table: a.Table, Target: a.Target, Place: a.Place,
		Change: a.Changes[change], Note: note, Action: a.ID, Row: change + 1, Of: len(a.Changes), Risk: a.Risk, Identity: a.Identity, DependsOn: a.DependsOn}
}
