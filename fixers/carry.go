package fixers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"rejoin/recon/plan"
)

// Backend is a place where actions are carried out: a copy of a snapshot, or a live directory. It knows nothing of plans.
type Backend interface {
	// Look reads the attributes that an action's changes are about. gone says that the object is not there.
	Look(a *plan.Action) (values Values, gone bool, err error)
	// Change makes all of the changes, or none.
	Change(a *plan.Action, values Values) error
	// Sync waits until what has been done since the last wait has reached the other systems. A backend that cannot know says
	// why not; actions that depend on it are skipped.
	Sync() (entries []Entry, err error)
}

// Guard is a backend that refuses or leaves out actions of its own accord, before it looks at the objects.
type Guard interface {
	// Guard says what becomes of an action that is not carried out, Refused or Skipped, and why; an empty reason lets it through.
	Guard(a *plan.Action) (outcome Outcome, reason string, err error)
}

// ErrChangedMeanwhile is what Backend.Change returns when the object changed between looking and changing: nothing was written.
var ErrChangedMeanwhile = errors.New("the object was changed in this very moment by somebody else")

// Values are an object's cells by column, in the table's form. A call's value says whether it has been made.
type Values map[string]string

// Run says how a plan is carried out.
type Run struct {
	Plan        *plan.Plan
	Damaged     []plan.Damage
	Backend     Backend
	Commit      bool // change; without it, only look
	SkipDrifted bool // carry out the rest where a value is neither before nor after
	Clock       func() time.Time
	Record      func(Entry) error // writes an entry to the transcript, and flushes it
}

// ErrDrifted ends a run before its first write: some live values are not those that the plan was made with.
var ErrDrifted = errors.New("some values have changed since the plan was made; make a new plan, or leave them out with --skip-drifted")

// Do carries the plan out: it looks at everything first, then action by action looks, compares, changes, looks again, records.
func (r *Run) Do() (Tally, error) {
	c := &carrying{run: r, outcomes: map[string]Outcome{}, tally: Tally{}}
	if r.Commit && !r.SkipDrifted {
		if err := c.lookAhead(); err != nil {
			return c.tally, err
		}
	}
	for i := range r.Plan.Actions {
		if err := c.action(&r.Plan.Actions[i]); err != nil {
			return c.tally, err
		}
	}
	if r.Commit {
		if err := c.sync(); err != nil && !errors.Is(err, errNoSync) {
			return c.tally, err
		}
	}
	for _, damage := range r.Damaged {
		if err := c.record(Entry{Action: damage.Action, Who: damage.Who, Outcome: Refused, Note: damage.Error()}); err != nil {
			return c.tally, err
		}
		c.tally[Refused]++
	}
	return c.tally, nil
}

// Tally counts the actions by outcome.
type Tally map[Outcome]int

// Partly says whether anything was left undone that should have been done.
func (t Tally) Partly() bool {
	for outcome, n := range t {
		if n > 0 && outcome.Partly() {
			return true
		}
	}
	return false
}

type carrying struct {
	run      *Run
	outcomes map[string]Outcome // by action
	unsynced bool               // something was done that synchronization has not carried yet
	noSync   string             // why it cannot be carried
	tally    Tally
}

// errNoSync says that a backend cannot know when synchronization has run.
var errNoSync = errors.New("synchronization cannot be waited for")

// lookAhead looks at all actions, so that drift ends the run before its first write.
func (c *carrying) lookAhead() error {
	var drifted []string
	for i := range c.run.Plan.Actions {
		a := &c.run.Plan.Actions[i]
		if a.Decision != plan.Apply || len(a.DependsOn) > 0 {
			continue
		}
		if guard, ok := c.run.Backend.(Guard); ok {
			if _, reason, err := guard.Guard(a); err != nil {
				return err
			} else if reason != "" {
				continue
			}
		}
		values, gone, err := c.run.Backend.Look(a)
		if err != nil {
			return err
		}
		if outcome, _ := Compare(a, values, gone); outcome == Drifted {
			drifted = append(drifted, a.Who)
		}
	}
	if len(drifted) == 0 {
		return nil
	}
	return fmt.Errorf("%w (%d actions, the first is about %s)", ErrDrifted, len(drifted), drifted[0])
}

func (c *carrying) action(a *plan.Action) error {
	outcome, note, err := c.carry(a)
	if err != nil {
		return err
	}
	c.outcomes[a.ID] = outcome
	c.tally[outcome]++
	return c.recordAction(a, outcome, note)
}

