package csvio

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

// encode16 writes a text as UTF-16.
func encode16(order binary.AppendByteOrder, text string) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

var (
	little binary.AppendByteOrder = binary.LittleEndian
	big    binary.AppendByteOrder = binary.BigEndian
)

// readAll reads a file's bytes with the hand-made reader: each record is its line and its fields between bars.
func readAll(content string, options Options) (*Reader, []string, error) {
	r, err := newReader("t.csv", strings.NewReader(content), int64(len(content)), options)
	if err != nil {
		return nil, nil, err
	}
	var rows []string
	for {
		record, err := r.Next()
		if err == io.EOF {
			return r, rows, nil
		}
		if err != nil {
			return r, rows, err
		}
		rows = append(rows, fmt.Sprintf("%d|%s", record.Line, strings.Join(record.Fields, "|")))
	}
}

func TestReaderReadsEveryForm(t *testing.T) {
	cases := []struct {
		name, content string
		options       Options
		dialect       string
		header        string
		rows          []string
	}{
		{"Windows PowerShell as UTF-8", "\xef\xbb\xbf#TYPE System.Management.Automation.PSCustomObject\r\n\"Name\",\"Mail\"\r\n\"Zoë, R&D\",\"zoe@contoso.example\"\r\n", Options{},
			"UTF-8 with BOM, comma, CRLF, a #TYPE line", "Name|Mail", []string{"3|Zoë, R&D|zoe@contoso.example"}},
		{"PowerShell 7", "\"Name\",\"Mail\"\n\"Jürgen\",\"\"\n", Options{}, "UTF-8, comma", "Name|Mail", []string{"2|Jürgen|"}},
		{"Windows PowerShell's default", "\"Name\",\"Mail\"\r\n\"J?rgen\",\"j\"\r\n", Options{}, "ASCII, comma, CRLF", "Name|Mail", []string{"2|J?rgen|j"}},
		{"a spreadsheet's Unicode text", "\xff\xfe" + encode16(little, "Name\tMail\r\nZoë 😀\tz@contoso.example\r\n"), Options{},
			"UTF-16LE, tab, CRLF", "Name|Mail", []string{"2|Zoë 😀|z@contoso.example"}},
		{"UTF-16LE without a mark", encode16(little, "Name\tMail\r\nZoë\tz\r\n"), Options{}, "UTF-16LE, tab, CRLF", "Name|Mail", []string{"2|Zoë|z"}},
		{"UTF-16BE", "\xfe\xff" + encode16(big, "Name,Mail\nZoë,z\n"), Options{}, "UTF-16BE, comma", "Name|Mail", []string{"2|Zoë|z"}},
		{"UTF-16BE without a mark", encode16(big, "Name,Mail\nZoë,z\n"), Options{}, "UTF-16BE, comma", "Name|Mail", []string{"2|Zoë|z"}},
		{"UTF-16 with carriage returns only", "\xff\xfe" + encode16(little, "Name,Mail\rZoë,z\r"), Options{}, "UTF-16LE, comma", "Name|Mail", []string{"2|Zoë|z"}},
		{"a mark against what was said", "\xfe\xff" + encode16(big, "Name,Mail\nZoë,z\n"), Options{Encoding: "unicode"}, "UTF-16BE, comma", "Name|Mail", []string{"2|Zoë|z"}},
		{"Windows-1252 with semicolons", "Name;Mail;Note\r\nJ\xfcrgen;j@contoso.example;\x80 5 \x96 10\r\n", Options{},
			"Windows-1252, semicolon, CRLF", "Name|Mail|Note", []string{"2|Jürgen|j@contoso.example|€ 5 – 10"}},
		{"Windows-1252 by word", "Name;Mail\nJ\xc3\xbcrgen;j\n", Options{Encoding: "ansi"}, "Windows-1252, semicolon", "Name|Mail", []string{"2|JÃ¼rgen|j"}},
		{"sep= decides", "sep=;\r\nName, all of it;Mail, any of them\r\na, b;c, d\r\n", Options{},
			"ASCII, semicolon, CRLF, a sep= line", "Name, all of it|Mail, any of them", []string{"3|a, b|c, d"}},
		{"sep= with a rare delimiter", "SEP=^\nName^Mail\na^b\n", Options{}, "ASCII, delimiter ^, a sep= line", "Name|Mail", []string{"3|a|b"}},
		{"sep= with a tab", "sep=\t\nName\tMail\na\tb\n", Options{}, "ASCII, tab, a sep= line", "Name|Mail", []string{"3|a|b"}},
		{"Entra ID's bulk file", "version:v1.0,,\nName [displayName] Required,User name [userPrincipalName] Required\nAda,ada@contoso.example\n", Options{},
			"ASCII, comma, a version:v1.0 line", "Name [displayName] Required|User name [userPrincipalName] Required", []string{"3|Ada|ada@contoso.example"}},
		{"bars", "Name|Mail|Note\na|b|c\nd|e|f;g,h\n", Options{}, "ASCII, bar", "Name|Mail|Note", []string{"2|a|b|c", "3|d|e|f;g,h"}},
		{"the delimiter by word", "Name\tMail, Note\na\tb, c\n", Options{Delimiter: "tab"}, "ASCII, tab", "Name|Mail, Note", []string{"2|a|b, c"}},
		{"line feeds in cells", "Name,Note\n\"a\nb\",1\n\"c\r\n\r\nd\",\"2\"\"\"\ne,3\n", Options{}, "ASCII, comma", "Name|Note", []string{"2|a\nb|1", "4|c\r\n\r\nd|2\"", "7|e|3"}},
		{"carriage returns only", "Name,Mail\ra,b\r\"c\rd\",e\rf,g", Options{}, "ASCII, comma", "Name|Mail", []string{"2|a|b", "3|c\nd|e", "5|f|g"}},
		{"no line end at the end", "Name,Mail\r\na,\"b\"", Options{}, "ASCII, comma, CRLF", "Name|Mail", []string{"2|a|b"}},
		{"a carriage return at the end", "Name,Mail\na,\"b\"\r", Options{}, "ASCII, comma", "Name|Mail", []string{"2|a|b"}},
		{"empty columns at the end", "Name,Mail,,,\na,b,,,\nc,d\ne,f,\n", Options{}, "ASCII, comma", "Name|Mail", []string{"2|a|b", "3|c|d", "4|e|f"}},
		{"spaces around names", " Name , Mail\na , b\n", Options{}, "ASCII, comma", "Name|Mail", []string{"2|a | b"}},
		{"blank rows", "\n,,\n\nName,Mail\n\na,b\n,\n\" \",\n\r\nc,d\n\n\n", Options{}, "ASCII, comma", "Name|Mail", []string{"6|a|b", "10|c|d"}},
		{"a quote inside a cell", "Name,Mail\nThe \"old\" one,b\n", Options{}, "ASCII, comma", "Name|Mail", []string{"2|The \"old\" one|b"}},
		{"one column", "UserPrincipalName\nada@contoso.example\n", Options{}, "ASCII, comma", "UserPrincipalName", []string{"2|ada@contoso.example"}},
		{"header only", "Name,Mail\r\n", Options{}, "ASCII, comma, CRLF", "Name|Mail", nil},
		{"header only, without a line end", "Name,Mail", Options{}, "ASCII, comma", "Name|Mail", nil},
		{"one letter", "N", Options{}, "ASCII, comma", "N", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, rows, err := readAll(c.content, c.options)
			if err != nil {
				t.Fatalf("want no error, got %v", err)
			}
			if got := r.Dialect().String(); got != c.dialect {
				t.Errorf("want the dialect %q, got %q", c.dialect, got)
			}
			if got := strings.Join(r.Header(), "|"); got != c.header {
				t.Errorf("want the header %q, got %q", c.header, got)
			}
			if fmt.Sprintf("%q", rows) != fmt.Sprintf("%q", c.rows) {
				t.Errorf("want the rows %q, got %q", c.rows, rows)
			}
			if _, err := r.Next(); err != io.EOF {
				t.Errorf("want io.EOF once more, got %v", err)
			}
			if len(r.Warnings()) > 0 || r.Truncated() {
				t.Errorf("want no warnings, got %q", r.Warnings())
			}
		})
	}
}

