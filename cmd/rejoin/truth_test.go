package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rejoin/internal/bench"
)

// Files as an export writes them, imported and joined by the program itself, give the identities that the inventor of the
// organisation knows, and the same bytes for any number of workers.
func TestImportedOrganisationsAreJoinedAsTheyAre(t *testing.T) {
	for _, o := range []bench.Organisation{
		{Identities: 2000, FaultPerMille: 30, Seed: 11},
		{Identities: 2000, FaultPerMille: 30, Seed: 12, QuoteAll: true},
		{Identities: 2000, FaultPerMille: 300, Seed: 13},
		{Identities: 2000, FaultPerMille: 300, Seed: 14, QuoteAll: true},
	} {
		t.Run(fmt.Sprintf("seed %d", o.Seed), func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := bench.Write(".", o); err != nil {
				t.Fatal(err)
			}
			for _, table := range []string{"ad_users", "entra_users", "entra_deleted_users", "entra_organization", "exo_mailboxes"} {
				done(t, "import", "--table", table, "--taken", bench.Taken, "--out", "snapshot", table+".csv")
			}
			done(t, "verify", "snapshot")
			var first []byte
			for _, workers := range []string{"1", "2", "3", "8"} {
				done(t, "recon", "--all-identities", "--workers", workers, "--out", "run", "snapshot")
				text, err := os.ReadFile(filepath.Join("run", identitiesName))
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = text
				} else if !bytes.Equal(first, text) {
					t.Errorf("%s workers list others than 1", workers)
				}
			}
			want, err := os.ReadFile("truth.csv")
			if err != nil {
				t.Fatal(err)
			}
			compareTruth(t, table(t, want), table(t, first))
		})
	}
}

// done runs rejoin, which must succeed.
func done(t *testing.T, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if code := run(t.Context(), append([]string{"rejoin"}, args...), strings.NewReader(""), &out, &out); code != exitDone {
		t.Fatalf("rejoin %s: exit code %d\n%s", strings.Join(args, " "), code, &out)
	}
}

// table reads a CSV into a map from each row's key to its situation and its objects.
func table(t *testing.T, text []byte) map[string]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range records[0] {
		at[name] = i
	}
	rows := map[string]string{}
	for _, record := range records[1:] {
		var cells []string
		for _, name := range []string{"situation", "ad", "entra", "exo"} {
			i, ok := at[name]
			if !ok {
				t.Fatalf("there is no column %s among %q", name, records[0])
			}
			cells = append(cells, strings.TrimPrefix(record[i], "'"))
		}
		rows[record[at["key"]]] = strings.Join(cells, " ")
	}
	return rows
}

func compareTruth(t *testing.T, want, got map[string]string) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("want %d identities, got %d", len(want), len(got))
	}
	wrong := 0
	for key, row := range want {
		if got[key] != row {
			if wrong++; wrong < 5 {
				t.Errorf("%s: want %q, got %q", key, row, got[key])
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d identities are not as they are", wrong)
	}
}
