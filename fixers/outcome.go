package fixers

// Outcome is what became of an action.
type Outcome string

// The outcomes.
const (
	Started     Outcome = "started"      // a write was about to begin: if nothing follows, the run was killed there
	WouldChange Outcome = "would-change" // nothing was written: a preview, or the action is on hold
	Done        Outcome = "done"         // written, and read back
	Already     Outcome = "already"      // the values were there before
	Drifted     Outcome = "drifted"      // the live values are neither those before nor those after: untouched
	Skipped     Outcome = "skipped"      // the plan says so, or something that it depends on was not done
	Refused     Outcome = "refused"      // a guard
	Failed      Outcome = "failed"
	Unverified  Outcome = "unverified" // written, and what was read back is not what was written
)

// Partly says whether a run with this outcome is only partly done.
func (o Outcome) Partly() bool {
	return o == Failed || o == Unverified || o == Drifted || o == Refused || o == Started
}
