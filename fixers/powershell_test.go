package fixers_test

import (
	"slices"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/fixers/powershell"
	"rejoin/internal/psgrammar"
	"rejoin/recon/plan"
)

// Every change that a fixer makes has a form as PowerShell, and so has everything that takes one back. What has none is named here, with
// what the refusal must say.
func TestEveryFixerHasAScript(t *testing.T) {
	// Entra ID accepts no other value of onPremisesObjectIdentifier than null. What restore-as-cloud does is not taken back at all.
	without := map[string]string{"undo of re-anchor": "onPremisesObjectIdentifier"}
	for _, fixer := range fixers.All() {
		t.Run(fixer.Name, func(t *testing.T) {
			all, p := contoso(t), contosoPolicy(t)
			if prepare, ok := prepared[fixer.Name]; ok {
				prepare(t, all, p)
			}
			for _, r := range all["entra_users"] {
				r["onPremisesObjectIdentifier"] = r["onPremisesImmutableId"]
			}
			s := all.write(t)
			proposal := propose(t, run(t, s, p), s, fixer.Name)
			if len(proposal.Plan.Actions) == 0 {
				t.Fatal("nothing calls for the fixer")
			}
			checkScripts(t, fixer.Name, &proposal.Plan, without)
			back, not := fixers.Inverse(&proposal.Plan)
			if len(not) > 0 != (fixer.NoUndo != "") {
				t.Errorf("not undoable: %+v", not)
			}
			checkScripts(t, "undo of "+fixer.Name, back, without)
		})
	}
}

// checkScripts makes a plan's scripts, and reads them without and with the grammar.
func checkScripts(t *testing.T, name string, p *plan.Plan, without map[string]string) {
	t.Helper()
	scripts := powershell.Make(p, strings.Repeat("0", 64))
	for _, one := range scripts.LeftOut {
		if says := without[name]; says == "" || !strings.Contains(one.Reason, says) {
			t.Errorf("%s: %s has no form: %s", name, one.Action, one.Reason)
		}
	}
	texts := map[string]string{}
	if without[name] != "" && len(scripts.LeftOut) == 0 {
		t.Errorf("%s: everything has a form now", name)
	}
	written := 0
	for i := range scripts.Stages {
		stage := &scripts.Stages[i]
		written += stage.Actions()
		texts[stage.File()] = scripts.Text(stage)
		script, err := psgrammar.Scan(stage.File(), texts[stage.File()])
		if err != nil {
			t.Error(err)
		}
		for _, problem := range psgrammar.Unknown(script, texts[stage.File()], psgrammar.Session(stage.Kind == powershell.OnPremises)...) {
			t.Error(problem)
		}
	}
	if written+len(scripts.LeftOut) != len(p.Actions) {
		t.Errorf("%s: %d of %d actions are in the scripts", name, written, len(p.Actions))
	}
	t.Run("grammar", func(t *testing.T) {
		for _, script := range psgrammar.Read(t, texts) {
			for _, problem := range script.Errors {
				t.Errorf("%s:%d: no PowerShell: %s", script.File, problem.Line, problem.Text)
			}
			kind := scripts.Stages[slices.IndexFunc(scripts.Stages, func(s powershell.Stage) bool { return s.File() == script.File })].Kind
			for _, problem := range psgrammar.Unknown(script, texts[script.File], psgrammar.Session(kind == powershell.OnPremises)...) {
				t.Error(problem)
			}
		}
	})
}

// What takes a plan back begins at its end, and waits for what takes back those that depended on it.
func TestInverse(t *testing.T) {
	set := func(id, after string, on ...string) plan.Action {
		return plan.Action{ID: id, Fix: "set-target-address", System: "ad", Table: "ad_users", Target: id, Decision: plan.Apply, DependsOn: on,
			Changes: []plan.Change{{Op: plan.Set, Attribute: "mail", After: after}}}
	}
	held := set("held", "x")
	held.Decision = plan.Hold
	restore := set("restore", "x")
	restore.Fix = "restore-cloud-user"
	back, not := fixers.Inverse(&plan.Plan{Snapshot: "s", Actions: []plan.Action{set("first", "a"), held, restore, set("second", "b", "first", plan.SyncWait), set("third", "c", "first", "second")}})
	if len(not) != 1 || not[0].Entry.Action != "restore" {
		t.Errorf("not undoable: %+v", not)
	}
	if len(back.Actions) != 3 {
		t.Fatalf("%+v", back.Actions)
	}
	third, second, first := back.Actions[0], back.Actions[1], back.Actions[2]
	if third.Target != "third" || third.Changes[0] != (plan.Change{Op: plan.Set, Attribute: "mail", Before: "c"}) || len(third.DependsOn) > 0 {
		t.Errorf("the first to be taken back is %+v", third)
	}
	if !slices.Equal(second.DependsOn, []string{third.ID}) || !slices.Equal(first.DependsOn, []string{second.ID, third.ID}) {
		t.Errorf("%s waits for %q, %s for %q", second.Target, second.DependsOn, first.Target, first.DependsOn)
	}
	for _, a := range back.Actions {
		if a.ID != a.Seal("s") {
			t.Errorf("the seal of %s is broken", a.Target)
		}
	}
}
