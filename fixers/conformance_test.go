package fixers_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rejoin/fixers"
	"rejoin/fixers/rehearse"
	"rejoin/recon"
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
	"rejoin/recon/policy"
	"rejoin/recon/rules"
	"rejoin/recon/snapshot"
)

// row is one row of a table, by column.
type row map[string]string

// tables are a snapshot's tables, to be changed.
type tables map[string][]row

// readTables reads a snapshot whole.
func readTables(t *testing.T, s *snapshot.Snapshot) tables {
	t.Helper()
	all := tables{}
	for _, part := range s.Parts {
		file, err := s.OpenPart(part)
		if err != nil {
			t.Fatal(err)
		}
		columns := make([]int, len(file.Header.Names))
		for i := range columns {
			columns[i] = i
		}
		var rows []row
		if _, err := csvio.Reduce(file, columns, 1, func() *rowBlock { return &rowBlock{header: file.Header.Names, forest: part.Forest} }, func(b *rowBlock) error {
			rows = append(rows, b.rows...)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		file.Close()
		all[part.Table] = append(all[part.Table], rows...)
	}
	return all
}

type rowBlock struct {
	header []string
	forest string
	rows   []row
}

func (b *rowBlock) Row(r csvio.Row) error {
	one := row{}
	for i, name := range b.header {
		one[name] = string(r.Fields[i])
	}
	if b.forest != "" && one["forest"] == "" {
		one["forest"] = b.forest
	}
	b.rows = append(b.rows, one)
	return nil
}

func (b *rowBlock) Reset() { b.rows = nil }

// write writes the tables as a snapshot; every table is one part, claimed to be complete.
func (all tables) write(t *testing.T) *snapshot.Snapshot {
	t.Helper()
	edit, err := snapshot.Begin(filepath.Join(t.TempDir(), "snapshot"))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range directory.Tables() {
		rows := all[table.Name]
		if len(rows) == 0 {
			continue
		}
		names := map[string]bool{}
		for _, r := range rows {
			for name := range r {
				names[name] = true
			}
		}
		var header []string
		for _, column := range table.Columns {
			if names[column.Name] {
				header = append(header, column.Name)
			}
		}
		w, err := edit.Create(table.Name, header)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			cells := make([]string, len(header))
			for i, name := range header {
				cells[i] = r[name]
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		part := snapshot.Part{Complete: snapshot.Claimed}
		part.Finished.Time, _ = time.Parse(time.RFC3339, "2026-11-02T06:00:00Z")
		if _, err := w.Close(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := edit.Commit(); err != nil {
		t.Fatal(err)
	}
	return edit.Snapshot()
}

// find is the row of a table in which a column has a value.
func (all tables) find(t *testing.T, table, column, value string) row {
	t.Helper()
	i := slices.IndexFunc(all[table], func(r row) bool { return r[column] == value })
	if i < 0 {
		t.Fatalf("%s has no row with %s %s", table, column, value)
	}
	return all[table][i]
}

// contoso is the sample organisation, in which every rule has a hit.
func contoso(t *testing.T) tables {
	t.Helper()
	s, err := snapshot.Open("../samples/contoso")
	if err != nil {
		t.Fatal(err)
	}
	return readTables(t, s)
}

func contosoPolicy(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := policy.Load("../samples/contoso.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// run judges a snapshot by every rule.
func run(t *testing.T, s *snapshot.Snapshot, p *policy.Policy) *recon.Result {
	t.Helper()
	result, err := recon.Run(s, recon.Options{Policy: p, Rules: rules.All()})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// propose plans everything that one fixer answers, and decides to apply it.
func propose(t *testing.T, result *recon.Result, s *snapshot.Snapshot, name string) *fixers.Proposal {
	t.Helper()
	options := fixers.Options{Fixes: map[string]string{}}
	for _, rule := range rules.All() {
		if slices.Contains(rule.Fixes, name) {
			options.Rules = append(options.Rules, rule.ID)
			options.Fixes[rule.ID] = name
		}
	}
	proposal, err := fixers.Propose(result, result.Findings(), s.ID(), options)
	if err != nil {
		t.Fatal(err)
	}
	for i := range proposal.Plan.Actions {
		proposal.Plan.Actions[i].Decision = plan.Apply
	}
	return proposal
}

// carry carries a plan out and returns what was recorded.
func carry(t *testing.T, p *plan.Plan, backend fixers.Backend, commit bool) (fixers.Tally, []fixers.Entry) {
	t.Helper()
	var entries []fixers.Entry
	at := time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)
	run := &fixers.Run{Plan: p, Backend: backend, Commit: commit, SkipDrifted: true,
		Clock:  func() time.Time { at = at.Add(time.Second); return at },
		Record: func(e fixers.Entry) error { entries = append(entries, e); return nil }}
	tally, err := run.Do()
	if err != nil {
		t.Fatal(err)
	}
	return tally, entries
}

func backendFor(t *testing.T, result *recon.Result, s *snapshot.Snapshot, p *plan.Plan) *rehearse.Backend {
	t.Helper()
	var keys []string
	for _, a := range p.Actions {
		keys = append(keys, a.Identity)
	}
	b, err := rehearse.New(s, p, result.Objects(keys), false)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cellsOf are all cells of a snapshot, by table, key and column; lists as sets.
func cellsOf(t *testing.T, s *snapshot.Snapshot) map[string]string {
	t.Helper()
	cells := map[string]string{}
	for name, rows := range readTables(t, s) {
		table, _ := directory.TableNamed(name)
		for _, r := range rows {
			key := name
			for _, column := range table.Key {
				if table.KeyAll || r[column] != "" {
					key += " " + r[column]
				}
				if !table.KeyAll && r[column] != "" {
					break
				}
			}
			for column, value := range r {
				if fixers.IsList(name, column) {
					list := strings.Split(value, ";")
					slices.Sort(list)
					value = strings.Join(list, ";")
				}
				cells[key+" "+column] = value
			}
		}
	}
	return cells
}

// differences lists what differs between two snapshots.
func differences(a, b map[string]string) []string {
	var all []string
	for key, value := range a {
		if other, ok := b[key]; !ok || other != value {
			all = append(all, key)
		}
	}
	for key := range b {
		if _, ok := a[key]; !ok {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return all
}

// prepared says what the sample must be changed in for fixers that nothing in it calls for.
var prepared = map[string]func(*testing.T, tables, *policy.Policy){
	"set-alias": func(t *testing.T, all tables, _ *policy.Policy) {
		r := all.find(t, "ad_users", "userPrincipalName", "fatima.mueller@contoso.example")
		r["proxyAddresses"] = all.find(t, "exo_mailboxes", "UserPrincipalName", "fatima.mueller@contoso.example")["EmailAddresses"]
	},
	"convert-to-cloud": func(_ *testing.T, all tables, _ *policy.Policy) {
		for _, r := range all["entra_users"] {
			r["onPremisesSyncBehavior.isCloudManaged"] = "false"
		}
	},
	"remove-permission": func(t *testing.T, all tables, _ *policy.Policy) {
		// Two rights on the same mailbox are two actions.
		second := maps.Clone(all.find(t, "exo_permissions", "Trustee", "S-1-5-21-2718281828-1414213562-1732050807-1031"))
		second["Right"] = "SendAs"
		all["exo_permissions"] = append(all["exo_permissions"], second)
	},
	"remove-licence": func(t *testing.T, all tables, _ *policy.Policy) {
		const visio = "c5928f49-12ba-48f7-ada3-0d743a3601d5"
		all["entra_skus"] = append(all["entra_skus"], row{"id": "x_" + visio, "skuId": visio, "skuPartNumber": "VISIOCLIENT", "capabilityStatus": "Enabled", "servicePlans": "[]"})
		e := all.find(t, "entra_users", "userPrincipalName", "grace.oconnor@contoso.example")
		e["assignedLicenses"] = strings.TrimSuffix(e["assignedLicenses"], "]") + `,{"disabledPlans":[],"skuId":"` + visio + `"}]`
	},
}

// TestConformance holds every fixer to the same: a preview writes nothing, a commit does it, a second run finds it done, a value that
// drifted is left alone, and undo brings everything back that the fixer says can be brought back.
func TestConformance(t *testing.T) {
	for _, fixer := range fixers.All() {
		t.Run(fixer.Name, func(t *testing.T) {
			all, p := contoso(t), contosoPolicy(t)
			if prepare, ok := prepared[fixer.Name]; ok {
				prepare(t, all, p)
			}
			s := all.write(t)
			result := run(t, s, p)
			proposal := propose(t, result, s, fixer.Name)
			actions := proposal.Plan.Actions
			if len(actions) == 0 {
				t.Fatalf("nothing calls for the fixer; refused: %+v", proposal.Refused)
			}
			conform(t, fixer, result, s, &proposal.Plan)
		})
	}
}

func conform(t *testing.T, fixer *fixers.Fixer, result *recon.Result, s *snapshot.Snapshot, p *plan.Plan) {
	t.Helper()
	before := cellsOf(t, s)
	preview := backendFor(t, result, s, p)
	tally, _ := carry(t, p, preview, false)
	if tally[fixers.WouldChange] != len(p.Actions) {
		t.Errorf("preview: %v, want %d would-change", tally, len(p.Actions))
	}
	if changed := differences(before, cellsOf(t, written(t, preview))); len(changed) > 0 {
		t.Errorf("a preview changed %v", changed)
	}

	backend := backendFor(t, result, s, p)
	tally, entries := carry(t, p, backend, true)
	if tally[fixers.Done] != len(p.Actions) {
		t.Fatalf("commit: %v, want %d done: %+v", tally, len(p.Actions), entries)
	}
	after := written(t, backend)
	if changed := differences(before, cellsOf(t, after)); len(changed) == 0 {
		t.Error("a commit changed nothing")
	}
	if tally, _ := carry(t, p, backend, true); !twice(fixer, tally, len(p.Actions)) {
		t.Errorf("a second run: %v, want %d already", tally, len(p.Actions))
	}
	drift(t, result, s, p)
	undo(t, fixer, s, after, entries)
}

// twice says whether a second run did nothing. Calls that follow one another, delete and restore, go round again by their nature: the
// user is live after both.
func twice(fixer *fixers.Fixer, tally fixers.Tally, actions int) bool {
	if fixer.Name == "restore-as-cloud" {
		return tally[fixers.Failed]+tally[fixers.Unverified]+tally[fixers.Drifted] == 0
	}
	return tally[fixers.Already] == actions
}

func written(t *testing.T, b *rehearse.Backend) *snapshot.Snapshot {
	t.Helper()
	s, err := b.Write(filepath.Join(t.TempDir(), "copy"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drift gives every attribute that the first action sets another value than the plan knows of.
func drift(t *testing.T, result *recon.Result, s *snapshot.Snapshot, p *plan.Plan) {
	t.Helper()
	first := p.Actions[0]
	set := slices.IndexFunc(first.Changes, func(c plan.Change) bool { return c.Op == plan.Set })
	if set < 0 {
		return // a value that comes or goes is there or is not; it cannot be a third thing
	}
	all := readTables(t, s)
	table, _ := directory.TableNamed(first.Table)
	all.find(t, first.Table, table.Key[0], first.Target)[first.Changes[set].Attribute] = driftedValue(first.Table, first.Changes[set])
	drifted := all.write(t)
	one := &plan.Plan{Snapshot: p.Snapshot, Actions: []plan.Action{first}}
	one.Actions[0].DependsOn = nil
	backend := backendFor(t, result, drifted, one)
	tally, _ := carry(t, one, backend, true)
	if tally[fixers.Drifted] != 1 {
		t.Errorf("drift: %v", tally)
	}
	if changed := differences(cellsOf(t, drifted), cellsOf(t, written(t, backend))); len(changed) > 0 {
		t.Errorf("a drifted action changed %v", changed)
	}
}

// An address that has become somebody's primary one since the plan was made is not taken away.
func TestPrimaryAddressIsNotTaken(t *testing.T) {
	all := contoso(t)
	s := all.write(t)
	result := run(t, s, contosoPolicy(t))
	p := &propose(t, result, s, "remove-duplicate-address").Plan
	p.Actions = p.Actions[:1]
	first := p.Actions[0]
	if len(first.Changes) != 1 || first.Changes[0].Op != plan.Remove || !strings.HasPrefix(first.Changes[0].Before, "smtp:") {
		t.Fatalf("the sample's first action takes no further address away: %+v", first)
	}
	table, _ := directory.TableNamed(first.Table)
	r := all.find(t, first.Table, table.Key[0], first.Target)
	list := r[first.Changes[0].Attribute]
	list = strings.Replace(strings.Replace(list, "SMTP:", "smtp:", 1), first.Changes[0].Before, "SMTP:"+strings.TrimPrefix(first.Changes[0].Before, "smtp:"), 1)
	r[first.Changes[0].Attribute] = list
	changed := all.write(t)
	backend := backendFor(t, result, changed, p)
	if tally, _ := carry(t, p, backend, true); tally[fixers.Drifted] != 1 {
		t.Errorf("got %v", tally)
	}
	if left := differences(cellsOf(t, changed), cellsOf(t, written(t, backend))); len(left) > 0 {
		t.Errorf("it changed %v", left)
	}
}

// driftedValue is a value that is neither before nor after.
func driftedValue(table string, c plan.Change) string {
	definition, _ := directory.TableNamed(table)
	column, _ := definition.Column(c.Attribute)
	for _, value := range map[directory.Kind][]string{
		directory.KindBool: {"true", "false", ""}, directory.KindGUID: {"99999999-0000-4000-8000-000000000001"}, directory.KindInt: {"7"},
		directory.KindRecipientTypeDetails: {"128", "16"}, directory.KindRemoteRecipientType: {"8"}, directory.KindDisplayType: {"6"}, directory.KindDays: {"11"},
		directory.KindLicences: {`[{"disabledPlans":[],"skuId":"66b55226-6b4f-492c-910c-a3b7a3c9d993"}]`},
	}[column.Kind] {
		if value != c.Before && value != c.After {
			return value
		}
	}
	return "drifted@contoso.example"
}

// undo takes the transcript back, and compares with the first snapshot.
func undo(t *testing.T, fixer *fixers.Fixer, s, after *snapshot.Snapshot, entries []fixers.Entry) {
	t.Helper()
	back, not := fixers.Undo([]*fixers.Transcribed{{Heading: fixers.Heading{Snapshot: s.ID()}, Entries: entries}})
	if fixer.NoUndo != "" {
		if len(not) == 0 {
			t.Error("the fixer says that it cannot be taken back, and undo does not")
		}
		return
	}
	if len(not) > 0 {
		t.Fatalf("undo: not undoable: %+v", not)
	}
	backend := backendFor(t, run(t, after, nil), after, back)
	tally, _ := carry(t, back, backend, true)
	if tally[fixers.Done] != len(back.Actions) {
		t.Errorf("undo: %v, want %d done", tally, len(back.Actions))
	}
	if left := differences(cellsOf(t, s), cellsOf(t, written(t, backend))); len(left) > 0 {
		t.Errorf("undo left %v", left)
	}
}

// Whoever is protected, and whoever nobody can tell who it is, is never planned.
func TestProtectedAndAmbiguousAreRefused(t *testing.T) {
	all, p := contoso(t), contosoPolicy(t)
	s := all.write(t)
	result := run(t, s, p)
	everything, err := fixers.Propose(result, result.Findings(), s.ID(), fixers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var identities []string
	for _, a := range everything.Plan.Actions {
		identities = append(identities, a.Identity)
	}
	for _, f := range result.Findings() {
		if f.Rule == "JOIN001" && slices.Contains(identities, f.Identity) {
			t.Errorf("%s is ambiguous, and planned", f.Identity)
		}
	}
	p.Protected = policy.Selectors{{Everybody: true}}
	result = run(t, s, p)
	nothing, err := fixers.Propose(result, result.Findings(), s.ID(), fixers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range nothing.Plan.Actions {
		t.Errorf("%s is protected, and planned: %s", a.Who, a.Fix)
	}
	if len(nothing.Refused) < len(everything.Refused) || !slices.ContainsFunc(nothing.Refused, func(r plan.Refusal) bool { return strings.Contains(r.Reason, "protected") }) {
		t.Error("nobody is told that people are protected")
	}
}

// Guards keep findings from being planned, and say why.
func TestGuards(t *testing.T) {
	const uma = "uma.baecker@contoso.example" // whose msExchMailboxGuid is empty
	for _, c := range []struct {
		name    string
		change  func(*testing.T, tables)
		options fixers.Options
		says    string
	}{
		{"systemic", func(_ *testing.T, all tables) {
			for _, r := range all["ad_users"] {
				if r["msExchRecipientTypeDetails"] == "2147483648" {
					r["msExchMailboxGuid"] = ""
				}
			}
		}, fixers.Options{Rules: []string{"MBX002"}}, "systemic"},
		{"suspect", func(t *testing.T, all tables) {
			delete(all, "ad_domains")
			for _, r := range all["entra_users"] {
				if r["onPremisesDomainName"] != "" {
					r["onPremisesDomainName"] = "northwind.example"
				}
			}
		}, fixers.Options{Rules: []string{"ANC001"}}, "only suspected"},
		{"a role holder", func(t *testing.T, all tables) {
			all["entra_roles"] = append(all["entra_roles"], row{"id": "1", "principalId": all.find(t, "entra_users", "userPrincipalName", uma)["id"], "roleDefinition.displayName": "User Administrator"})
		}, fixers.Options{Identities: []string{uma}}, "holds the role User Administrator"},
		{"authority unknown", func(t *testing.T, all tables) {
			// Converted or not: the flag is not in the snapshot, and leftovers of synchronization are.
			all.find(t, "entra_users", "userPrincipalName", uma)["onPremisesSyncEnabled"] = ""
		}, fixers.Options{Rules: []string{"MBX002"}, Identities: []string{uma}}, "who may write"},
		{"no fixer", func(*testing.T, tables) {}, fixers.Options{Rules: []string{"LIC001"}}, "no fixer answers it"},
	} {
		all := contoso(t)
		c.change(t, all)
		s := all.write(t)
		result := run(t, s, contosoPolicy(t))
		proposal, err := fixers.Propose(result, result.Findings(), s.ID(), c.options)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(proposal.Refused, func(r plan.Refusal) bool { return strings.Contains(r.Reason, c.says) }) {
			t.Errorf("%s: %d actions, refused %+v", c.name, len(proposal.Plan.Actions), proposal.Refused)
		}
	}
}

// Every fixer that a rule names is there, and every fixer answers a rule.
func TestRulesAndFixersKnowEachOther(t *testing.T) {
	named := map[string]bool{}
	for _, rule := range rules.All() {
		for _, name := range rule.Fixes {
			named[name] = true
			if _, ok := fixers.Named(name); !ok {
				t.Errorf("%s names the fixer %s, which is not there", rule.ID, name)
			}
		}
	}
	for _, fixer := range fixers.All() {
		if !named[fixer.Name] {
			t.Errorf("no rule names the fixer %s", fixer.Name)
		}
		if (fixer.Undo == "") == (fixer.NoUndo == "") {
			t.Errorf("%s says both or neither of how it is taken back and why it is not", fixer.Name)
		}
	}
}
