package powershell

import (
	"slices"
	"strings"

	"rejoin/fixers"
	"rejoin/recon/plan"
)

// settle makes the entries of what was read: whole actions, in the order of time.
func (r *reading) settle() {
	slices.SortStableFunc(r.batches, func(a, b []fixers.Entry) int { return a[0].Time.Compare(b[0].Time) })
	begun := map[string]bool{} // by a run that recorded no end
	for _, batch := range r.batches {
		id := batch[0].Action
		if strings.HasSuffix(id, beyondSuffix) {
			r.results.Entries = append(r.results.Entries, apart(batch)...)
			continue
		}
		batch = r.whole(batch)
		if begun[id] {
			ended(batch)
		}
		begun[id] = batch[0].Outcome == fixers.Started || begun[id] && batch[0].Outcome == fixers.WouldChange
		r.results.Entries = append(r.results.Entries, batch...)
		r.outcomes[id] = lastWord(r.outcomes[id], batch[0].Outcome)
	}
	for i := range r.plan.Actions {
		a := &r.plan.Actions[i]
		if outcome, ok := r.outcomes[a.ID]; ok {
			r.results.Tally[outcome]++
		} else if a.Decision == plan.Apply {
			r.results.Missing++
		}
	}
}

// apart makes an action of each attribute that a cmdlet changed beyond the plan: what cannot be taken back of one keeps none of the others.
// Rows about one attribute stand together.
func apart(batch []fixers.Entry) []fixers.Entry {
	for begin := 0; begin < len(batch); {
		end := begin
		for end < len(batch) && batch[end].Change.Attribute == batch[begin].Change.Attribute {
			end++
		}
		for i := begin; i < end; i++ {
			batch[i].Action += "-" + batch[i].Change.Attribute
			batch[i].Row, batch[i].Of = i-begin+1, end-begin
		}
		begin = end
	}
	return batch
}

// ended says what became of an action that a stopped run had begun, by what the next run found.
func ended(batch []fixers.Entry) {
	for i := range batch {
		switch e := &batch[i]; e.Outcome {
		case fixers.Already:
			e.Outcome, e.Note = fixers.Done, "a run that was stopped had begun it, and the next one found it done"
		case fixers.Drifted:
			e.Outcome, e.Note = fixers.Unverified, "a run that was stopped had begun it: "+e.Note
		}
	}
}

// whole adds the rows of an action that a killed run did not come to write: what became of one change became of all.
func (r *reading) whole(batch []fixers.Entry) []fixers.Entry {
	first := batch[0]
	for i := len(batch); i < first.Of; i++ {
		e := first
		e.Row, e.Change, e.Note = i+1, r.actions[first.Action].Changes[i], "the run was stopped while it recorded this"
		batch = append(batch, e)
	}
	return batch
}

// lastWord is what is to be said of an action after another outcome: what was done stays done when it is looked at again.
func lastWord(before, now fixers.Outcome) fixers.Outcome {
	switch {
	case now == fixers.WouldChange && before != "", now == fixers.Already && before == fixers.Done, now == fixers.Skipped && (before == fixers.Done || before == fixers.Already):
		return before
	}
	return now
}
