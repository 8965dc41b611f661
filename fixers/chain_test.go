package fixers_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/fixers/rehearse"
	"rejoin/recon"
	"rejoin/recon/plan"
	"rejoin/recon/snapshot"
)

// chained is the sample with a remote mailbox that has neither the routing address nor a targetAddress, and the plan that mends both.
func chained(t *testing.T) (*snapshot.Snapshot, *recon.Result, *plan.Plan) {
	t.Helper()
	all := contoso(t)
	s := all.write(t)
	added := propose(t, run(t, s, contosoPolicy(t)), s, "add-routing-address").Plan.Actions[0]
	all.find(t, "ad_users", "objectGUID", added.Target)["targetAddress"] = ""
	s = all.write(t)
	result := run(t, s, contosoPolicy(t))
	findings := slices.DeleteFunc(result.Findings(), func(f recon.Finding) bool {
		return f.Identity != added.Identity || f.Rule != "ADR002" && f.Rule != "ADR003"
	})
	proposal, err := fixers.Propose(result, findings, s.ID(), fixers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := &proposal.Plan
	if len(p.Actions) != 2 {
		t.Fatalf("got %+v, refused %+v", p.Actions, proposal.Refused)
	}
	for i := range p.Actions {
		p.Actions[i].Decision = plan.Apply
	}
	return s, result, p
}

// A targetAddress waits until synchronization has carried the address to the mailbox; one rehearsal does both.
func TestChainWaitsForSynchronization(t *testing.T) {
	s, result, p := chained(t)
	first, second := p.Actions[0], p.Actions[1]
	if len(first.Rules) != 2 || !slices.Contains(second.DependsOn, first.ID) || !slices.Contains(second.DependsOn, plan.SyncWait) {
		t.Fatalf("the first action answers %v, the second depends on %v", first.Rules, second.DependsOn)
	}
	backend := backendFor(t, result, s, p)
	tally, entries := carry(t, p, backend, true)
	if tally[fixers.Done] != 2 {
		t.Fatalf("got %v", tally)
	}
	at := func(action string, system string) int {
		return slices.IndexFunc(entries, func(e fixers.Entry) bool {
			return e.Action == action && string(e.System) == system && e.Outcome == fixers.Done
		})
	}
	if carried, target := at(first.ID, string(fixers.BySync)), at(second.ID, "ad"); carried < 0 || carried > target {
		t.Errorf("synchronization stands at %d, and what waits for it at %d", carried, target)
	}
	for _, f := range run(t, written(t, backend), contosoPolicy(t)).Findings() {
		if f.Identity == first.Identity && (f.Rule == "ADR002" || f.Rule == "ADR003") {
			t.Errorf("%s is found again", f.Rule)
		}
	}
}

// Without synchronization, what waits for it is skipped, and says why.
func TestChainWithoutSynchronization(t *testing.T) {
	s, result, p := chained(t)
	backend, err := rehearse.New(s, p, result.Objects([]string{p.Actions[0].Identity}), true)
	if err != nil {
		t.Fatal(err)
	}
	tally, entries := carry(t, p, backend, true)
	last := entries[len(entries)-1]
	if tally[fixers.Done] != 1 || tally[fixers.Skipped] != 1 || !strings.Contains(last.Note, "--no-sync") {
		t.Errorf("got %v, %+v", tally, last)
	}
}

// A plan of which the first action was left out does nothing of what depends on it.
func TestChainWithoutItsBeginning(t *testing.T) {
	s, result, p := chained(t)
	for _, c := range []struct {
		name   string
		change func(*plan.Plan)
		want   fixers.Outcome
	}{
		{"skipped", func(p *plan.Plan) { p.Actions[0].Decision = plan.Skip }, fixers.Skipped},
		{"on hold", func(p *plan.Plan) { p.Actions[0].Decision = plan.Hold }, fixers.Skipped},
		{"deleted", func(p *plan.Plan) { p.Actions = p.Actions[1:] }, fixers.Skipped},
	} {
		t.Run(c.name, func(t *testing.T) {
			some := &plan.Plan{Snapshot: p.Snapshot, Actions: slices.Clone(p.Actions)}
			c.change(some)
			backend := backendFor(t, result, s, some)
			_, entries := carry(t, some, backend, true)
			if last := entries[len(entries)-1]; last.Outcome != c.want || last.Action != p.Actions[1].ID || !strings.Contains(last.Note, p.Actions[0].ID) {
				t.Errorf("got %+v", last)
			}
			copied, err := backend.Write(filepath.Join(t.TempDir(), "copy"))
			if err != nil {
				t.Fatal(err)
			}
			if changed := differences(cellsOf(t, s), cellsOf(t, copied)); len(changed) > 0 {
				t.Errorf("it changed %v", changed)
			}
		})
	}
}
