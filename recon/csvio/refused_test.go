package csvio

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReaderNamesWhatIsWrong(t *testing.T) {
	const table = "\r\nName  Mail\r\n----  ----\r\nAda   ada@contoso.example\r\n"
	cases := []struct {
		name, content string
		options       Options
		want          Error // Problem and Hint as parts
	}{
		{"nothing but blank lines", "\r\n\r\n", Options{}, Error{Problem: "no header and no rows", Hint: "export it again"}},
		{"nothing but a mark", "\xef\xbb\xbf", Options{}, Error{Problem: "no header and no rows", Hint: "export it again"}},
		{"nothing but #TYPE", "#TYPE Mailbox", Options{}, Error{Problem: "no header and no rows", Hint: "export it again"}},
		{"nothing but sep=", "sep=;", Options{}, Error{Problem: "no header and no rows", Hint: "export it again"}},
		{"no header", "\nAda,ada@contoso.example\nBob,bob@contoso.example\n", Options{}, Error{Line: 2, Value: "Ada,ada@contoso.example", Problem: "no header", Hint: "names"}},
		{"the same name twice", "Name,Mail,name\na,b,c\n", Options{}, Error{Line: 1, Column: "name", Problem: "columns 1 and 3 have the same name", Hint: "rename"}},
		{"a column without a name", "Name,,Mail\na,b,c\n", Options{}, Error{Line: 1, Problem: "column 2 has no name", Hint: "name it"}},
		{"a carriage return in the header", "Name,Note\rAda,\"x\ny\"\r", Options{}, Error{Line: 1, Problem: "carriage return", Hint: "line ends"}},
		{"too few fields", "Name,Mail,Note\na,b,c\n\"d\ne\",f\n", Options{}, Error{Line: 3, Value: "d\ne", Problem: "has 2 fields, the header 3", Hint: "cut off"}},
		{"too many fields", "Name,Mail\na,b\nDoe, Ada,c\n", Options{}, Error{Line: 3, Value: "Doe", Problem: "has 3 fields, the header 2", Hint: "must be quoted"}},
		{"a cell under an unnamed column", "Name,Mail,\na,b,c\n", Options{}, Error{Line: 2, Value: "a", Problem: "has 3 fields, the header 2", Hint: "have no name"}},
		{"text after a quote", "Name,Mail\na,b\n\"x\ny\",\"b\"c\nd,e\n", Options{}, Error{Line: 4, Column: "Mail", Value: "c", Problem: "text follows the closing quote", Hint: "doubled"}},
		{"text after a quote in the header", "Name,\"Mail\"x\na,b\n", Options{Delimiter: ","}, Error{Line: 1, Column: "number 2", Value: "x", Problem: "text follows the closing quote", Hint: "delimiter"}},
		{"text after a quote under no column", "Name,Mail\na,b\nc,d,\"e\"f\n", Options{}, Error{Line: 3, Column: "number 3", Value: "f", Problem: "text follows", Hint: "doubled"}},
		{"a carriage return after a quote", "Name,Mail\na,\"b\"\rc,d\n", Options{}, Error{Line: 2, Column: "Mail", Value: "\rc,d", Problem: "text follows", Hint: "doubled"}},
		{"an unclosed quote", "Name,Mail\n\"a\nb\",\"c\nd,e\nf,g\n", Options{}, Error{Line: 3, Column: "Mail", Problem: "opens here and is never closed", Hint: "cut off"}},
		{"an unclosed quote in the header", "\"Name,Mail\na,b\n", Options{}, Error{Line: 1, Column: "number 1", Problem: "never closed", Hint: "cut off"}},
		{"a record longer than 16 MiB", "Name,Mail\na,b\nc,\"" + strings.Repeat("x\n", maxRecord/2) + "\"\nd,e\n", Options{}, Error{Line: 3, Problem: "longer than 16 MiB", Hint: "never closed"}},
		{"an unclosed quote longer than 16 MiB", "Name,Mail\na,b\nc,\"" + strings.Repeat("x\n", maxRecord), Options{}, Error{Line: 3, Problem: "longer than 16 MiB", Hint: "never closed"}},
		{"a NUL", "Name,Mail\na,b\nc\x00,d\n", Options{}, Error{Line: 3, Problem: "NUL", Hint: "damaged"}},
		{"a NUL in a file with carriage returns", "Name,Mail\ra,b\rc\x00,d\r", Options{}, Error{Line: 3, Problem: "NUL", Hint: "damaged"}},
		{"a late NUL", "Name,Mail\n" + strings.Repeat("a,b\n", 400_000) + "c\x00,d\n", Options{}, Error{Line: 400_002, Problem: "NUL", Hint: "damaged"}},
		{"a NUL in UTF-16", "\xff\xfe" + encode16(little, "Name,Mail\r\na,\x00\r\n"), Options{}, Error{Line: 2, Problem: "NUL", Hint: "damaged"}},
		{"the first half of a pair", encode16(little, "Name,Mail\na,b\n") + "\x3d\xd8x\x00", Options{}, Error{Line: 3, Problem: "half a UTF-16 pair", Hint: "damaged"}},
		{"the second half of a pair", "\xfe\xff" + encode16(big, "Name,Mail\n") + "\xdc\x00", Options{}, Error{Line: 2, Problem: "half a UTF-16 pair", Hint: "damaged"}},
		{"half a pair at the end", "\xfe\xff" + encode16(big, "Name,Mail\n") + "\xd8\x3d", Options{}, Error{Line: 2, Problem: "half a UTF-16 pair", Hint: "damaged"}},
		{"half a pair in a file with carriage returns", "\xfe\xff" + encode16(big, "Name,Mail\ra,b\r") + "\xd8\x3d", Options{}, Error{Line: 3, Problem: "half a UTF-16 pair", Hint: "damaged"}},
		{"an odd last byte", "\xff\xfe" + encode16(little, "Name,Mail\na,b\n") + "c", Options{}, Error{Line: 3, Problem: "middle of a UTF-16 character", Hint: "cut off"}},
		{"a mark of UTF-8 before Windows-1252", "\xef\xbb\xbfName,Mail\nJ\xfcrgen,b\n", Options{}, Error{Line: 2, Value: "\xfcrgen,b", Problem: "no UTF-8", Hint: "encoding"}},
		{"Windows-1252 said to be UTF-8", "Name,Mail\nJ\xfcrgen,b\n", Options{Encoding: "utf-8"}, Error{Line: 2, Value: "\xfcrgen,b", Problem: "no UTF-8", Hint: "encoding"}},
		{"a workbook", "PK\x03\x04\x14\x00\x06\x00", Options{}, Error{Problem: "Excel workbook", Hint: "CSV UTF-8"}},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", Options{}, Error{Problem: "Excel workbook", Hint: "CSV UTF-8"}},
		{"gzip", "\x1f\x8b\x08\x00\x00", Options{}, Error{Problem: "compressed", Hint: "unpack"}},
		{"CLIXML", "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n", Options{}, Error{Problem: "CLIXML", Hint: "Export-Csv"}},
		{"CLIXML as it is written", "\xff\xfe" + encode16(little, "<Objs Version=\"1.1.0.1\">\r\n"), Options{}, Error{Problem: "CLIXML", Hint: "Export-Csv"}},
		{"HTML", "\xef\xbb\xbf<!DOCTYPE html>\n", Options{}, Error{Problem: "XML or HTML", Hint: "as CSV"}},
		{"LDIF", "dn: CN=Ada,DC=contoso,DC=example\nchangetype: add\n", Options{}, Error{Problem: "LDIF", Hint: "csvde"}},
		{"LDIF with a coded name", "dn:: Q049WsO8,DC=contoso\n", Options{}, Error{Problem: "LDIF", Hint: "csvde"}},
		{"LDIF of ldapsearch", "# extended LDIF\n#\n# LDAPv3\n", Options{}, Error{Problem: "LDIF", Hint: "csvde"}},
		{"LDIF with a version", "version: 1\r\ndn: CN=Ada\r\n", Options{}, Error{Problem: "LDIF", Hint: "csvde"}},
		{"LDIF in UTF-16", "\xff\xfe" + encode16(little, "dn: CN=Ada,DC=contoso\r\n"), Options{}, Error{Problem: "LDIF", Hint: "csvde"}},
		{"JSON", " {\"value\":[]}", Options{}, Error{Problem: "JSON", Hint: ".json"}},
		{"a JSON list", "[\n{}\n]", Options{}, Error{Problem: "JSON", Hint: ".json"}},
		{"JSON in UTF-16", "\xff\xfe" + encode16(little, "[{\"id\":\"1\"}]"), Options{}, Error{Problem: "JSON", Hint: ".json"}},
		{"a printed table", table, Options{}, Error{Line: 2, Problem: "as PowerShell prints it", Hint: "Export-Csv"}},
		{"a printed table in UTF-16", "\xff\xfe" + encode16(little, table), Options{}, Error{Line: 2, Problem: "as PowerShell prints it", Hint: "Export-Csv"}},
		{"a printed table under a warning", "WARNING: more results\r\n" + table, Options{}, Error{Line: 3, Problem: "as PowerShell prints it", Hint: "Export-Csv"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readAll(c.content, c.options)
			got := asError(t, err)
			if got.File != "t.csv" || got.Line != c.want.Line || got.Column != c.want.Column || got.Value != c.want.Value {
				t.Errorf("want line %d, column %q, value %q; got %q", c.want.Line, c.want.Column, c.want.Value, got)
			}
			if !strings.Contains(got.Problem, c.want.Problem) || !strings.Contains(got.Hint, c.want.Hint) {
				t.Errorf("want %q with the hint %q, got %q", c.want.Problem, c.want.Hint, got)
			}
		})
	}
}