// The encoding is that of the whole file, even if its first telling byte comes late.
func TestReaderSurveysTheWholeFile(t *testing.T) {
	filler := strings.Repeat("plain,text\n", 200_000)
	cases := []struct{ name, late, encoding, want string }{
		{"Windows-1252", "J\xfcrgen,x\n", "Windows-1252", "Jürgen|x"},
		{"UTF-8", "Jürgen,x\n", "UTF-8", "Jürgen|x"},
		{"UTF-8 cut off", "x,J\xc3", "Windows-1252", "x|JÃ"},
		{"UTF-8 that ends inside a letter", "x,\xe2\x82", "Windows-1252", "x|â‚"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, rows, err := readAll("Name,Note\n"+filler+c.late, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(r.Dialect().Encoding); got != c.encoding {
				t.Errorf("want %s, got %s", c.encoding, got)
			}
			if want, got := "200002|"+c.want, rows[len(rows)-1]; got != want {
				t.Errorf("want the last row %q, got %q", want, got)
			}
		})
	}
}

// A letter of several bytes may lie across the pieces in which the file is surveyed.
func TestReaderSurveysLettersAcrossPieces(t *testing.T) {
	for before := range 5 {
		content := "Name\n" + strings.Repeat("x", 1<<20-5-before) + "€😀é\n"
		r, rows, err := readAll(content, Options{})
		if err != nil || r.Dialect().Encoding != UTF8 || len(rows) != 1 || !strings.HasSuffix(rows[0], "x€😀é") {
			t.Errorf("%d bytes before the end of a piece: got %v, %v", before, r.Dialect().Encoding, err)
		}
	}
}

