package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rejoin/recon/rules"
)

var tutorial = flag.Bool("tutorial", false, "write what the commands print into samples/README.md, to be read before it is committed")

// block is a fenced block of the tutorial: a command, and the output that stands under it, if any.
type block struct {
	commands   []string
	output     string
	hasOutput  bool
	begin, end int // of the output's lines
}

// blocks reads the sh blocks of a text, and the text block that may follow each.
func blocks(lines []string) []block {
	var all []block
	for i := 0; i < len(lines); i++ {
		switch lines[i] {
		case "```sh":
			var b block
			for i++; lines[i] != "```"; i++ {
				b.commands = append(b.commands, lines[i])
			}
			all = append(all, b)
		case "```text":
			b := &all[len(all)-1]
			b.begin, b.hasOutput = i+1, true
			for i++; lines[i] != "```"; i++ {
				b.output += lines[i] + "\n"
			}
			b.end = i
		}
	}
	return all
}

// The tutorial is run: every command in order, in a copy of the samples, and what it prints must be what stands under it.
func TestTutorial(t *testing.T) {
	path, err := filepath.Abs("../../samples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	anonymous(t)
	work := t.TempDir()
	if err := os.CopyFS(filepath.Join(work, "samples"), os.DirFS("../../samples")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(work)
	lines := strings.Split(string(text), "\n")
	all := blocks(lines)
	if len(all) < 10 {
		t.Fatalf("the tutorial has only %d commands", len(all))
	}
	for i := range all {
		b := &all[i]
		var out bytes.Buffer
		for _, command := range b.commands {
			args := words(command)
			if len(args) == 0 || args[0] != "rejoin" {
				t.Fatalf("%q is no command of rejoin", command)
			}
			if code := run(t.Context(), args, strings.NewReader(""), &out, &out); code != exitDone {
				t.Fatalf("%s: exit code %d\n%s", command, code, &out)
			}
		}
		if b.hasOutput && out.String() != b.output && !*tutorial {
			t.Errorf("%s:\nwant\n%s\ngot\n%s", strings.Join(b.commands, "\n"), b.output, &out)
		}
		b.output = out.String()
	}
	if *tutorial {
		for i := len(all) - 1; i >= 0; i-- {
			if b := all[i]; b.hasOutput {
				lines = append(lines[:b.begin:b.begin], append(strings.Split(strings.TrimSuffix(b.output, "\n"), "\n"), lines[b.end:]...)...)
			}
		}
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "run/identities.csv", "run-handmade/identities.csv")
	same(t, "run/findings.csv", "run-handmade/findings.csv")
	for got, want := range map[string]string{"run/findings.csv": "findings.csv", "plan.csv": "plan.csv", "plan-refused.csv": "plan-refused.csv", "transcript.csv": "transcript.csv",
		"transcript.txt": "transcript.txt", "run-rehearsed/findings.csv": "findings-rehearsed.csv"} {
		golden(t, got, filepath.Join(filepath.Dir(path), want))
	}
	noAppliedFindingRemains(t, "plan.csv", "run-rehearsed/findings.csv")
	for _, entry := range entries(t, "samples/contoso") {
		same(t, "samples/contoso/"+entry, "undone/"+entry)
	}
	everyRuleHits(t, "run/findings.csv")
	noNearMissIsReported(t, "run/findings.csv", "samples/near-misses.csv")
}

// anonymous lets transcripts say the same on every machine and at every time.
func anonymous(t *testing.T) {
	t.Helper()
	realClock, realOperator, realHost, realVersion := clock, operator, host, version
	t.Cleanup(func() { clock, operator, host, version = realClock, realOperator, realHost, realVersion })
	at := time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)
	clock = func() time.Time { return at }
	operator, host, version = func() string { return "ops" }, func() string { return "admin-1" }, func() string { return "v0.0.0" }
}

// noAppliedFindingRemains checks that what was applied is not found again.
func noAppliedFindingRemains(t *testing.T, plan, findings string) {
	t.Helper()
	left := column(t, findings, "rule", "identity")
	for _, applied := range column(t, plan, "decision", "rules", "identity") {
		decision, rest, _ := strings.Cut(applied, " ")
		if decision == "apply" && slices.Contains(left, rest) {
			t.Errorf("%s was applied, and is found again", rest)
		}
	}
}

// entries lists a directory.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, one := range all {
		names = append(names, one.Name())
	}
	return names
}

// golden compares a file of the tutorial with the one that was read and committed; with -tutorial it writes that one.
func golden(t *testing.T, got, want string) {
	t.Helper()
	if *tutorial {
		text, err := os.ReadFile(got)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(want, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	same(t, got, want)
}

// column reads the cells of some columns of a CSV file, joined with a space.
func column(t *testing.T, path string, names ...string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, row := range rows[1:] {
		var some []string
		for _, name := range names {
			some = append(some, row[slices.Index(rows[0], name)])
		}
		cells = append(cells, strings.Join(some, " "))
	}
	return cells
}

// everyRuleHits checks that the sample shows every rule of the catalogue.
func everyRuleHits(t *testing.T, findings string) {
	t.Helper()
	found := column(t, findings, "rule")
	for _, rule := range rules.All() {
		if !slices.Contains(found, rule.ID) {
			t.Errorf("samples/contoso has no hit of %s %s", rule.ID, rule.Name)
		}
	}
}

// noNearMissIsReported checks that nobody is reported by the rule whose near miss they are.
func noNearMissIsReported(t *testing.T, findings, nearMisses string) {
	t.Helper()
	found := column(t, findings, "rule", "identity")
	for _, miss := range column(t, nearMisses, "rule", "objectGUID") {
		rule, guid, _ := strings.Cut(miss, " ")
		if slices.Contains(found, rule+" ad:"+guid) {
			t.Errorf("%s is reported about ad:%s, which is only a near miss", rule, guid)
		}
	}
}

// same checks that two files of the tutorial have the same bytes.
func same(t *testing.T, one, other string) {
	t.Helper()
	first, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("%s and %s differ", one, other)
	}
}

// words splits a command as a shell would, as far as the tutorial's commands go: spaces, and single quotes.
func words(command string) []string {
	var all []string
	for i, piece := range strings.Split(command, "'") {
		if i%2 == 1 {
			all = append(all, piece)
			continue
		}
		all = append(all, strings.Fields(piece)...)
	}
	return all
}
