package powershell

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/internal/psgrammar"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

const target = "8ee30725-31b7-4668-a180-131e45e8e96b"

// action is one to be applied.
func action(id string, system directory.System, table, on string, changes ...plan.Change) plan.Action {
	return plan.Action{ID: id, Fix: "fix", System: system, Table: table, Target: on, Place: "contoso.example", Who: "Ada", Decision: plan.Apply, Changes: changes}
}

// hostilePlan has every hostile text in every place that takes one: names, forests, ids, fixers, values.
func hostilePlan() *plan.Plan {
	p := &plan.Plan{Snapshot: "'\u2019\n#>"}
	for i, text := range hostile {
		if text == "" {
			continue
		}
		guid := fmt.Sprintf("%08d-31b7-4668-a180-131e45e8e96b", i)
		for n, a := range []plan.Action{
			action("", directory.AD, "ad_users", guid, plan.Change{Op: plan.Set, Attribute: "homeMDB", Before: text, After: text + "x"},
				plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:" + text}, plan.Change{Op: plan.Remove, Attribute: "proxyAddresses", Before: text}),
			action("", directory.AD, "ad_groups", guid, plan.Change{Op: plan.Add, Attribute: "member", After: text}),
			action("", directory.EXO, "exo_mailboxes", guid, plan.Change{Op: plan.Set, Attribute: "LitigationHoldOwner", Before: text, After: text + "x"}),
			action("", directory.EXO, "exo_permissions", guid, plan.Change{Op: plan.Call, Attribute: fixers.CallPermission, Before: fixers.PermissionText("FullAccess", "t"+text, false, "All")}),
			action("", directory.Entra, "entra_users", guid, plan.Change{Op: plan.Set, Attribute: "userPrincipalName", Before: text, After: text + "x"}),
		} {
			a.ID, a.Who, a.Fix, a.Place = fmt.Sprintf("a%d-%d%s", i, n, text), text, text, text
			p.Actions = append(p.Actions, a)
		}
	}
	return p
}

func TestHostilePlan(t *testing.T) {
	p := hostilePlan()
	scripts := Make(p, "seal")
	if len(scripts.LeftOut) > 0 {
		t.Fatalf("left out: %+v", scripts.LeftOut)
	}
	texts := map[string]string{}
	var read []psgrammar.Script
	for i := range scripts.Stages {
		file := scripts.Stages[i].File()
		texts[file] = scripts.Text(&scripts.Stages[i])
		script, err := psgrammar.Scan(file, texts[file])
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, script)
	}
	if len(texts) != 2 {
		t.Fatalf("%d scripts, want 2", len(texts))
	}
	holdsAll(t, p, read)
	onlyOurCommands(t, read, texts)
	t.Run("grammar", func(t *testing.T) {
		read := psgrammar.Read(t, texts)
		for _, script := range read {
			for _, problem := range script.Errors {
				t.Errorf("%s:%d is no PowerShell: %s", script.File, problem.Line, problem.Text)
			}
		}
		holdsAll(t, p, read)
		onlyOurCommands(t, read, texts)
	})
}

// holdsAll checks that every text of the plan is in the scripts as a literal's value.
func holdsAll(t *testing.T, p *plan.Plan, read []psgrammar.Script) {
	t.Helper()
	seen := map[string]bool{}
	for _, script := range read {
		for _, text := range script.Literals {
			seen[text] = true
		}
	}
	for _, a := range p.Actions {
		for _, text := range append(valuesOf(&a), a.ID, a.Who, a.Fix, a.Place, p.Snapshot) {
			if text != "" && !seen[text] {
				t.Errorf("%q of %q is in no script", text, a.ID)
			}
		}
	}
}

// onlyOurCommands checks that no text of the plan became a command: all of them are published ones, or the script's own.
func onlyOurCommands(t *testing.T, read []psgrammar.Script, texts map[string]string) {
	t.Helper()
	for _, script := range read {
		for _, problem := range psgrammar.Unknown(script, texts[script.File], psgrammar.ActiveDirectory, psgrammar.OnPremises, psgrammar.Online, psgrammar.Graph) {
			t.Error(problem)
		}
	}
}

// A README and a result are read by people: a hostile name stays in its line.
func TestReadmeOfAHostilePlan(t *testing.T) {
	p := hostilePlan()
	for i := range p.Actions {
		p.Actions[i].Target = "no guid"
	}
	dir := t.TempDir() + "/out"
	planFile := t.TempDir() + "/plan.csv"
	if err := os.WriteFile(planFile, []byte("as it is\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Make(p, "seal").Write(dir, planFile, false); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(dir + "/README.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		line, ok := strings.CutSuffix(line, "\r\n")
		if !ok || oneLine(line) != line {
			t.Errorf("line %q", line)
		}
	}
	if copied, err := os.ReadFile(dir + "/plan.csv"); err != nil || string(copied) != "as it is\n" {
		t.Errorf("plan.csv is %q, %v", copied, err)
	}
}