func TestReaderKeepsWarnings(t *testing.T) {
	const limit = `WARNING: By default, only the first 1000 items are returned. Use "-ResultSize Unlimited" for all.`
	const kind = "WARNING: The object contoso.example/Staff/Ada has been corrupted, and it's in an inconsistent state."
	cases := []struct {
		name, content string
		warnings      []string
		truncated     bool
	}{
		{"before the header", limit + "\r\nName,Mail\r\na,b\r\nc,d\r\n", []string{limit}, true},
		{"between rows", "Name,Mail\r\na,b\r\n" + limit + "\r\nc,d\r\n", []string{limit}, true},
		{"at the end", "Name,Mail\r\na,b\r\nc,d\r\n" + limit, []string{limit}, true},
		{"before #TYPE", kind + "\n\n#TYPE Deserialized.Mailbox\nName,Mail\na,b\nc,d\n", []string{kind}, false},
		{"several", kind + "\nName,Mail\na,b\n" + kind + "\nc,d\n" + limit + "\n", []string{kind, kind, limit}, true},
		{"in German", "WARNUNG: Es sind weitere Ergebnisse vorhanden.\nName,Mail\na,b\nc,d\n", []string{"WARNUNG: Es sind weitere Ergebnisse vorhanden."}, true},
		{"a quoted cell is none", "Name,Mail\na,b\nc,d\n\"WARNING: truncated\",x\n", nil, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, rows, err := readAll(c.content, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if fmt.Sprintf("%q", r.Warnings()) != fmt.Sprintf("%q", c.warnings) || r.Truncated() != c.truncated {
				t.Errorf("want %q, truncated %v; got %q, %v", c.warnings, c.truncated, r.Warnings(), r.Truncated())
			}
			if len(rows) < 2 || !strings.HasSuffix(rows[0], "|a|b") || !strings.HasSuffix(rows[1], "|c|d") {
				t.Errorf("want the rows a|b and c|d, got %q", rows)
			}
		})
	}
}

func asError(t *testing.T, err error) *Error {
	t.Helper()
	placed, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("want an *Error, got %v", err)
	}
	return placed
}
