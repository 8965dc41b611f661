package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"rejoin/fixers"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// countFixers prints how much of what a plan proposes.
func countFixers(w io.Writer, p *plan.Plan) error {
	g := grid{head: []string{"answer", "apply", "hold", "risk"}}
	at := map[string]int{}
	counts := [][2]int{}
	for _, a := range p.Actions {
		i, ok := at[a.Fix]
		if !ok {
			i = len(counts)
			at[a.Fix] = i
			counts = append(counts, [2]int{})
			g.rows = append(g.rows, []string{a.Fix, "", "", string(a.Risk)})
		}
		if a.Decision == plan.Apply {
			counts[i][0]++
		} else {
			counts[i][1]++
		}
	}
	for i, n := range counts {
		g.rows[i][1], g.rows[i][2] = strconv.Itoa(n[0]), strconv.Itoa(n[1])
	}
	if len(g.rows) == 0 {
		_, err := fmt.Fprintln(w, "nothing is to be done")
		return err
	}
	return g.table(w)
}

// tell prints a plan as a person would tell it: how much of what, then each action with what follows from it.
func tell(w io.Writer, p *plan.Plan, damaged []plan.Damage) {
	count := map[plan.Decision]int{}
	byID := map[string]*plan.Action{}
	for i := range p.Actions {
		count[p.Actions[i].Decision]++
		byID[p.Actions[i].ID] = &p.Actions[i]
	}
	fmt.Fprintf(w, "%d actions: %d to apply, %d on hold, %d to skip\n", len(p.Actions), count[plan.Apply], count[plan.Hold], count[plan.Skip])
	waits := false
	for i := range p.Actions {
		a := &p.Actions[i]
		if slices.Contains(a.DependsOn, plan.SyncWait) && !waits {
			waits = true
			fmt.Fprintln(w, "\nSome of these wait until synchronization has carried what comes before them.")
		}
		fmt.Fprintf(w, "\n%s  %s: %s (%s)\n", a.Decision, directory.OneLine(a.Who), a.Fix, directory.OneLine(a.Why))
		for _, c := range a.Changes {
			fmt.Fprintf(w, "    %s\n", fixers.Sentence(a.System, a.Table, c))
		}
		for _, id := range a.DependsOn {
			if id == plan.SyncWait {
				fmt.Fprintln(w, "    waits for synchronization")
			} else if before, ok := byID[id]; ok {
				fmt.Fprintf(w, "    after: %s for %s\n", before.Fix, directory.OneLine(before.Who))
			}
		}
		fmt.Fprintf(w, "    risk: %s; undo: %s\n", a.Risk, a.Undo)
		if !a.Deadline.IsZero() {
			fmt.Fprintf(w, "    too late after %s\n", minute(a.Deadline))
		}
		if a.Note != "" {
			fmt.Fprintf(w, "    consequences: %s\n", directory.OneLine(a.Note))
		}
	}
	for _, damage := range damaged {
		fmt.Fprintf(w, "\nleft out  %s: %s\n", directory.OneLine(damage.Who), damage.Error())
	}
}
