package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/internal/lab"
	"rejoin/internal/ldap"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// The loop on a live directory: export, recon, plan, preview, commit, synchronization, export, recon, undo. What was done is not found
// again, nothing else changed, and undo brings the first state back.
func TestLabFix(t *testing.T) {
	l := lab.Start(t, 1000)
	t.Chdir(labFolder(t))
	t.Setenv(passwordVariable, l.Password)
	look := func(snap, runDir string) {
		must(t, "export", "ad", "--url", l.URL, "--ca-file", l.CAFile, "--user", l.Reader, "--out", snap)
		if out, err := exec.Command("go", "run", "rejoin/internal/lab/cloud", snap, l.TruthFile()).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		must(t, "recon", "--out", runDir, snap)
	}
	work := t.TempDir()
	at := func(name string) string { return filepath.Join(work, name) }
	look(at("first"), at("run1"))
	raised := []string{"--max-changes", "999", "--max-hard", "999"}
	must(t, append([]string{"plan", "--systemic-ok", "--out", at("plan.csv"), at("run1")}, raised...)...)
	decidePlan(t, at("plan.csv"), func(row map[string]string) string {
		if row["system"] != "ad" || row["risk"] == string(plan.Irreversible) || row["depends_on"] != "" {
			return "skip"
		}
		return "apply"
	})
	fixAs := func(user, planFile, transcript string, flags ...string) string {
		args := append([]string{"fix", "--ad", "ldap", "--unsupported-exchange-writes", "--url", l.URL, "--ca-file", l.CAFile, "--user", user, "--transcript", at(transcript)}, raised...)
		code, said := runCommand(t, append(append(args, flags...), at(planFile))...)
		if code != exitDone && code != exitPartly || strings.Contains(said, l.Password) {
			t.Fatalf("fix: %d\n%s", code, said)
		}
		return said
	}
	fix := func(planFile, transcript string, flags ...string) string {
		return fixAs(l.Admin, planFile, transcript, flags...)
	}
	// An account that only reads is told so before anything is written.
	if said := fixAs(l.Reader, "plan.csv", "reader.csv", "--commit"); strings.Contains(said, "done") {
		t.Errorf("the reader wrote:\n%s", said)
	}
	reader, err := fixers.ReadTranscript(at("reader.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range reader.Entries {
		if e.Outcome != fixers.Skipped && (e.Outcome != fixers.Refused || !strings.Contains(e.Note, "the account may not write")) {
			t.Errorf("the reader's %s was %s: %s", e.Fix, e.Outcome, e.Note)
		}
	}
	if said := fix("plan.csv", "preview.csv"); !strings.Contains(said, "nothing was changed") {
		t.Errorf("preview:\n%s", said)
	}
	must(t, "export", "ad", "--url", l.URL, "--ca-file", l.CAFile, "--user", l.Reader, "--out", at("previewed"))
	sameDirectory(t, "the preview", liveCells(t, at("first")), liveCells(t, at("previewed")))

	fix("plan.csv", "transcript.csv", "--commit")
	transcript, err := fixers.ReadTranscript(at("transcript.csv"))
	if err != nil {
		t.Fatal(err)
	}
	done := onlyDone(transcript.Entries)
	for _, e := range transcript.Entries {
		if e.Outcome == fixers.Failed || e.Outcome == fixers.Unverified || e.Outcome == fixers.Drifted {
			t.Errorf("%s of %s was %s: %s", e.Fix, e.Who, e.Outcome, e.Note)
		}
	}
	if n := actionsOf(done); n < 20 {
		t.Fatalf("only %d actions were done", n)
	}
	driftOn(t, l, done, func() {
		if code, said := runCommand(t, append([]string{"fix", "--ad", "ldap", "--commit", "--unsupported-exchange-writes", "--url", l.URL, "--ca-file", l.CAFile, "--user", l.Admin,
			"--transcript", at("drift.csv"), at("plan.csv")}, raised...)...); code != exitStale {
			t.Errorf("drift: %d\n%s", code, said)
		}
		if said := fix("plan.csv", "drifted.csv", "--commit", "--skip-drifted"); !strings.Contains(said, "drifted") || strings.Contains(said, "done") {
			t.Errorf("drift, left out:\n%s", said)
		}
	})
	look(at("second"), at("run2"))
	noDoneFindingRemains(t, done, at("run2/findings.csv"))
	if summary, err := os.ReadFile(at("run2/summary.json")); err != nil || !strings.Contains(string(summary), `"pending": 0`) {
		t.Errorf("after synchronization something is pending, or %v:\n%.600s", err, summary)
	}
	wanted := liveCells(t, at("first"))
	for _, e := range done {
		where := cell{e.Table, e.Target, e.Change.Attribute}
		wanted[where] = sorted(where, fixers.Changed(e.Table, wanted[where], e.Change))
	}
	sameDirectory(t, "the commit", wanted, liveCells(t, at("second")))

	if code, said := runCommand(t, "undo", "--out", at("undo.csv"), at("transcript.csv")); code != exitDone {
		t.Fatalf("undo: %d\n%s", code, said)
	}
	fix("undo.csv", "undone.csv", "--commit")
	must(t, "export", "ad", "--url", l.URL, "--ca-file", l.CAFile, "--user", l.Reader, "--out", at("third"))
	sameDirectory(t, "undo", liveCells(t, at("first")), liveCells(t, at("third")))
}

// driftOn has another administrator change an object that was mended, does something, and has it changed back.
func driftOn(t *testing.T, l *lab.Lab, done []fixers.Entry, then func()) {
	t.Helper()
	at := slices.IndexFunc(done, func(e fixers.Entry) bool { return e.Change.Op == plan.Set && e.Change.Attribute == "targetAddress" })
	if at < 0 {
		t.Fatal("no targetAddress was set")
	}
	guid, err := directory.ParseGUID(done[at].Target)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := ldap.Connect(t.Context(), l.Settings(l.Admin))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	other, ours := [][]byte{[]byte("SMTP:somebody@elsewhere.example")}, [][]byte{[]byte(done[at].Change.After)}
	if err := conn.Modify(t.Context(), ldap.GUIDName(guid), []ldap.Change{{Attribute: "targetAddress", Remove: ours, Add: other}}); err != nil {
		t.Fatal(err)
	}
	then()
	if err := conn.Modify(t.Context(), ldap.GUIDName(guid), []ldap.Change{{Attribute: "targetAddress", Remove: other, Add: ours}}); err != nil {
		t.Fatal(err)
	}
}

// labFolder is the module's folder, where go run finds the lab's synchronization.
func labFolder(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// liveCells are the cells of AD's tables, without those that every write or signing in changes, lists in order.
func liveCells(t *testing.T, snap string) map[cell]string {
	t.Helper()
	all := cellsByKey(t, snap)
	for where, text := range all {
		if !strings.HasPrefix(where.table, "ad_") || slices.Contains([]string{"whenChanged", "uSNChanged", "lastLogonTimestamp"}, where.column) {
			delete(all, where)
			continue
		}
		all[where] = sorted(where, text)
	}
	return all
}

func sorted(where cell, text string) string {
	if !fixers.IsList(where.table, where.column) {
		return text
	}
	list := directory.List(slices.Sorted(slices.Values(fixers.Entries(text))))
	joined, _ := list.MarshalCSV()
	return joined
}

func sameDirectory(t *testing.T, after string, want, got map[cell]string) {
	t.Helper()
	for where, text := range want {
		if got[where] != text {
			t.Errorf("after %s, %v is %q, want %q", after, where, got[where], text)
		}
	}
	for where := range got {
		if _, ok := want[where]; !ok {
			t.Errorf("after %s, %v came from nowhere", after, where)
		}
	}
}
