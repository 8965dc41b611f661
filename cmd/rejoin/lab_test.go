package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rejoin/internal/lab"
)

// covered are the lab's defects that a rule finds wherever they were planted, and the rule.
var covered = map[string]string{
	"null-exchange-guid": "MBX002", "anchor-mismatch": "ANC003", "missing-remote-mailbox": "MBX001", "stale-homemdb": "MBX008",
	"spaced-proxy": "ADR007", "two-primary-smtp": "ADR007", "no-primary-smtp": "ADR007",
}

// partlyCovered are those of which the rules tell some and leave others, as their documentation says: a duplicate, for one, is told of
// one of its two holders.
var partlyCovered = map[string][]string{"wrong-upn-suffix": {"UPN002"}, "wrong-target-address": {"ADR003"}, "type-mismatch": {"MBX007", "MBX001"},
	"duplicate-proxy": {"ADR001"}}

// From the live directory to findings: what was planted is found, and nothing else.
func TestLabFindings(t *testing.T) {
	l := lab.Start(t, 1000)
	dir := t.TempDir()
	snap, runDir := filepath.Join(dir, "snap"), filepath.Join(dir, "run")
	t.Setenv(passwordVariable, l.Password)
	rejoin(t, "export", "ad", "--url", l.URL, "--ca-file", l.CAFile, "--user", l.Reader, "--out", snap)
	if out, err := exec.Command("go", "run", "../../internal/lab/cloud", snap, l.TruthFile()).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	rejoin(t, "recon", "--out", runDir, snap)
	found := findingsByUser(t, filepath.Join(runDir, "findings.csv"))
	planted := map[string]bool{} // user and rule
	for _, row := range l.Truth(t) {
		upn := strings.ToLower(row["userPrincipalName"])
		for defect := range strings.FieldsSeq(row["defects"]) {
			if rule := covered[defect]; rule != "" {
				planted[upn+" "+rule] = true
				if !found[upn+" "+rule] {
					t.Errorf("%s: %s was planted, and %s is silent", upn, defect, rule)
				}
			}
			for _, rule := range partlyCovered[defect] {
				planted[upn+" "+rule] = true
			}
		}
	}
	for key := range found {
		// A duplicate may be told of the holder that it was not planted on; an expired account is no planted defect.
		if !planted[key] && !strings.HasSuffix(key, " ADR001") && !strings.HasSuffix(key, " ACC004") {
			t.Errorf("%s was found, and nobody planted it", key)
		}
	}
	for _, file := range []string{filepath.Join(snap, "ad_users.csv"), filepath.Join(snap, "manifest.csv"), filepath.Join(runDir, "summary.json")} {
		text, err := os.ReadFile(file)
		if err != nil || strings.Contains(string(text), l.Password) {
			t.Errorf("%s: the password is in it, or %v", file, err)
		}
	}
}

// rejoin runs the program within the test.
func rejoin(t *testing.T, args ...string) {
	t.Helper()
	var out, talk bytes.Buffer
	if code := run(t.Context(), append([]string{"rejoin"}, args...), strings.NewReader(""), &out, &talk); code != exitDone {
		t.Fatalf("rejoin %s ended with %d\n%s", args[0], code, talk.String())
	}
	if password := os.Getenv(passwordVariable); strings.Contains(out.String()+talk.String(), password) {
		t.Errorf("rejoin %s printed the password", args[0])
	}
}

// findingsByUser are the UPN and rule of each finding.
func findingsByUser(t *testing.T, path string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) < 100 {
		t.Fatalf("%d findings, %v", len(rows), err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	all := map[string]bool{}
	for _, row := range rows[1:] {
		all[strings.ToLower(row[at["upn"]])+" "+row[at["rule"]]] = true
	}
	return all
}
