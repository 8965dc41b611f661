package csvio

import (
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// readText reads all records of a file with the given bytes.
func readText(text string, options Options) (*Reader, []Record, error) {
	r, err := newReader("f.csv", strings.NewReader(text), int64(len(text)), options)
	if err != nil {
		return nil, nil, err
	}
	var all []Record
	for {
		record, err := r.Next()
		if err == io.EOF {
			return r, all, nil
		}
		if err != nil {
			return r, all, err
		}
		all = append(all, record)
	}
}

func utf16Text(text string, order binary.AppendByteOrder, mark bool) string {
	if mark {
		text = "\ufeff" + text
	}
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func TestDialects(t *testing.T) {
	plain := "name,mail\nJürgen,j@contoso.example\nZoë,z@contoso.example\n"
	cases := []struct {
		name, text, dialect string
	}{
		{"UTF-8", plain, "UTF-8, comma"},
		{"Windows PowerShell's Export-Csv", "\ufeff#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\r\n\"name\",\"mail\"\r\n\"Jürgen\",\"j@contoso.example\"\r\n\"Zoë\",\"z@contoso.example\"\r\n",
			"UTF-8 with BOM, comma, CRLF, a #TYPE line"},
		{"a spreadsheet's with sep=", "sep=;\r\nname;mail\r\nJürgen;j@contoso.example\r\nZoë;z@contoso.example\r\n", "UTF-8, semicolon, CRLF, a sep= line"},
		{"Windows-1252", "name;mail\r\nJ\xfcrgen;j@contoso.example\r\nZo\xeb;z@contoso.example\r\n", "Windows-1252, semicolon, CRLF"},
		{"Unicode text", utf16Text("name\tmail\r\nJürgen\tj@contoso.example\r\nZoë\tz@contoso.example\r\n", binary.LittleEndian, true), "UTF-16LE, tab, CRLF"},
		{"UTF-16LE without a mark", utf16Text(plain, binary.LittleEndian, false), "UTF-16LE, comma"},
		{"UTF-16BE", utf16Text(plain, binary.BigEndian, true), "UTF-16BE, comma"},
		{"bars", strings.ReplaceAll(plain, ",", "|"), "UTF-8, bar"},
		{"an Entra bulk file", "\ufeffversion:v1.0,\r\nname,mail\r\nJürgen,j@contoso.example\r\nZoë,z@contoso.example\r\n", "UTF-8 with BOM, comma, CRLF, a version:v1.0 line"},
		{"carriage returns alone", strings.ReplaceAll(plain, "\n", "\r"), "UTF-8, comma"},
		{"no line feed at the end", strings.TrimSuffix(plain, "\n"), "UTF-8, comma"},
		{"blank lines and rows", "\n" + strings.Replace(plain, "\nZ", "\n\n,\nZ", 1) + ",\n\n", "UTF-8, comma"},
		{"columns without a name at the end", "name,mail,,\nJürgen,j@contoso.example,,\nZoë,z@contoso.example,,\n", "UTF-8, comma"},
		{"a warning before the header", "WARNING: something else\nname,mail\nJürgen,j@contoso.example\nZoë,z@contoso.example\n", "UTF-8, comma"},
		{"a wrong letter late", plain + strings.Repeat("Ava,a@contoso.example\n", 60000) + "Bj\xf6rn,b@contoso.example\n", "Windows-1252, comma"},
	}
	for _, c := range cases {
		r, records, err := readText(c.text, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := r.Dialect().String(); got != c.dialect {
			t.Errorf("%s: want the dialect %q, got %q", c.name, c.dialect, got)
		}
		if fmt.Sprint(r.Header()) != "[name mail]" || len(records) < 2 {
			t.Errorf("%s: got the header %q and %d records", c.name, r.Header(), len(records))
			continue
		}
		first, want := fmt.Sprint(records[0].Fields), "[Jürgen j@contoso.example]"
		if c.name == "a wrong letter late" {
			want = "[JÃ¼rgen j@contoso.example]" // it was not UTF-8 after all
		}
		if first != want || !strings.HasPrefix(records[1].Fields[0], "Zo") {
			t.Errorf("%s: got %v", c.name, records)
		}
	}
}

func TestQuotedCells(t *testing.T) {
	_, records, err := readText("a,b,c\n\"x, y\",\"line one\nline two\",\"say \"\"hi\"\"\"\n1,in \"the\" middle,3\n", Options{})
	want := `[{["x, y" "line one\nline two" "say \"hi\""] 2} {["1" "in \"the\" middle" "3"] 4}]`
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, record := range records {
		got = append(got, fmt.Sprintf("{%q %d}", record.Fields, record.Line))
	}
	if text := "[" + strings.Join(got, " ") + "]"; text != want {
		t.Errorf("want %s, got %s", want, text)
	}
}

func TestWarningsInTheFile(t *testing.T) {
	cases := []struct {
		name, text string
		truncated  bool
	}{
		{"more results", "a,b\n1,2\nWARNING: There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.\n", true},
		{"only the first thousand", "WARNING: By default, only the first 1000 items are returned.\na,b\n1,2\n", true},
		{"in German", "a,b\n1,2\nWARNUNG: Standardmäßig werden nur die ersten 1000 Elemente zurückgegeben.\n", true},
		{"about something else", "a,b\n1,2\nWARNING: The object contoso has been corrupted.\n", false},
		{"a quoted cell that warns", "a,b\n\"WARNING: more results\",2\n", false},
	}
	for _, c := range cases {
		r, records, err := readText(c.text, Options{})
		if err != nil || r.Truncated() != c.truncated || len(records) != 1 {
			t.Errorf("%s: want %v, got %v, %d records, %v", c.name, c.truncated, r != nil && r.Truncated(), len(records), err)
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	cases := []struct {
		name, text, want string
	}{
		{"no header", "0b7e2f2c-8a53-4b7e-9d1e-2f5a6c0d9e11,ada@contoso.example,true\n", "f.csv:1: "},
		{"blank lines alone", "\n\n", "has no header and no rows"},
		{"a name twice", "mail,Name,MAIL\n", `f.csv:1: column MAIL: columns 1 and 3 have the same name`},
		{"no name in the middle", "mail,,name\n", "f.csv:1: column 2 has no name"},
		{"too few fields", "a,b,c\n1,2,3\nshort,2\n", `f.csv:3: "short": the record that begins with this value has 2 fields, the header 3`},
		{"too many fields", "a,b\n\"x\ny\",2\nlong,2,3\n", `f.csv:4: "long": the record that begins with this value has 3 fields, the header 2`},
		{"cells under no name", "a,b,\n1,2,3\n", "cells stand under columns that have no name"},
		{"text after a quote", "a,b\n1,2\n1,\"x\"y\n", `f.csv:3: column b: "y`},
		{"a quote that is never closed", "a,b\n1,2\n1,\"x\ny\nz\n", "f.csv:3: column b: a quote opens here and is never closed"},
		{"an endless record", "a,b\n1,2\n1,\"" + strings.Repeat("x", maxRecord+1<<20) + "\"\n", "f.csv:3: the record that begins here is longer than 16 MiB"},
		{"a NUL", "a,b\n1,2\n1,\x00\n", "f.csv:3: holds a NUL character"},
		{"a NUL in UTF-16", utf16Text("a,b\n1,2\n1,\x00\n", binary.LittleEndian, true), "f.csv:3: holds a NUL character"},
		{"half a pair", utf16Text("a,b\n1,2\n", binary.LittleEndian, true) + "\x00\xd8,\x00", "f.csv:3: holds half a UTF-16 pair"},
		{"an odd byte", utf16Text("a,b\n1,2\n", binary.LittleEndian, true) + "x", "f.csv:3: ends in the middle of a UTF-16 character"},
		{"a workbook", "PK\x03\x04rest", "is an Excel workbook"},
		{"gzip", "\x1f\x8b\x08rest", "is compressed"},
		{"CLIXML", "<Objs Version=\"1.1.0.1\">", "Export-Clixml"},
		{"JSON", "{\"value\":[]}", "names end with .json"},
		{"LDIF", "dn: CN=Ada,DC=contoso,DC=example\n", "csvde"},
		{"a printed table", "Name   Mail\n----   ----\nAda    ada@contoso.example\n", "as PowerShell prints it"},
	}
	for _, c := range cases {
		_, _, err := readText(c.text, Options{})
		placed, ok := errors.AsType[*Error](err)
		if !ok || !strings.Contains(err.Error(), c.want) || placed.Hint == "" {
			t.Errorf("%s: want %q, got %v", c.name, c.want, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		dir:                            "is a directory",
		filepath.Join(dir, "none.csv"): "there is no such file",
		empty:                          "is empty",
	} {
		if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

func TestOptionsStandAboveWhatIsFound(t *testing.T) {
	if r, records, err := readText("a;b,c\n1;2,3\n", Options{Delimiter: ";"}); err != nil || fmt.Sprint(r.Header()) != "[a b,c]" || len(records) != 1 {
		t.Errorf("got %v, %v", records, err)
	}
	if _, records, err := readText("a,b\nJ\xc3\xbcrgen,2\n", Options{Encoding: "windows-1252"}); err != nil || records[0].Fields[0] != "JÃ¼rgen" {
		t.Errorf("got %v, %v", records, err)
	}
	if _, _, err := readText("a,b\n", Options{Encoding: "ebcdic"}); err == nil {
		t.Error("an unknown encoding was taken")
	}
	if _, _, err := readText("a,b\n", Options{Delimiter: "::"}); err == nil {
		t.Error("a delimiter of two characters was taken")
	}
}

// A file that a service would have written must come out as encoding/csv reads it; anything else must end in an error or in
// records, never in a panic or a loop.
func FuzzReader(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Add([]byte("\ufeff\"a\",\"b\"\r\n\"1\",\"2\"\r\n"))
	f.Add([]byte("sep=;\na;b\n1;2\n"))
	f.Add([]byte("a,b\n\"x\ny\",\"\"\"\"\n"))
	f.Add([]byte(utf16Text("a\tb\n1\t2\n", binary.LittleEndian, true)))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, records, err := readText(string(text), Options{Delimiter: ","})
		if err != nil || !utf8.Valid(text) || strings.ContainsAny(string(text), "\r\x00\ufeff") {
			return
		}
		r := csv.NewReader(strings.NewReader(string(text)))
		r.LazyQuotes = true
		if _, err := r.Read(); err != nil {
			return
		}
		var want [][]string
		for {
			fields, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				return
			}
			if strings.TrimSpace(strings.Join(fields, "")) != "" {
				want = append(want, fields)
			}
		}
		if len(want) != len(records) {
			return // warnings, preambles and columns without a name are not encoding/csv's business
		}
		for i := range want {
			if strings.ContainsRune(strings.Join(want[i], ""), '"') {
				continue // lazy quotes are read in more ways than one
			}
			if fmt.Sprint(want[i]) != fmt.Sprint(records[i].Fields) && len(want[i]) == len(records[i].Fields) {
				t.Fatalf("encoding/csv reads %q, we %q", want[i], records[i].Fields)
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	header, plain, quoted := []string{}, []string{}, []string{}
	for i := range 33 {
		header = append(header, fmt.Sprintf("column%d", i))
		plain = append(plain, "some ordinary cell")
		quoted = append(quoted, `"some ordinary cell"`)
	}
	table := func(row []string, note string) string {
		line := strings.Join(row, ",") + "," + note + "\r\n"
		return strings.Join(header, ",") + ",note\r\n" + strings.Repeat(line, 20000)
	}
	for _, c := range []struct{ name, text string }{
		{"all quoted", table(quoted, `"last"`)},
		{"plain", table(plain, "last")},
		{"UTF-8", table(quoted, "Zoë")},
		{"Windows-1252", table(quoted, "Zo\xeb")},
		{"UTF-16", utf16Text(table(quoted, "Zoë"), binary.LittleEndian, true)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				r, err := newReader("f.csv", strings.NewReader(c.text), int64(len(c.text)), Options{})
				for err == nil {
					_, err = r.Next()
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
		})
	}
}
