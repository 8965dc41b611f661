package bench

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// read parses one file of an organisation.
func read(t *testing.T, dir, table string) (map[string]int, [][]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, table+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	column := map[string]int{}
	for i, name := range lines[0] {
		column[name] = i
	}
	return column, lines[1:]
}

func write(t *testing.T, o Organisation) string {
	t.Helper()
	dir := t.TempDir()
	if err := Write(dir, o); err != nil {
		t.Fatal(err)
	}
	return dir
}

var tables = []string{adUsers, entraUsers, entraDeletedUsers, entraOrganization, exoMailboxes, truth}

func TestSameSeedSameBytes(t *testing.T) {
	o := Organisation{Identities: 3001, FaultPerMille: 100, Seed: 7}
	first, second := write(t, o), write(t, o)
	o.Seed = 8
	other := write(t, o)
	for _, table := range tables {
		a, _ := os.ReadFile(filepath.Join(first, table+".csv"))
		b, _ := os.ReadFile(filepath.Join(second, table+".csv"))
		c, _ := os.ReadFile(filepath.Join(other, table+".csv"))
		if !bytes.Equal(a, b) {
			t.Errorf("%s: the same seed gave other bytes", table)
		}
		if bytes.Equal(a, c) && table != entraOrganization {
			t.Errorf("%s: another seed gave the same bytes", table)
		}
	}
}

func TestCanonicalFormIsEncodingCSVs(t *testing.T) {
	dir := write(t, Organisation{Identities: 5000, FaultPerMille: 200, Seed: 3})
	for _, table := range tables {
		text, err := os.ReadFile(filepath.Join(dir, table+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		var again bytes.Buffer
		if err := csv.NewWriter(&again).WriteAll(lines); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), text) {
			t.Errorf("%s: encoding/csv writes it differently", table)
		}
	}
}

func TestKeysAreUnique(t *testing.T) {
	for _, quoteAll := range []bool{false, true} {
		dir := write(t, Organisation{Identities: 20_000, FaultPerMille: 100, QuoteAll: quoteAll, Seed: 1})
		for table, keys := range map[string][]string{
			adUsers:           {"objectGUID", "objectSid", "distinguishedName", "userPrincipalName"},
			entraUsers:        {"id", "userPrincipalName"},
			entraDeletedUsers: {"id", "userPrincipalName"},
			exoMailboxes:      {"ExchangeGuid", "Guid", "UserPrincipalName", "PrimarySmtpAddress", "LegacyExchangeDN"},
			truth:             {"key"},
		} {
			column, rows := read(t, dir, table)
			if len(rows) == 0 {
				t.Errorf("%s: no rows", table)
			}
			for _, key := range keys {
				seen := map[string]bool{}
				for _, row := range rows {
					value := row[column[key]]
					if value == "" || seen[value] {
						t.Errorf("%s: %s %q is empty or there twice", table, key, value)
					}
					seen[value] = true
				}
			}
		}
	}
}

func TestTruthHasARowForEachIdentity(t *testing.T) {
	for _, size := range []int{0, 1, 3, 4, 5, 10_000} {
		dir := write(t, Organisation{Identities: size, FaultPerMille: 300, Seed: 5})
		column, rows := read(t, dir, truth)
		if len(rows) != size {
			t.Errorf("%d identities: the truth has %d", size, len(rows))
		}
		named := map[string]bool{}
		for _, row := range rows {
			for _, system := range []string{"ad", "entra", "exo"} {
				named[system+row[column[system]]] = true
			}
		}
		for table, key := range map[string][2]string{
			adUsers: {"ad", "objectGUID"}, entraUsers: {"entra", "id"}, entraDeletedUsers: {"entra", "id"}, exoMailboxes: {"exo", "ExchangeGuid"},
		} {
			column, rows := read(t, dir, table)
			for _, row := range rows {
				if linked := table == adUsers && row[column["forest"]] == resourceForest; !linked && !named[key[0]+row[column[key[1]]]] {
					t.Errorf("%d identities: %s %s is in no identity", size, table, row[column[key[1]]])
				}
			}
		}
	}
}

func TestEverySituationOccurs(t *testing.T) {
	dir := write(t, Organisation{Identities: 20_000, FaultPerMille: 300, Seed: 1})
	column, rows := read(t, dir, truth)
	occurs := map[string]bool{}
	for _, row := range rows {
		occurs[row[column["situation"]]] = true
	}
	for _, situation := range []string{
		"Confirmed", "Found", "FoundAlreadyLinked", "Absent", "Ambiguous", "Missing", "SourceIgnored", "TargetIgnored",
		"Unassigned", "SourceMissing", "NotEvaluated", "AllGone",
	} {
		if !occurs[situation] {
			t.Errorf("nobody is %s", situation)
		}
	}
}
