package snapshot

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rejoin/recon/directory"
)

const (
	ada = "aaaaaaaa-0000-0000-0000-000000000001"
	bob = "aaaaaaaa-0000-0000-0000-000000000002"
)

// add writes one part and commits it.
func add(t *testing.T, dir, table string, columns []string, part Part, rows ...[]string) {
	t.Helper()
	edit, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, err := edit.Create(table, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(part); err != nil {
		t.Fatal(err)
	}
	if err := edit.Commit(); err != nil {
		t.Fatal(err)
	}
}

func at(text string) directory.Time {
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return directory.Time{Time: moment}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestPartsAddUp(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "ad_users", []string{"objectGUID", "mail"}, Part{Complete: Proven, Forest: "contoso.example", Finished: at("2026-11-02T06:00:00Z")}, []string{ada, "ada@contoso.example"})
	add(t, dir, "ad_users", []string{"objectGUID", "displayName"}, Part{Complete: Claimed, Forest: "fabrikam.example", Finished: at("2026-11-01T06:00:00Z"), Lossy: directory.List{"mail"}}, []string{bob, "Bob; \"B\", Example"})
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	parts := s.Table("ad_users")
	if len(parts) != 2 || parts[0].File != "ad_users.csv" || parts[1].File != "ad_users-2.csv" || parts[1].Forest != "fabrikam.example" || !slices.Equal(parts[1].Lossy, directory.List{"mail"}) {
		t.Fatalf("got %+v", parts)
	}
	if got := s.Complete("ad_users"); got != Claimed {
		t.Errorf("the least complete part counts: got %s", got)
	}
	if got := s.Complete("entra_users"); got != No || s.Has("entra_users") {
		t.Errorf("a table that is not there: got %s", got)
	}
	if got := s.Now(); !got.Equal(at("2026-11-02T06:00:00Z").Time) {
		t.Errorf("now is the latest: got %s", got)
	}
	rows, err := ReadRows[directory.ADUser](s, "ad_users")
	if err != nil || len(rows.Rows) != 2 || rows.Rows[1].DisplayName != "Bob; \"B\", Example" {
		t.Fatalf("got %+v, %v", rows, err)
	}
	if !rows.Has("objectGUID") || rows.Has("mail") || rows.Has("displayName") {
		t.Errorf("only what every part has is known: got %v", rows.Columns)
	}
	if faults, err := s.Verify(); err != nil || len(faults) != 0 {
		t.Errorf("got %v, %v", faults, err)
	}
}

func TestTheSameContentHasTheSameID(t *testing.T) {
	one, other, different := t.TempDir(), t.TempDir(), t.TempDir()
	for _, dir := range []string{one, other} {
		add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed, Source: dir}, []string{ada})
	}
	add(t, different, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{bob})
	id := func(dir string) string {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		return s.ID()
	}
	if id(one) != id(other) || id(one) == id(different) || len(id(one)) != 64 {
		t.Errorf("got %s, %s, %s", id(one), id(other), id(different))
	}
}

func TestNothingIsSeenBeforeCommit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	edit, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, err := edit.Create("ad_users", []string{"objectGUID"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil {
		t.Error("a snapshot without a manifest was opened")
	}
	if _, err := w.Close(Part{Complete: Claimed}); err != nil {
		t.Fatal(err)
	}
	edit.Abandon()
	if _, err := os.Stat(dir); err == nil {
		t.Errorf("an abandoned edit left %v", files(t, dir))
	}

	add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{ada})
	before, err := os.ReadFile(filepath.Join(dir, "manifest.csv"))
	if err != nil {
		t.Fatal(err)
	}
	edit, err = Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, err = edit.Create("ad_users", []string{"objectGUID"})
	if err != nil {
		t.Fatal(err)
	}
	w.Discard()
	edit.Abandon()
	after, err := os.ReadFile(filepath.Join(dir, "manifest.csv"))
	if err != nil || string(before) != string(after) || !slices.Equal(files(t, dir), []string{"ad_users.csv", "manifest.csv"}) {
		t.Errorf("a discarded part left %v", files(t, dir))
	}
}

func TestAKilledImportIsWrittenOver(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"ad_users.csv", "ad_users-2.csv.partial"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{ada})
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := s.Verify()
	if err != nil || len(faults) != 1 || faults[0].File != "ad_users-2.csv.partial" {
		t.Errorf("got %v, %v", faults, err)
	}
}

func TestTwoEditsAtOnce(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{ada})
	late, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	add(t, dir, "entra_users", []string{"id"}, Part{Complete: Claimed}, []string{bob})
	if err := late.Commit(); err == nil || !strings.Contains(err.Error(), "changed by another run") {
		t.Errorf("got %v", err)
	}
}

func TestDirectoriesThatAreNoSnapshot(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.docx"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(dir); err == nil || !strings.Contains(err.Error(), "letter.docx") {
		t.Errorf("got %v", err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "is no snapshot") {
		t.Errorf("got %v", err)
	}
}

func TestDamageIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(dir string) error
		want   string
	}{
		"a changed cell": {func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "ad_users.csv"), []byte("objectGUID\n"+bob+"\n"), 0o600)
		}, "SHA-256"},
		"a missing file": {func(dir string) error { return os.Remove(filepath.Join(dir, "ad_users.csv")) }, "cannot be read"},
		"a file cut off": {func(dir string) error { return os.Truncate(filepath.Join(dir, "ad_users.csv"), 20) }, "SHA-256"},
		"a stranger":     {func(dir string) error { return os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600) }, "not in the manifest"},
	} {
		dir := t.TempDir()
		add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{ada})
		if err := c.damage(dir); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		faults, err := s.Verify()
		if err != nil || len(faults) != 1 || !strings.Contains(faults[0].Problem, c.want) {
			t.Errorf("%s: want %q, got %v, %v", name, c.want, faults, err)
		}
		if name != "a stranger" {
			if _, err := ReadRows[directory.ADUser](s, "ad_users"); err == nil {
				t.Errorf("%s: the table was read", name)
			}
		}
	}
}

func TestManifestsThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"an unknown table":          {"ad_users,", "ad_computers,", `there is no table "ad_computers"`},
		"a file elsewhere":          {"ad_users.csv", "../ad_users.csv", "not inside the snapshot"},
		"an unknown completeness":   {"claimed", "perhaps", "proven, claimed or no"},
		"a count that is no number": {",1,claimed", ",one,claimed", "cannot be read"},
	} {
		dir := t.TempDir()
		add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{ada})
		path := filepath.Join(dir, "manifest.csv")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(string(text), c.old, c.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "manifest.csv") {
			t.Errorf("%s: want %q, got %v", name, c.want, err)
		}
	}
}

func TestPartsWithForeignColumns(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "ad_users", []string{"objectGUID", "shoeSize"}, Part{Complete: Claimed}, []string{ada, "42"})
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.OpenPart(s.Parts[0]); err == nil || !strings.Contains(err.Error(), "shoeSize") {
		t.Errorf("got %v", err)
	}
}

func TestDrop(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "ad_users", []string{"objectGUID"}, Part{Complete: Claimed}, []string{ada})
	edit, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	edit.Drop(edit.Parts("ad_users")[0])
	w, err := edit.Create("ad_users", []string{"objectGUID", "mail"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write([]string{ada, "ada@contoso.example"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(Part{Complete: Claimed}); err != nil {
		t.Fatal(err)
	}
	if err := edit.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"ad_users-2.csv", "manifest.csv"}) {
		t.Errorf("got %v", got)
	}
}
