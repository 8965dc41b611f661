// Package plan holds repairs as data: actions that a person reads and decides in a spreadsheet, and that any backend can carry
// out. Nothing here changes anything.
package plan

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

// Plan is a list of actions over one snapshot, in the order in which they are carried out.
type Plan struct {
	Snapshot string // the id of the snapshot that the plan was made from
	Actions  []Action
}

// Action is one repair of one object: all of its changes together, or none.
type Action struct {
	ID        string // a seal over the sealed values below: damage and edits show. It is no signature
	Rules     []string
	Fix       string // the fixer that made it
	System    directory.System
	Table     string // the table that holds the object, such as ad_users
	Authority recon.Authority
	Place     string // the forest or tenant that the object is in; empty where the snapshot names none
	Target    string // objectGUID, Entra id or ExchangeGuid: never a name
	Changes   []Change
	DependsOn []string // actions that must have been done; SyncWait among them: and synchronization has run since
	Risk      Risk
	Access    bool // it takes somebody's access or licence away

	// The rest is for people, and not sealed.
	Decision  Decision
	Who, Mail string
	Why       string // the rules' names and one clause
	Deadline  directory.Time
	Undo      string // how it is taken back, in words; empty: not at all
	Certainty recon.Certainty
	Identity  string // the person's key
	Note      string // consequences that a person must know before deciding; empty: none
}

// SyncWait in Action.DependsOn says that a synchronization cycle must have carried the actions it depends on to the cloud.
const SyncWait = "sync"

// Change is one change of one attribute.
type Change struct {
	Op        Op
	Attribute string // the table's column name; of a call the name of the call
	Before    string // in the table's form: the value that must be there; of a removal the value that goes
	After     string // the value that will be there; of an addition the value that comes
}

// Op is what a change does.
type Op string

// The operations.
const (
	Set    Op = "set"    // one value takes another's place; empty is no value
	Add    Op = "add"    // a value joins a list
	Remove Op = "remove" // a value leaves a list
	Call   Op = "call"   // the directory does something that is no attribute's value
)

// Risk is how an action can be taken back.
type Risk string

// The risks, the mildest first.
const (
	Reversible   Risk = "reversible"      // setting the value back is all
	Hard         Risk = "hard-to-reverse" // something else follows from it that setting the value back does not mend
	Irreversible Risk = "irreversible"
)

// Decision is what a person decided about an action.
type Decision string

// The decisions, the boldest first.
const (
	Apply Decision = "apply" // carry it out
	Hold  Decision = "hold"  // not yet: show what it would do
	Skip  Decision = "skip"  // never
)

// caution orders decisions: of several the most cautious holds.
var caution = map[Decision]int{Apply: 0, Hold: 1, Skip: 2}

// Refusal says why a finding was not planned, or an action not carried out.
type Refusal struct {
	Rule, Identity, Who, UPN, Fix, Reason string
	Action                                string // its id; empty where no action was made
}

// Default is the decision that an action has until a person decides: apply what is certain and reversible.
func (a *Action) Default() Decision {
	if a.Certainty == recon.Certain && a.Risk == Reversible {
		return Apply
	}
	return Hold
}
