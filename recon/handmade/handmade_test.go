package handmade_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rejoin/recon/directory"
	"rejoin/recon/handmade"
	"rejoin/recon/snapshot"
)

const (
	idA = "aaaaaaaa-0000-0000-0000-000000000001"
	idB = "aaaaaaaa-0000-0000-0000-000000000002"
	idC = "aaaaaaaa-0000-0000-0000-000000000003"
	idX = "bbbbbbbb-0000-0000-0000-000000000001"
	idY = "bbbbbbbb-0000-0000-0000-000000000002"
)

// desk is a folder with hand-made files and a snapshot in the making.
type desk struct {
	*testing.T
	dir string
}

func newDesk(t *testing.T) desk { return desk{t, t.TempDir()} }

// request writes a file and asks for its import into the table.
func (d desk) request(table, file, text string) handmade.Request {
	d.Helper()
	path := filepath.Join(d.dir, file)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
	known, ok := directory.TableNamed(table)
	if !ok {
		d.Fatalf("there is no table %s", table)
	}
	return handmade.Request{Table: known, Files: []string{path}, Out: d.snapshot(), Taken: time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)}
}

func (d desk) snapshot() string { return filepath.Join(d.dir, "snapshot") }

// imported imports what must be importable, one file.
func (d desk) imported(request handmade.Request) handmade.Report {
	d.Helper()
	reports, err := handmade.Import(d.Context(), request)
	if err != nil {
		d.Fatal(err)
	}
	if len(reports) != 1 {
		d.Fatalf("want one report, got %d", len(reports))
	}
	return reports[0]
}

// refused imports what must be refused with an error that holds all the texts, and checks that the snapshot did not change.
func (d desk) refused(request handmade.Request, texts ...string) {
	d.Helper()
	before := d.listing()
	_, err := handmade.Import(d.Context(), request)
	if err == nil {
		d.Fatalf("want an error with %q", texts)
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			d.Errorf("want an error with %q, got %v", text, err)
		}
	}
	if after := d.listing(); after != before {
		d.Errorf("a refused import changed the snapshot:\nbefore\n%s\nafter\n%s", before, after)
	}
}

// listing is every file of the snapshot and what is in it.
func (d desk) listing() string {
	d.Helper()
	var all strings.Builder
	entries, err := os.ReadDir(d.snapshot())
	if err != nil {
		return ""
	}
	for _, entry := range entries {
		all.WriteString(entry.Name() + "\n" + d.read(entry.Name()))
	}
	return all.String()
}

// read is a file of the snapshot.
func (d desk) read(name string) string {
	d.Helper()
	text, err := os.ReadFile(filepath.Join(d.snapshot(), name))
	if err != nil {
		d.Fatal(err)
	}
	return string(text)
}

// want compares a part file with lines.
func (d desk) want(name string, lines ...string) {
	d.Helper()
	if got, want := d.read(name), strings.Join(lines, "\n")+"\n"; got != want {
		d.Errorf("%s:\nwant\n%s\ngot\n%s", name, want, got)
	}
}

// sound checks that the snapshot is as its manifest says.
func (d desk) sound() {
	d.Helper()
	s, err := snapshot.Open(d.snapshot())
	if err != nil {
		d.Fatal(err)
	}
	faults, err := s.Verify()
	if err != nil || len(faults) > 0 {
		d.Errorf("%v, %v", faults, err)
	}
}

// rows is a file with a header and as many users.
func rows(n int) string {
	var text strings.Builder
	text.WriteString("objectGUID\n")
	for i := range n {
		guid := directory.GUID{byte(i), byte(i >> 8), 1}
		text.WriteString(guid.String() + "\n")
	}
	return text.String()
}