// carry does one action.
func (c *carrying) carry(a *plan.Action) (Outcome, string, error) {
	if a.Decision == plan.Skip {
		return Skipped, "the plan says skip", nil
	}
	if guard, ok := c.run.Backend.(Guard); ok {
		if outcome, reason, err := guard.Guard(a); reason != "" || err != nil {
			return outcome, reason, err
		}
	}
	if on := c.heldBack(a); on != "" {
		return WouldChange, "it waits for " + on, nil
	}
	if reason, err := c.waitFor(a); reason != "" || err != nil {
		return Skipped, reason, err
	}
	values, gone, err := c.run.Backend.Look(a)
	if errors.Is(err, context.Canceled) {
		return "", "", err
	}
	if err != nil {
		return Failed, err.Error(), nil
	}
	if outcome, note := Compare(a, values, gone); outcome != WouldChange {
		return outcome, note, nil
	}
	if a.Decision == plan.Hold {
		return WouldChange, "on hold", nil
	}
	if !c.run.Commit {
		return WouldChange, "", nil
	}
	if err := c.recordAction(a, Started, ""); err != nil {
		return Failed, "", err
	}
	switch err := c.run.Backend.Change(a, values); {
	case errors.Is(err, context.Canceled):
		return "", "", err
	case errors.Is(err, ErrChangedMeanwhile):
		return Drifted, err.Error(), nil
	case err != nil:
		return Failed, err.Error(), nil
	}
	c.unsynced = true
	values, gone, err = c.run.Backend.Look(a)
	if err != nil {
		return Unverified, err.Error(), nil
	}
	if outcome, note := Compare(a, values, gone); outcome != Already {
		return Unverified, note, nil
	}
	return Done, "", nil
}

// heldBack names an action that this one depends on and that was only looked at, so that nothing can be said of this one yet; empty
// when there is none. An action that is to be applied cannot wait for one that is on hold: it is skipped.
func (c *carrying) heldBack(a *plan.Action) string {
	if c.run.Commit && a.Decision == plan.Apply {
		return ""
	}
	for _, id := range a.DependsOn {
		if c.outcomes[id] == WouldChange {
			return id
		}
	}
	return ""
}

// waitFor says why an action cannot be done yet; empty when all that it depends on has been done.
func (c *carrying) waitFor(a *plan.Action) (string, error) {
	for _, id := range a.DependsOn {
		if id == plan.SyncWait {
			continue
		}
		switch outcome, known := c.outcomes[id]; {
		case !known:
			return "it depends on " + id + ", which is not in the plan", nil
		case outcome != Done && outcome != Already:
			return fmt.Sprintf("it depends on %s, which was %s", id, outcome), nil
		}
	}
	if slices.Contains(a.DependsOn, plan.SyncWait) && c.run.Commit && a.Decision == plan.Apply {
		if err := c.sync(); err != nil {
			if errors.Is(err, errNoSync) {
				return c.noSync, nil
			}
			return "", err
		}
	}
	return "", nil
}

// sync has the backend wait for synchronization, where anything was done since the last time.
func (c *carrying) sync() error {
	if c.noSync != "" {
		return errNoSync
	}
	if !c.unsynced {
		return nil
	}
	entries, err := c.run.Backend.Sync()
	if err != nil {
		c.noSync = err.Error()
		return errNoSync
	}
	for _, entry := range entries {
		if err := c.record(entry); err != nil {
			return err
		}
	}
	c.unsynced = false
	return nil
}

func (c *carrying) record(e Entry) error {
	e.Time = c.run.Clock()
	return c.run.Record(e)
}

// recordAction records one entry for each change of an action.
func (c *carrying) recordAction(a *plan.Action, outcome Outcome, note string) error {
	for i := range a.Changes {
		if err := c.record(entryOf(a, i, outcome, note)); err != nil {
			return err
		}
	}
	return nil
}

// Compare says what the live values mean for an action: would-change when all are those before, already when all are those
// after, drifted otherwise. An action whose changes are partly there is drifted too: together or not at all.
func Compare(a *plan.Action, live Values, gone bool) (Outcome, string) {
	if gone {
		return Drifted, "the object is not there any more"
	}
	before, after := true, true
	note := ""
	for _, c := range a.Changes {
		value := live[c.Attribute]
		var isBefore, isAfter bool
		switch c.Op {
		case plan.Add:
			isAfter = holds(value, c.Attribute, a.Table, c.After)
			isBefore = !isAfter
		case plan.Remove:
			isBefore = slices.ContainsFunc(Entries(value), func(entry string) bool { return isEntry(a.Table, c.Attribute, entry, c.Before) })
			isAfter = !holds(value, c.Attribute, a.Table, c.Before)
		default:
			isBefore, isAfter = sameValue(a.Table, c.Attribute, value, c.Before), sameValue(a.Table, c.Attribute, value, c.After)
		}
		before, after = before && isBefore, after && isAfter
		if !isBefore && !isAfter {
			note = fmt.Sprintf("%s is %s now", c.Attribute, quoted(plan.Show(a.Table, c.Attribute, value)))
		}
	}
	switch {
	case after:
		return Already, ""
	case before:
		return WouldChange, ""
	case note == "":
		note = "some of the changes are there, others are not"
	}
	return Drifted, note
}

// sameValue compares two values of a single-valued attribute, or two whole lists as sets.
func sameValue(table, attribute, a, b string) bool {
	if !IsList(table, attribute) {
		return a == b
	}
	left, right := Entries(a), Entries(b)
	if len(left) != len(right) {
		return false
	}
	for _, entry := range left {
		if !slices.Contains(right, entry) {
			return false
		}
	}
	return true
}

func quoted(value string) string {
	if value == "" {
		return "empty"
	}
	return value
}
