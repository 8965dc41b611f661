package plan

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"rejoin/recon"
	"rejoin/recon/directory"
)

const snapshotID = "386346120e674b5c9cf9f7563da86761d26845eb9fdb41aaec80ede9ee76e28a"

// sample is a plan with a value of every kind that a spreadsheet likes to change.
func sample() *Plan {
	p := &Plan{Snapshot: snapshotID}
	add := func(a Action) *Action {
		a.Decision, a.Certainty = Apply, recon.Certain
		a.ID = a.Seal(p.Snapshot)
		p.Actions = append(p.Actions, a)
		return &p.Actions[len(p.Actions)-1]
	}
	add(Action{Rules: []string{"MBX002", "MBX003"}, Fix: "set-exchange-guid", System: directory.AD, Table: "ad_users", Authority: recon.ADAuthority,
		Place: "contoso.example", Target: "12345678-0000-4000-8000-000000000001", Risk: Reversible, Who: "=Ada, \"Countess\"", Mail: "ada@contoso.example",
		Why: "MBX002 null-exchange-guid: migrated", Undo: "set back", Identity: "ad:12345678-0000-4000-8000-000000000001",
		Changes: []Change{{Set, "msExchMailboxGuid", "", "1e500000-0000-4000-8000-000000000001"}}})
	first := add(Action{Rules: []string{"MBX007"}, Fix: "set-recipient-type", System: directory.AD, Table: "ad_users", Authority: recon.ADAuthority,
		Target: "12345678-0000-4000-8000-000000000002", Risk: Hard, Who: "Łukasz Öğüt", Changes: []Change{
			{Set, "msExchRecipientTypeDetails", "2147483648", "34359738368"}, {Set, "msExchRecipientDisplayType", "", "-2147483642"},
			{Set, "msExchRemoteRecipientType", "1", "97"}, {Set, "msExchHideFromAddressLists", "", "true"}, {Set, "employeeNumber", "00123", "1E05"},
			{Set, "extensionAttribute1", "2026-11-02", "+43 1 234"}, {Set, "extensionAttribute2", "  ", "a\nb"}}}).ID
	add(Action{Rules: []string{"ADR003"}, Fix: "set-target-address", System: directory.AD, Table: "ad_users", Target: "12345678-0000-4000-8000-000000000003",
		Risk: Reversible, Who: "Ada", DependsOn: []string{first, SyncWait}, Changes: []Change{
			{Add, "proxyAddresses", "", "smtp:ada;b@contoso.example"}, {Remove, "proxyAddresses", "X500:/o=Contoso/ou=x, y/cn=ada", ""}}})
	add(Action{Rules: []string{"JOIN003"}, Fix: "restore-cloud-user", System: directory.Entra, Table: "entra_deleted_users", Target: "12345678-0000-4000-8000-000000000004",
		Risk: Irreversible, Access: true, Who: "Ada", Changes: []Change{{Call, "restore", "soft-deleted", "live"}}})
	return p
}

func written(t *testing.T, p *Plan) string {
	t.Helper()
	var text bytes.Buffer
	if err := p.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func readText(t *testing.T, text string) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.csv")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestPlanReadsBackAsItWas(t *testing.T) {
	p := sample()
	f := readText(t, written(t, p))
	if len(f.Damaged) > 0 || len(f.Warnings) > 0 {
		t.Fatalf("damaged %v, warnings %v", f.Damaged, f.Warnings)
	}
	if !reflect.DeepEqual(&f.Plan, p) {
		t.Errorf("got %+v\nwant %+v", f.Plan, *p)
	}
}

