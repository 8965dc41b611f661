package fixers

import (
	"slices"

	"rejoin/recon/plan"
)

// Inverse makes the plan that takes back what another plan would do, had all that it says to apply been done: the last action first, and
// each after those that depended on it. What cannot be taken back is listed apart.
func Inverse(p *plan.Plan) (*plan.Plan, []NotUndoable) {
	back := &plan.Plan{Snapshot: p.Snapshot}
	var not []NotUndoable
	inverse := map[string]string{} // ids of actions, and of those that take them back
	for i := range slices.Backward(p.Actions) {
		a := &p.Actions[i]
		if a.Decision != plan.Apply {
			continue
		}
		done := &Transcribed{Heading: Heading{Snapshot: p.Snapshot}}
		for n := range a.Changes {
			done.Entries = append(done.Entries, entryOf(a, n, Done, ""))
		}
		undo, refused := Undo([]*Transcribed{done})
		not = append(not, refused...)
		for _, one := range undo.Actions {
			for _, later := range p.Actions[i+1:] {
				if id, ok := inverse[later.ID]; ok && slices.Contains(later.DependsOn, a.ID) {
					one.DependsOn = append(one.DependsOn, id)
				}
			}
			one.ID = one.Seal(p.Snapshot)
			inverse[a.ID] = one.ID
			back.Actions = append(back.Actions, one)
		}
	}
	return back, not
}