func TestReaderNamesWrongOptions(t *testing.T) {
	for _, options := range []Options{{Encoding: "ebcdic"}, {Delimiter: "::"}, {Delimiter: "§"}, {Delimiter: `"`}, {Delimiter: "\n"}} {
		if _, _, err := readAll("Name,Mail\na,b\n", options); err == nil || !strings.Contains(err.Error(), "it is ") {
			t.Errorf("%q: want an error that says what it may be, got %v", options, err)
		}
	}
}

func TestOpenNamesWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, path, problem, hint string }{
		{"an empty file", empty, "is empty", "export it again"},
		{"a directory", dir, "is a directory", "name the files"},
		{"a missing file", filepath.Join(dir, "none.csv"), "there is no such file", "check the path"},
		{"no file", os.DevNull, "is no ordinary file", "write it to a file"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(c.path, Options{})
			if got := asError(t, err); got.File != c.path || got.Problem != c.problem && !strings.HasPrefix(got.Problem, c.problem) || !strings.Contains(got.Hint, c.hint) {
				t.Errorf("want %s: %s; %s; got %v", c.path, c.problem, c.hint, got)
			}
		})
	}
}

func TestOpenReadsAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("Name\na\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if record, err := r.Next(); err != nil || record.Fields[0] != "a" {
		t.Errorf("want a, got %v, %v", record, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