// cells parses a plan's text, changes it, and writes it again as some program would.
func saved(t *testing.T, text string, delimiter rune, change func(rows [][]string) [][]string) string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = delimiter, true
	if err := w.WriteAll(change(rows)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func column(name string) int { return slices.Index(Columns, name) }

func TestWhatSpreadsheetsDoToAPlan(t *testing.T) {
	same := func(rows [][]string) [][]string { return rows }
	eachCell := func(change func(string) string) func([][]string) [][]string {
		return func(rows [][]string) [][]string {
			for _, row := range rows[1:] {
				for i := range row {
					row[i] = change(row[i])
				}
			}
			return rows
		}
	}
	for _, c := range []struct {
		name string
		text func(string) string
	}{
		{"semicolons, CRLF, no byte order mark", func(text string) string { return saved(t, text, ';', same) }},
		{"tabs in UTF-16", func(text string) string {
			return utf16Text(saved(t, text, '\t', same))
		}},
		{"the apostrophes gone", func(text string) string {
			return saved(t, text, ';', eachCell(func(cell string) string { return strings.TrimPrefix(cell, "'") }))
		}},
		{"booleans in capitals", func(text string) string {
			return saved(t, text, ',', eachCell(func(cell string) string {
				if strings.TrimPrefix(cell, "'") == "true" || strings.TrimPrefix(cell, "'") == "false" {
					return strings.ToUpper(strings.TrimPrefix(cell, "'"))
				}
				return cell
			}))
		}},
		{"numbers for names", func(text string) string { return strings.ReplaceAll(text, "RemoteSharedMailbox", "34359738368") }},
		{"empty columns at the end", func(text string) string {
			return saved(t, text, ',', func(rows [][]string) [][]string {
				for i := range rows {
					rows[i] = append(rows[i], "", "")
				}
				return rows
			})
		}},
		{"notes for people rewritten", func(text string) string {
			return saved(t, text, ',', func(rows [][]string) [][]string {
				for _, row := range rows[1:] {
					row[column("who")], row[column("why")], row[column("deadline")] = "x", "y", "02.11.2026"
				}
				return rows
			})
		}},
	} {
		f := readText(t, c.text(written(t, sample())))
		if len(f.Damaged) > 0 {
			t.Errorf("%s: %v", c.name, f.Damaged)
			continue
		}
		for i, a := range f.Plan.Actions {
			if want := sample().Actions[i]; a.ID != want.ID || !slices.EqualFunc(a.Changes, want.Changes, sameChange) {
				t.Errorf("%s: got %+v, want %+v", c.name, a, want)
			}
		}
	}
}

// sameChange compares two changes but for how line breaks are written.
func sameChange(a, b Change) bool {
	a.After, b.After = strings.ReplaceAll(a.After, "\r\n", "\n"), strings.ReplaceAll(b.After, "\r\n", "\n")
	return a == b
}

func utf16Text(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

func TestDamageIsNamed(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(rows [][]string) [][]string
		column string // of the damage; empty: none
		says   string
		left   int // actions that still stand
	}{
		{"a value edited", func(rows [][]string) [][]string {
			rows[1][column("after")] = "2e500000-0000-4000-8000-000000000001"
			return rows
		}, "after", "not the value that the plan was made with", 3},
		{"a GUID turned into a number", func(rows [][]string) [][]string {
			rows[1][column("after")] = "1.5E+12"
			return rows
		}, "after", "", 3},
		{"zeros eaten", func(rows [][]string) [][]string {
			rows[6][column("before")] = "123"
			return rows
		}, "before", "not the value that the plan was made with", 3},
		{"a target edited", func(rows [][]string) [][]string {
			rows[1][column("target")] = "12345678-0000-4000-8000-000000000009"
			return rows
		}, "target", "", 3},
		{"a row deleted", func(rows [][]string) [][]string { return slices.Delete(rows, 3, 4) }, "row", "missing or out of order", 3},
		{"the last row of an action deleted", func(rows [][]string) [][]string { return slices.Delete(rows, 8, 9) }, "of", "6 of the action's rows", 3},
		{"no decision", func(rows [][]string) [][]string {
			rows[1][column("decision")] = "yes"
			return rows
		}, "decision", "write apply, hold or skip", 3},
		{"a whole action deleted", func(rows [][]string) [][]string { return slices.Delete(rows, 1, 2) }, "", "", 3},
		{"an action twice", func(rows [][]string) [][]string { return append(rows, rows[1]) }, "action", "twice", 4},
		{"an action of another snapshot", func(rows [][]string) [][]string {
			other := &Plan{Snapshot: strings.Repeat("0", 64), Actions: sample().Actions[:1]}
			other.Actions[0].ID = other.Actions[0].Seal(other.Snapshot)
			r, _ := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, other), "\ufeff"))).ReadAll()
			return append(rows, r[1])
		}, "snapshot", "another snapshot", 4},
		{"the seals damaged", func(rows [][]string) [][]string {
			rows[1][column("check")] = "k"
			return rows
		}, "check", "seals", 3},
	} {
		f := readText(t, saved(t, written(t, sample()), ',', c.change))
		if len(f.Plan.Actions) != c.left {
			t.Errorf("%s: %d actions stand, want %d", c.name, len(f.Plan.Actions), c.left)
		}
		if c.column == "" {
			if len(f.Damaged) > 0 {
				t.Errorf("%s: %v", c.name, f.Damaged)
			}
			continue
		}
		if len(f.Damaged) != 1 || f.Damaged[0].Column != c.column || !strings.Contains(f.Damaged[0].Reason, c.says) || f.Damaged[0].Line == 0 {
			t.Errorf("%s: got %+v, want column %s, %q", c.name, f.Damaged, c.column, c.says)
		}
	}
}

func TestMixedDecisionsTakeTheMostCautious(t *testing.T) {
	f := readText(t, saved(t, written(t, sample()), ',', func(rows [][]string) [][]string {
		rows[2][column("decision")], rows[3][column("decision")], rows[4][column("decision")] = "APPLY", "Skip", "hold"
		return rows
	}))
	if len(f.Damaged) > 0 || f.Plan.Actions[1].Decision != Skip || len(f.Warnings) == 0 {
		t.Errorf("damaged %v, decision %s, warnings %v", f.Damaged, f.Plan.Actions[1].Decision, f.Warnings)
	}
}

func TestNoPlanAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.csv")
	os.WriteFile(path, []byte("decision,who\napply,ada\n"), 0o644)
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "it is no plan") {
		t.Errorf("got %v", err)
	}
}

// LibreOffice opens a plan and saves it as CSV in its own way: what it does to cells must not change what the plan does.
func TestPlanSurvivesLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("REJOIN_REQUIRE_LIBREOFFICE") != "" {
			t.Fatal("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")
		}
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "plan.csv"), []byte(written(t, sample())), 0o644); err != nil {
		t.Fatal(err)
	}
	// The byte order mark makes LibreOffice propose UTF-8 in its dialog; headless it must be told.
	const utf8CSV = "Text - txt - csv (StarCalc):44,34,76,1"
	convert := func(to, filter, from string) {
		t.Helper()
		args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", to + ":" + filter, "--outdir", filepath.Join(dir, to)}
		if strings.HasSuffix(from, ".csv") {
			args = append(args, "--infilter="+utf8CSV)
		}
		if out, err := exec.Command(office, append(args, from)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	// As a spreadsheet and back: what a person does who saves it, and then exports it again.
	convert("ods", "calc8", filepath.Join(dir, "plan.csv"))
	convert("csv", "Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false", filepath.Join(dir, "ods", "plan.ods"))
	text, err := os.ReadFile(filepath.Join(dir, "csv", "plan.csv"))
	if err != nil {
		t.Fatal(err)
	}
	f := readText(t, string(text))
	if len(f.Damaged) > 0 || len(f.Plan.Actions) != len(sample().Actions) {
		t.Errorf("damaged %v\n%s", f.Damaged, text)
	}
}

func TestLimits(t *testing.T) {
	actions := func(n int, risk Risk, access bool, fix string) []Action {
		all := make([]Action, n)
		for i := range all {
			all[i] = Action{Decision: Apply, Risk: risk, Access: access, Table: "ad_users", Fix: fix}
		}
		return all
	}
	rows := func(string) int64 { return 1000 }
	for _, c := range []struct {
		name    string
		limits  Limits
		actions []Action
		rows    func(string) int64
		says    string // empty: allowed
	}{
		{"few", UsualLimits(), actions(50, Reversible, false, "x"), rows, ""},
		{"too many", UsualLimits(), actions(51, Reversible, false, "x"), rows, "--max-changes 51"},
		{"raised", Limits{Changes: 51, Hard: 10}, actions(51, Reversible, false, "x"), rows, ""},
		{"too much of a table", UsualLimits(), actions(31, Reversible, false, "x"), func(string) int64 { return 100 }, "more than 30 %"},
		{"a small table", UsualLimits(), actions(9, Reversible, false, "x"), func(string) int64 { return 9 }, ""},
		{"hard", UsualLimits(), actions(11, Hard, false, "x"), rows, "--max-hard 11"},
		{"access counts as hard", UsualLimits(), actions(11, Reversible, true, "x"), rows, "--max-hard 11"},
		{"hard, too much of a table", UsualLimits(), actions(3, Hard, false, "x"), func(string) int64 { return 100 }, "more than 2 %"},
		{"irreversible", UsualLimits(), actions(1, Irreversible, false, "x"), rows, "--allow-irreversible"},
		{"irreversible, allowed", Limits{AllowIrreversible: true}, actions(1, Irreversible, false, "x"), rows, ""},
		{"two kinds of irreversible", Limits{AllowIrreversible: true}, append(actions(1, Irreversible, false, "x"), actions(1, Irreversible, false, "y")...), rows, "one kind"},
	} {
		reasons := c.limits.Check(&Plan{Actions: c.actions}, c.rows)
		if c.says == "" && len(reasons) > 0 || c.says != "" && !strings.Contains(strings.Join(reasons, "; "), c.says) {
			t.Errorf("%s: got %q, want %q", c.name, reasons, c.says)
		}
	}
	held := actions(200, Irreversible, true, "x")
	for i := range held {
		held[i].Decision = Hold
	}
	if reasons := UsualLimits().Check(&Plan{Actions: held}, rows); len(reasons) > 0 {
		t.Errorf("what is on hold counts: %q", reasons)
	}
}

func FuzzReadPlan(f *testing.F) {
	var text bytes.Buffer
	if err := sample().Write(&text); err != nil {
		f.Fatal(err)
	}
	f.Add(text.String())
	f.Add(strings.ReplaceAll(text.String(), "apply", "skip"))
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "plan.csv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		file, err := Read(path)
		if err != nil {
			return
		}
		for _, a := range file.Plan.Actions {
			if a.Seal(file.Plan.Snapshot) != a.ID {
				t.Errorf("an action whose seal does not fit was let through: %+v", a)
			}
		}
	})
}
