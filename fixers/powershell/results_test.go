package powershell

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/internal/psgrammar"
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// resultPlan has an action of every operation, and values that results must quote.
func resultPlan() *plan.Plan {
	p := &plan.Plan{Snapshot: "s1"}
	for _, a := range []plan.Action{
		action("", directory.AD, "ad_users", target, plan.Change{Op: plan.Set, Attribute: "targetAddress", Before: "x\"y,\r\nz", After: "SMTP:ada@contoso.example"},
			plan.Change{Op: plan.Set, Attribute: "proxyAddresses", Before: "", After: `SMTP:a@contoso.example;x500:/o=a\;b`},
			plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:b@contoso.example"}),
		action("", directory.EXO, "exo_mailboxes", target, plan.Change{Op: plan.Set, Attribute: "DeliverToMailboxAndForward", Before: "true", After: "false"}),
		action("", directory.Entra, "entra_users", target, plan.Change{Op: plan.Set, Attribute: "userPrincipalName", Before: "=x@y.example", After: "+x@y.example"}),
	} {
		a.Fix = "set-exchange-guid"
		a.ID = a.Seal(p.Snapshot)
		p.Actions = append(p.Actions, a)
	}
	return p
}

// simulated writes results as the scripts do.
type simulated struct {
	text  strings.Builder
	plan  *plan.Plan
	clock int
}

func simulate(p *plan.Plan) *simulated {
	s := &simulated{plan: p}
	s.text.WriteString("\ufeff")
	s.write(resultColumns)
	return s
}

func (s *simulated) write(cells []string) {
	for i, cell := range cells {
		if i > 0 {
			s.text.WriteByte(',')
		}
		if cell != "" && strings.Contains("=+-@\t'", cell[:1]) {
			cell = "'" + cell
		}
		s.text.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
	}
	s.text.WriteString("\r\n")
}

// row writes one row about a change; row numbers count from 1.
func (s *simulated) row(a *plan.Action, row int, c plan.Change, outcome, note, beyond string) {
	s.clock++
	s.write([]string{fmt.Sprintf("2026-11-02T07:%02d:%02dZ", s.clock/60, s.clock%60), outcome, a.ID, strconv.Itoa(row), strconv.Itoa(len(a.Changes)), string(a.System), a.Table, a.Target, c.Attribute,
		string(c.Op), c.Before, c.After, note, beyond, `CONTOSO\ops`, "ADMIN-1", "1-onprem", "seal", s.plan.Snapshot})
}

// action writes the rows of an action, or the first few.
func (s *simulated) action(n int, outcome string, rows ...int) *simulated {
	a := &s.plan.Actions[n]
	for i, c := range a.Changes {
		if len(rows) == 0 || i < rows[0] {
			s.row(a, i+1, c, outcome, "", "")
		}
	}
	return s
}

func (s *simulated) file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "1-onprem-result.csv")
	if err := os.WriteFile(path, []byte(s.text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// The columns that are read are those that the scripts write.
func TestResultColumns(t *testing.T) {
	script, err := psgrammar.Scan("result.ps1", part("result"))
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(script.Literals, "time")
	if at < 0 || !slices.Equal(script.Literals[at:at+len(resultColumns)], resultColumns) {
		t.Errorf("the scripts write other columns than %q", resultColumns)
	}
}

// What the scripts did comes back as a transcript, and undo takes back just that.
func TestRoundTrip(t *testing.T) {
	p := resultPlan()
	s := simulate(p)
	s.action(0, "started").action(0, "done")
	beyond := []plan.Change{{Op: plan.Set, Attribute: "msExchPoliciesExcluded", After: "{26491cfc-9e50-4857-861b-0cb8df22b5d7}"}, {Op: plan.Remove, Attribute: "proxyAddresses", Before: "smtp:old@contoso.example"}}
	for i, c := range beyond {
		s.row(&p.Actions[0], len(p.Actions[0].Changes)+1+i, c, "done", "", "beyond")
	}
	s.action(1, "started").action(1, "failed").action(2, "already")
	results, err := ReadResults(p, "seal", []string{s.file(t)})
	if err != nil {
		t.Fatal(err)
	}
	if len(results.Warnings) > 0 || !slices.Equal(results.Operators, []string{`CONTOSO\ops`}) || !slices.Equal(results.Hosts, []string{"ADMIN-1"}) {
		t.Errorf("%+v", results)
	}
	if tally := results.Tally; tally[fixers.Done] != 1 || tally[fixers.Failed] != 1 || tally[fixers.Already] != 1 || !tally.Partly() || results.Missing != 0 {
		t.Errorf("tally %v, %d missing", tally, results.Missing)
	}
	back, not := fixers.Undo([]*fixers.Transcribed{transcribed(t, results, p.Snapshot)})
	if len(not) > 0 || len(back.Actions) != 3 {
		t.Fatalf("undo: %+v, not %+v", back.Actions, not)
	}
	inverse := func(changes []plan.Change) []plan.Change {
		var all []plan.Change
		for _, c := range slices.Backward(changes) {
			switch c.Op {
			case plan.Add:
				c = plan.Change{Op: plan.Remove, Attribute: c.Attribute, Before: c.After}
			case plan.Remove:
				c = plan.Change{Op: plan.Add, Attribute: c.Attribute, After: c.Before}
			default:
				c.Before, c.After = c.After, c.Before
			}
			all = append(all, c)
		}
		return all
	}
	for i := range back.Actions {
		back.Actions[i].Decision = plan.Apply
	}
	if left := Make(back, "").LeftOut; len(left) > 0 {
		t.Errorf("the undo has no script: %+v", left)
	}
	// What the cmdlet changed beyond the plan is taken back first, and apart.
	for i, want := range [][]plan.Change{inverse(beyond[1:]), inverse(beyond[:1]), inverse(p.Actions[0].Changes)} {
		if !slices.EqualFunc(back.Actions[i].Changes, want, func(a, b plan.Change) bool {
			return strings.ReplaceAll(fmt.Sprint(a), "\r\n", "\n") == strings.ReplaceAll(fmt.Sprint(b), "\r\n", "\n")
		}) || back.Actions[i].Target != target {
			t.Errorf("undo: got %+v\nwant %+v", back.Actions[i].Changes, want)
		}
	}
}

// transcribed writes results as a transcript, and reads it.
func transcribed(t *testing.T, results *Results, snapshot string) *fixers.Transcribed {
	t.Helper()
	dir := t.TempDir()
	transcript, err := fixers.CreateTranscript(filepath.Join(dir, "t.csv"), filepath.Join(dir, "t.txt"), fixers.Heading{Snapshot: snapshot}, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range results.Entries {
		if err := transcript.Record(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := transcript.Close(); err != nil {
		t.Fatal(err)
	}
	read, err := fixers.ReadTranscript(filepath.Join(dir, "t.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// A stopped run tells the truth, wherever it was stopped, and undo takes back what may have been done.
func TestStoppedRuns(t *testing.T) {
	for _, c := range []struct {
		name    string
		results func(s *simulated)
		undone  int // changes
		last    fixers.Outcome
		warns   bool
	}{
		{"before the write", func(s *simulated) { s.action(0, "started") }, 3, fixers.Started, false},
		{"while it recorded that it begins", func(s *simulated) { s.action(0, "started", 1) }, 3, fixers.Started, false},
		{"while it recorded the end", func(s *simulated) { s.action(0, "started").action(0, "done", 1) }, 3, fixers.Done, false},
		{"and run again", func(s *simulated) { s.action(0, "started").action(0, "already") }, 3, fixers.Done, false},
		{"half-way, and run again", func(s *simulated) { s.action(0, "started").action(0, "drifted") }, 3, fixers.Unverified, false},
		{"rehearsed, and run again", func(s *simulated) { s.action(0, "started").action(0, "would-change").action(0, "already") }, 3, fixers.Done, false},
		{"and run again, doing it then", func(s *simulated) { s.action(0, "started", 2).action(0, "started").action(0, "done") }, 3, fixers.Done, false},
		{"not at all, run twice", func(s *simulated) {
			s.action(0, "started").action(0, "done").action(0, "already").action(0, "would-change")
		}, 3, fixers.Done, false},
		{"in the middle of a row", func(s *simulated) {
			s.action(0, "started").action(0, "done")
			s.text.WriteString(`"2026-11-02T08:00:00Z","done","` + s.plan.Actions[1].ID + `","1`)
		}, 3, fixers.Done, true},
		{"between two cells", func(s *simulated) {
			s.action(0, "started").action(0, "done")
			s.text.WriteString(`"2026-11-02T08:00:00Z","done"`)
		}, 3, fixers.Done, true},
		{"in the last cell of a row", func(s *simulated) {
			s.action(0, "started").action(0, "done").action(1, "started")
			text := s.text.String()
			s.text.Reset()
			s.text.WriteString(text[:len(text)-len("1\"\r\n")] + `"`)
		}, 3, fixers.Done, true},
	} {
		p := resultPlan()
		s := simulate(p)
		c.results(s)
		results, err := ReadResults(p, "seal", []string{s.file(t)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(results.Warnings) > 0 != c.warns {
			t.Errorf("%s: %q", c.name, results.Warnings)
		}
		if results.Tally[c.last] != 1 || results.Missing != 2 {
			t.Errorf("%s: %v, %d missing", c.name, results.Tally, results.Missing)
		}
		back, _ := fixers.Undo([]*fixers.Transcribed{transcribed(t, results, p.Snapshot)})
		if len(back.Actions) != 1 || len(back.Actions[0].Changes) != c.undone {
			t.Errorf("%s: undo %+v", c.name, back.Actions)
		}
	}
}

// A row that does not fit the plan is named by file, line and column.
func TestForeignResults(t *testing.T) {
	for column, c := range map[string]struct{ value, says string }{
		"action": {"a222222222222222", "no action of the plan"}, "target": {"99999999-0000-4000-8000-000000000001", "is not the plan's"}, "table": {"ad_groups", "is not the plan's"},
		"system": {"exo", "is not the plan's"}, "attribute": {"mail", "is not the plan's"}, "op": {"add", "is not the plan's"}, "before": {"other", "is not the plan's"},
		"after": {"SMTP:eve@contoso.example", "is not the plan's"}, "of": {"2", "is not the plan's"}, "row": {"4", "no row of the action"}, "outcome": {"fine", "no outcome"},
		"time": {"today", "no time"}, "snapshot": {"s2", "another snapshot"}, "beyond": {"x", "neither empty nor beyond"},
	} {
		p := resultPlan()
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(simulate(p).action(0, "started").action(0, "done").text.String(), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows[4][slices.Index(resultColumns, column)] = c.value
		edited := &simulated{plan: p}
		for _, row := range rows {
			edited.write(row)
		}
		path := edited.file(t)
		_, err = ReadResults(p, "seal", []string{path})
		want := path + ":6: column " + column + ": "
		if _, ok := err.(*ForeignError); !ok || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s… %s", column, err, want, c.says)
		}
	}
}

// A row that was deleted, a file of something else, and a plan that was saved again.
func TestOtherWrongResults(t *testing.T) {
	p := resultPlan()
	whole := simulate(p).action(0, "done").text.String()
	without := &simulated{plan: p}
	without.text.WriteString(whole[:strings.Index(whole, "\r\n\"2026")+2])
	without.row(&p.Actions[0], 2, p.Actions[0].Changes[1], "done", "", "")
	if _, err := ReadResults(p, "seal", []string{without.file(t)}); err == nil || !strings.Contains(err.Error(), "the row before it is missing") {
		t.Errorf("a deleted row: %v", err)
	}
	other := &simulated{plan: p}
	other.text.WriteString("a,b\r\n1,2\r\n")
	if _, err := ReadResults(p, "seal", []string{other.file(t)}); err == nil || !strings.Contains(err.Error(), "it is no result of a script") {
		t.Errorf("another file: %v", err)
	}
	if results, err := ReadResults(p, "another", []string{simulate(p).action(0, "done").file(t)}); err != nil || len(results.Warnings) != 1 || !strings.Contains(results.Warnings[0], "saved again") {
		t.Errorf("a plan that was saved again: %v, %v", results, err)
	}
	empty := &simulated{plan: p}
	if _, err := ReadResults(p, "seal", []string{empty.file(t)}); err == nil || !strings.Contains(err.Error(), "is empty") {
		t.Errorf("an empty file: %v", err)
	}
	// A wait is no action, and changes nothing.
	wait := simulate(p)
	wait.row(&plan.Action{ID: "sync-2", System: fixers.BySync, Changes: make([]plan.Change, 1)}, 1, plan.Change{}, "done", "", "")
	if results, err := ReadResults(p, "seal", []string{wait.file(t)}); err != nil || len(results.Entries) != 0 || results.Missing != 3 {
		t.Errorf("a wait: %+v, %v", results, err)
	}
}

// The scripts put an apostrophe before cells that a spreadsheet would run, and reading takes off every one of those.
func TestApostrophesComeOff(t *testing.T) {
	for _, text := range hostile {
		cell := text
		if cell != "" && strings.Contains("=+-@\t'", cell[:1]) {
			cell = "'" + cell
		}
		if got := csvio.UnguardCell(cell); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

// Whatever a file holds, what is read of it fits the plan.
func FuzzReadResults(f *testing.F) {
	p := resultPlan()
	whole := simulate(p).action(0, "started").action(0, "done").action(1, "already").text.String()
	f.Add(whole)
	f.Add(whole[:len(whole)-20])
	f.Add(strings.ReplaceAll(whole, "done", "started"))
	f.Add(strings.ReplaceAll(whole, ",", ";"))
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "1-onprem-result.csv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		results, err := ReadResults(p, "seal", []string{path})
		if err != nil {
			return
		}
		for _, e := range results.Entries {
			i := slices.IndexFunc(p.Actions, func(a plan.Action) bool {
				return e.Action == a.ID && e.Of == len(a.Changes) && e.Change == a.Changes[e.Row-1] || strings.HasPrefix(e.Action, a.ID+beyondSuffix)
			})
			if i < 0 || e.Target != p.Actions[i].Target {
				t.Errorf("an entry that is not the plan's: %+v", e)
			}
		}
	})
}