func TestCompleteness(t *testing.T) {
	cases := []struct {
		name    string
		text    string
		partial bool
		want    snapshot.Completeness
		why     string
	}{
		{name: "one row", text: rows(1), want: snapshot.Claimed},
		{name: "99 rows", text: rows(99), want: snapshot.Claimed},
		{name: "100 rows", text: rows(100), want: snapshot.No, why: "exactly as many rows as the tools stop at"},
		{name: "101 rows", text: rows(101), want: snapshot.Claimed},
		{name: "999 rows", text: rows(999), want: snapshot.No, why: "exactly as many rows"},
		{name: "1000 rows", text: rows(1000), want: snapshot.No, why: "exactly as many rows"},
		{name: "1001 rows", text: rows(1001), want: snapshot.Claimed},
		{name: "5000 rows", text: rows(5000), want: snapshot.No, why: "exactly as many rows"},
		{name: "told to be partial", text: rows(3), partial: true, want: snapshot.No, why: "--partial was given"},
		{name: "a warning of truncation", text: rows(3) + "WARNING: There are more results available than are currently displayed.\n", want: snapshot.No, why: "the file itself says that there is more"},
		{name: "another warning", text: rows(3) + "WARNING: The object contoso.example/Ada has been corrupted, and it's in an inconsistent state.\n", want: snapshot.Claimed},
	}
	for _, c := range cases {
		d := newDesk(t)
		request := d.request("ad_users", "users.csv", c.text)
		request.Partial = c.partial
		part := d.imported(request).Part
		warnings := strings.Join(part.Warnings, "\n")
		if part.Complete != c.want || !strings.Contains(warnings, c.why) || c.want == snapshot.Claimed && strings.Contains(warnings, "incomplete") {
			t.Errorf("%s: want %s because %q, got %s and %q", c.name, c.want, c.why, part.Complete, warnings)
		}
	}
}

func TestKeysThatAreRefused(t *testing.T) {
	d := newDesk(t)
	d.refused(d.request("ad_users", "a.csv", "objectGUID,mail\n"+idA+",a\n"+idB+",b\n{"+strings.ToUpper(idA)+"},c\n"),
		"a.csv:4: column objectGUID: \""+idA+"\": the same key is already in ", "a.csv:2; one object has one row")

	// Two files of one import: the place is in the file that people have, not in a part that is never kept.
	both := d.request("ad_users", "b.csv", "objectGUID,description\n"+idA+",\"two\nlines\"\n"+idB+",b\n")
	both.Files = append(both.Files, d.request("ad_users", "c.csv", "objectGUID\n"+idC+"\n"+idB+"\n").Files...)
	d.refused(both, "c.csv:3: column objectGUID: \""+idB+"\": the same key is already in ", "b.csv:4;")

	d.imported(d.request("ad_users", "b.csv", "objectGUID\n"+idA+"\n"))
	d.refused(d.request("ad_users", "d.csv", "objectGUID\n"+idC+"\n"+idA+"\n"), "d.csv:3: ", "snapshot/ad_users.csv:2;", "use --merge")
	d.refused(d.request("ad_users", "e.csv", "objectGUID,mail\n"+idC+",c\n,d\n"), "e.csv:3: column objectGUID: is empty")
	d.imported(d.request("ad_users", "f.csv", "objectGUID\n"+idC+"\n"))
	d.want("ad_users-2.csv", "objectGUID", idC)
	d.sound()
}

func TestObjectsOfPagesAreCounted(t *testing.T) {
	d := newDesk(t)
	request := d.request("entra_users", "p1.json", `{"value":[{"id":"`+idA+`"},{"id":"`+idB+`"}],"@odata.nextLink":"https://graph.example/2"}`)
	request.Files = append(request.Files, d.request("entra_users", "p2.json", `{"value":[{"id":"`+idB+`"}]}`).Files...)
	d.refused(request, "object 3 of ", "the same key is already in object 2 of ")
	d.refused(d.request("entra_users", "p3.json", `{"value":[{"id":"`+idA+`","displayName":"Ada"},{"displayName":"Bob"}]}`), "object 2 of ", "column id: is empty")
	d.refused(d.request("entra_users", "p4.json", `[{"displayName":"Bob"}]`), "p4.json: has no column that is id")
}

// Where one of several columns is the key, a row without the first is told apart by the next.
func TestTheSecondKeyWhereTheFirstIsEmpty(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("exo_mailboxes", "a.csv", "ExchangeGuid,ExternalDirectoryObjectId\n"+idX+",\n,"+idA+"\n,"+idB+"\n"))
	d.refused(d.request("exo_mailboxes", "b.csv", "ExternalDirectoryObjectId\n"+idB+"\n"), "the same key is already in ", "exo_mailboxes.csv:4")
}
