package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
	"rejoin/recon/snapshot"
)

// The loop over whole organisations: recon, plan, decide, rehearse, recon, undo. Whatever was done is not found again; nothing but what
// the transcript says differs between the snapshots, cell by cell; and undo brings the first snapshot's tables back byte for byte.
func TestLoop(t *testing.T) {
	anonymous(t)
	samples, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	undoable := func(row map[string]string) string {
		if strings.HasPrefix(row["undo"], "none: ") || row["risk"] == string(plan.Irreversible) {
			return "skip"
		}
		return "apply"
	}
	only := func(fix string) func(map[string]string) string {
		return func(row map[string]string) string {
			if row["fix"] == fix {
				return "apply"
			}
			return "skip"
		}
	}
	contoso := func(*testing.T) string { return filepath.Join(samples, "contoso") }
	policy := filepath.Join(samples, "contoso.yaml")
	for _, c := range []struct {
		name     string
		snapshot func(*testing.T) string
		policy   string
		decide   func(row map[string]string) string
		atLeast  int // how many actions must be done
		flags    []string
	}{
		{"contoso, all that can be taken back", contoso, policy, undoable, 20, nil},
		{"contoso, restored as cloud users", contoso, policy, only("restore-as-cloud"), 6, []string{"--allow-irreversible"}},
		{"contoso, permissions", contoso, policy, only("remove-permission"), 1, []string{"--allow-irreversible"}},
		{"contoso, restored", contoso, policy, only("restore-cloud-user"), 2, nil},
		{"contoso, holds", contoso, policy, only("set-litigation-hold"), 1, nil},
		{"seed 004", func(t *testing.T) string { return importSeed004(t, samples) }, "", undoable, 17, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			loop(t, c.snapshot(t), c.policy, c.decide, c.atLeast, c.flags)
		})
	}
}

func importSeed004(t *testing.T, samples string) string {
	must(t, "import", "--table", "ad_users", "--taken", "2026-11-02T06:00:00Z", "--out", "seed004", filepath.Join(samples, "seed004", "ad.csv"))
	must(t, "import", "--table", "exo_mailboxes", "--taken", "2026-11-02T06:00:00Z", "--out", "seed004", filepath.Join(samples, "seed004", "exo.csv"))
	return "seed004"
}

func loop(t *testing.T, first, policy string, decide func(map[string]string) string, atLeast int, flags []string) {
	t.Helper()
	var withPolicy []string
	if policy != "" {
		withPolicy = []string{"--policy", policy}
	}
	raised := append([]string{"--max-changes", "999", "--max-hard", "999"}, flags...)
	must(t, append([]string{"recon", "--out", "run", first}, withPolicy...)...)
	must(t, append([]string{"plan", "--accept-weak", "--systemic-ok", "--out", "plan.csv", "run"}, raised...)...)
	decidePlan(t, "plan.csv", decide)
	must(t, append([]string{"rehearse", "--snapshot", first, "--out", "second", "plan.csv"}, raised...)...)
	must(t, append([]string{"recon", "--out", "run2", "second"}, withPolicy...)...)

	transcript, err := fixers.ReadTranscript("transcript.csv")
	if err != nil {
		t.Fatal(err)
	}
	done := onlyDone(transcript.Entries)
	if n := actionsOf(done); n < atLeast {
		t.Fatalf("only %d actions were done, of %d that ought to be", n, atLeast)
	}
	noDoneFindingRemains(t, done, "run2/findings.csv")
	nothingElseDiffers(t, done, cellsByKey(t, first), cellsByKey(t, "second"))

	undoCode, said := runCommand(t, "undo", "--out", "undo.csv", "transcript.csv")
	must(t, append([]string{"rehearse", "--no-sync", "--snapshot", "second", "--transcript", "undone.csv", "--out", "third", "undo.csv"}, raised...)...)
	if undoCode == exitPartly {
		if !strings.HasPrefix(said, "cannot be taken back: ") {
			t.Errorf("what cannot be taken back is not said first:\n%s", said)
		}
		return
	}
	for _, entry := range entries(t, first) {
		same(t, filepath.Join(first, entry), filepath.Join("third", entry))
	}
}

