package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rejoin/fixers/powershell"
	"rejoin/internal/psgrammar"
	"rejoin/recon/csvio"
	"rejoin/recon/plan"
)

// samplesAt tells scripts where the samples are.
func samplesAt(env *testscript.Env) error {
	dir, err := filepath.Abs("../../samples")
	env.Setenv("SAMPLES", dir)
	return err
}

// pretend writes the result that a script would write if every action of a plan that is to be applied were begun and then had an outcome:
// pretend PLAN RESULT OUTCOME
func pretend(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: pretend PLAN RESULT OUTCOME")
	}
	file, err := plan.Read(ts.MkAbs(args[0]))
	ts.Check(err)
	seal, err := sealOf(ts.MkAbs(args[0]))
	ts.Check(err)
	text := "\ufeff" + strings.Join([]string{"time", "outcome", "action", "row", "of", "system", "table", "target", "attribute", "op", "before", "after", "note", "beyond",
		"operator", "host", "script", "plan", "snapshot"}, ",") + "\r\n"
	for _, a := range file.Plan.Actions {
		if a.Decision != plan.Apply {
			continue
		}
		for _, outcome := range []string{"started", args[2]} {
			for i, c := range a.Changes {
				text += strings.TrimSuffix(string(csvio.AppendRecord(nil, []string{"2026-11-02T07:00:00Z", outcome, a.ID, strconv.Itoa(i + 1), strconv.Itoa(len(a.Changes)), string(a.System), a.Table,
					a.Target, c.Attribute, string(c.Op), c.Before, c.After, "", "", `CONTOSO\ops`, "ADMIN-1", "1-onprem", seal, file.Plan.Snapshot})), "\n") + "\r\n"
			}
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// cut takes bytes off the end of a file: cut FILE BYTES
func cut(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:len(text)-n]), 0o600))
}

// The block that the tutorial shows is in the script.
func TestTutorialShowsABlock(t *testing.T) {
	tutorial, err := os.ReadFile("../../samples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(tutorial), "```powershell\n")
	block, _, found := strings.Cut(rest, "```")
	file, err := plan.Read("../../samples/plan.csv")
	if err != nil {
		t.Fatal(err)
	}
	scripts := powershell.Make(&file.Plan, "")
	text := strings.ReplaceAll(scripts.Text(&scripts.Stages[0]), "\r\n", "\n")
	if !found || len(block) < 100 || !strings.Contains(text, block) {
		t.Errorf("the tutorial shows a block that is in no script:\n%s", block)
	}
}

// The scripts of the whole sample plan are PowerShell, and name only what is published, whatever is decided.
func TestScriptsOfTheSamplePlan(t *testing.T) {
	file, err := plan.Read("../../samples/plan.csv")
	if err != nil {
		t.Fatal(err)
	}
	for i := range file.Plan.Actions {
		file.Plan.Actions[i].Decision = plan.Apply
	}
	scripts := powershell.Make(&file.Plan, strings.Repeat("0", 64))
	if len(scripts.LeftOut) > 0 {
		t.Errorf("left out: %+v", scripts.LeftOut)
	}
	texts, products := map[string]string{}, map[string][]psgrammar.Product{}
	written := 0
	for i := range scripts.Stages {
		stage := &scripts.Stages[i]
		texts[stage.File()], written = scripts.Text(stage), written+stage.Actions()
		products[stage.File()] = psgrammar.Session(stage.Kind == powershell.OnPremises)
	}
	if written != len(file.Plan.Actions) {
		t.Errorf("%d of %d actions are in the scripts", written, len(file.Plan.Actions))
	}
	for _, script := range psgrammar.Read(t, texts) {
		for _, problem := range script.Errors {
			t.Errorf("%s:%d is no PowerShell: %s", script.File, problem.Line, problem.Text)
		}
		for _, problem := range psgrammar.Unknown(script, texts[script.File], products[script.File]...) {
			t.Error(problem)
		}
		if script.Mark != "efbbbf" {
			t.Errorf("%s has no byte order mark", script.File)
		}
	}
}
