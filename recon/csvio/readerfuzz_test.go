package csvio

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// plainRecords reads a text with encoding/csv, and says whether it is one whose meaning nobody doubts: UTF-8, no lone
// carriage returns, quotes only around fields, records of one width, and a header of different names.
func plainRecords(text string) ([][]string, bool) {
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufeff") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
		return nil, false
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, false
	}
	if head := []byte(text); checkFormat("", head) != nil || isPrintedTable(head) || readPreamble(head).lines > 0 {
		return nil, false
	}
	names := map[string]bool{}
	for i, name := range all[0] {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" || names[name] {
			return nil, false
		}
		all[0][i], names[name] = strings.TrimSpace(all[0][i]), true
	}
	return all, !looksLikeData(all[0])
}

// encoding/csv drops the carriage return of a CRLF inside a cell. Here it is kept, as the cell has it.
func withoutCRLF(fields []string) []string {
	out := slices.Clone(fields)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "\r\n", "\n")
	}
	return out
}

// On plain input the reader loses nothing and adds nothing; on any other it ends, in records or in an error that says what
// is wrong.
func FuzzReaderLosesNothing(f *testing.F) {
	for _, seed := range []string{
		"name,mail\n1,2\n", "name,mail\r\n\"a\r\nb\",\"\"\"\"\r\n", "name\n\"\"\nx\n", "a,b\nc", "a;b\n1;2", "sep=;\na;b\n1;2\n", "a,b\n\n,\n\"WARNING: x\",y\n",
		"a,b\nx\"y,2\n", "\xff\xfea\x00,\x00b\x00\n\x00=\xd8\x00\xde,\x00\n\x00", "a,b\rc,d\r", "a,b\nJ\xfc,\x80\n", "Name  Mail\n----  ----\n", "\"a\nb\",c\n1,2",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, options := range []Options{{}, {Encoding: "ansi"}, {Encoding: "utf-16be"}} {
			if _, _, err := readAll(text, options); err != nil && asError(t, err).Problem == "" {
				t.Errorf("%v: want an error that says what is wrong, got %v", options, err)
			}
		}
		all, plain := plainRecords(text)
		if !plain {
			return
		}
		r, err := newReader("t.csv", strings.NewReader(text), int64(len(text)), Options{Delimiter: ","})
		if err != nil {
			t.Fatalf("want %d records, got %v", len(all), err)
		}
		if got := fmt.Sprintf("%q", withoutCRLF(r.Header())); got != fmt.Sprintf("%q", all[0]) {
			t.Fatalf("want the header %q, got %q", all[0], got)
		}
		for _, want := range all[1:] {
			if strings.TrimSpace(strings.Join(want, "")) == "" || isWarning(want[0]) {
				continue
			}
			record, err := r.Next()
			for err == nil && isWarning(record.Fields[0]) { // quoted, and so a record
				record, err = r.Next()
			}
			if err != nil {
				t.Fatalf("want %q, got %v", want, err)
			}
			if got := withoutCRLF(record.Fields); !slices.Equal(got, want) {
				t.Fatalf("want %q, got %q", want, got)
			}
		}
		for record, err := r.Next(); err != io.EOF; record, err = r.Next() {
			if err != nil || !isWarning(record.Fields[0]) {
				t.Fatalf("want io.EOF, got %q, %v", record.Fields, err)
			}
		}
	})
}

// Whatever the pieces are that the file is read in, the letters come out whole.
func FuzzDecoding(f *testing.F) {
	f.Add("Zoë 😀, €\r\n", uint16(3))
	f.Add("\x00a\n\ufeff", uint16(65533))
	f.Fuzz(func(t *testing.T, text string, before uint16) {
		if !utf8.ValidString(text) {
			return
		}
		text = strings.Repeat("x\n", int(before)/2) + text + "y"
		for _, encoding := range []Encoding{UTF16LE, UTF16BE} {
			order := little
			if encoding == UTF16BE {
				order = big
			}
			raw := encode16(order, text)
			s := survey{encoding: encoding, lf: true}
			got, err := io.ReadAll(s.decode("t.csv", strings.NewReader(raw), int64(len(raw))))
			want, _, nul := strings.Cut(text, "\x00")
			if string(got) != want {
				t.Fatalf("%s: want %q, got %q", encoding, want, got)
			}
			if !nul && err != nil {
				t.Fatalf("%s: want no error, got %v", encoding, err)
			}
			if nul {
				if line := asError(t, err).Line; line != 1+strings.Count(want, "\n") {
					t.Fatalf("%s: want line %d, got %d", encoding, 1+strings.Count(want, "\n"), line)
				}
			}
		}
	})
}

func TestEveryByteOfWindows1252(t *testing.T) {
	var raw []byte
	var want []rune
	for c := range 256 {
		raw, want = append(raw, byte(c)), append(want, rune(c))
		if c >= 0x80 && c < 0xa0 {
			want[c] = windows1252[c-0x80]
		}
	}
	s := survey{encoding: Windows1252, lf: true}
	got, err := io.ReadAll(s.decode("t.csv", strings.NewReader(string(raw)), int64(len(raw))))
	if err != nil || string(got) != string(want) {
		t.Errorf("want %q, got %q, %v", string(want), got, err)
	}
}