// must runs a command that has to end well.
func must(t *testing.T, args ...string) {
	t.Helper()
	if code, said := runCommand(t, args...); code != exitDone {
		t.Fatalf("rejoin %s: exit code %d\n%s", strings.Join(args, " "), code, said)
	}
}

func runCommand(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	code = run(t.Context(), append([]string{"rejoin"}, args...), strings.NewReader(""), &out, &out)
	return code, out.String()
}

// decidePlan writes decisions into a plan, as a person would with a spreadsheet.
func decidePlan(t *testing.T, path string, decide func(row map[string]string) string) {
	t.Helper()
	rows := readRows(t, path)
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, name := range rows[0] {
			cells[name] = row[i]
		}
		row[slices.Index(rows[0], "decision")] = decide(cells)
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readRows(t *testing.T, path string) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func onlyDone(all []fixers.Entry) []fixers.Entry {
	return slices.DeleteFunc(slices.Clone(all), func(e fixers.Entry) bool { return e.Outcome != fixers.Done })
}

func actionsOf(entries []fixers.Entry) int {
	actions := map[string]bool{}
	for _, e := range entries {
		actions[e.Action] = true
	}
	return len(actions)
}

func noDoneFindingRemains(t *testing.T, done []fixers.Entry, findings string) {
	t.Helper()
	left := column(t, findings, "rule", "identity")
	for _, e := range done {
		for _, rule := range e.Rules {
			if slices.Contains(left, rule+" "+e.Identity) {
				t.Errorf("%s of %s was answered by %s, and is found again", rule, e.Who, e.Fix)
			}
		}
	}
}

// cell is where a value stands in a snapshot.
type cell struct{ table, key, column string }

// cellsByKey reads all cells of a snapshot with encoding/csv. A table's rows are told apart by its key.
func cellsByKey(t *testing.T, dir string) map[cell]string {
	t.Helper()
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[cell]string{}
	for _, part := range s.Parts {
		definition, ok := directory.TableNamed(part.Table)
		if !ok {
			t.Fatalf("there is no table %s", part.Table)
		}
		by := definition.Key
		if part.Table == "exo_mailboxes" {
			by = by[:1] // the other one is an alternative
		}
		rows := readRows(t, s.Path(part))
		for _, row := range rows[1:] {
			var key []string
			for _, name := range by {
				if at := slices.Index(rows[0], name); at >= 0 {
					key = append(key, row[at])
				}
			}
			for i, name := range rows[0] {
				where := cell{part.Table, strings.Join(key, " "), name}
				if _, twice := all[where]; twice {
					t.Fatalf("%v is there twice", where)
				}
				all[where] = row[i]
			}
		}
	}
	return all
}

// nothingElseDiffers checks that the second snapshot is the first one with what was done, and with nothing else. Rows that a call
// moves or removes are only looked for.
func nothingElseDiffers(t *testing.T, done []fixers.Entry, first, second map[cell]string) {
	t.Helper()
	called := map[string]bool{} // objects whose rows a call moves, and mailboxes whose permissions it removes
	for _, e := range done {
		if e.Change.Op == plan.Call {
			called[e.Target] = true
			continue
		}
		where := cell{e.Table, e.Target, e.Change.Attribute}
		before, ok := first[where]
		if !ok && !called[e.Target] {
			t.Errorf("%v was changed, and is not in the first snapshot", where)
		}
		first[where] = fixers.Changed(e.Table, before, e.Change)
	}
	for where, want := range first {
		object, _, _ := strings.Cut(where.key, " ")
		if got, ok := second[where]; !called[object] && (!ok || got != want) {
			t.Errorf("%v: got %q, want %q", where, got, want)
		}
	}
	for where := range second {
		object, _, _ := strings.Cut(where.key, " ")
		if _, ok := first[where]; !ok && !called[object] {
			t.Errorf("%v came from nowhere", where)
		}
	}
}
