package csvio

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readPages reads all objects of files with the given texts.
func readPages(t *testing.T, columns []string, texts ...string) (*Pages, []Record, error) {
	t.Helper()
	var paths []string
	for i, text := range texts {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("page%d.json", i+1))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	p, err := OpenPages(paths, columns)
	if err != nil {
		return nil, nil, err
	}
	defer p.Close()
	var all []Record
	for {
		record, err := p.Next()
		if err == io.EOF {
			return p, all, nil
		}
		if err != nil {
			return p, all, err
		}
		all = append(all, record)
	}
}

func TestPages(t *testing.T) {
	columns := []string{"id", "mail", "otherMails", "signInActivity.lastSignInDateTime", "assignedLicenses"}
	one := `{"id":"1","mail":null,"otherMails":["a@contoso.example","b;c@contoso.example"],"signInActivity":{"lastSignInDateTime":"2026-01-02T03:04:05Z"},"assignedLicenses":[{"skuId":"x","disabledPlans":[]}],"jobTitle":"Boss","@odata.etag":"W/"}`
	want := `[1  a@contoso.example;b\;c@contoso.example 2026-01-02T03:04:05Z [{"disabledPlans":[],"skuId":"x"}]]`
	cases := []struct {
		name  string
		texts []string
		n     int
		more  bool
	}{
		{"a page", []string{`{"@odata.context":"c","value":[` + one + `]}`}, 1, false},
		{"a page that has a next one", []string{`{"@odata.nextLink":"https://graph.example/next","value":[` + one + `]}`}, 1, true},
		{"the link behind the rows", []string{`{"value":[` + one + `],"@odata.nextLink":"https://graph.example/next"}`}, 1, true},
		{"two pages", []string{`{"@odata.nextLink":"https://graph.example/next","value":[` + one + `]}`, `{"value":[` + one + `,` + one + `]}`}, 3, false},
		{"two pages in one file", []string{`{"value":[` + one + `]}` + "\n" + `{"value":[` + one + `]}`}, 2, false},
		{"a bare list", []string{"[" + one + "," + one + "]"}, 2, false},
		{"one object", []string{one}, 1, false},
		{"an object to a line", []string{one + "\n" + one + "\n"}, 2, false},
		{"a byte order mark", []string{"\ufeff" + one}, 1, false},
		{"UTF-16, as PowerShell redirects it", []string{utf16Text(`{"value":[`+one+`]}`, binary.LittleEndian, true)}, 1, false},
	}
	for _, c := range cases {
		p, records, err := readPages(t, columns, c.texts...)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(records) != c.n || p.Truncated() != c.more || fmt.Sprint(p.Unknown()) != "[jobTitle]" {
			t.Errorf("%s: got %d records, more: %v, unknown: %v", c.name, len(records), p.Truncated(), p.Unknown())
		}
		if got := fmt.Sprint(records[0].Fields); got != want {
			t.Errorf("%s: want %s, got %s", c.name, want, got)
		}
	}
}

// A property that no object has is an absent column, not an empty one.
func TestPagesHaveOnlyTheColumnsThatTheirObjectsHave(t *testing.T) {
	p, _, err := readPages(t, []string{"id", "mail", "userType"}, `[{"id":"1"},{"ID":"2","MAIL":null}]`)
	if err != nil || fmt.Sprint(p.Header()) != "[id mail]" {
		t.Errorf("got %v, %v", p, err)
	}
}

func TestPagesThatAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}`: `"Authorization_RequestDenied": is an error of the service: Insufficient privileges`,
		`{"value":{"id":"1"}}`:        `"value" is no list`,
		`{"value":[{"id":"1"}`:        "is no valid JSON",
		`{"value":[{"id":"1"},null]}`: "null stands where an object should",
		"[{\"id\":\"1\"},\n{\"id\":]": "is no valid JSON",
		`{"value":[]}`:                "holds no objects",
		`"text"`:                      "text stands where an object should",
		``:                            "is empty",
	} {
		if _, _, err := readPages(t, []string{"id"}, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want %q, got %v", text, want, err)
		}
	}
}

func FuzzPages(f *testing.F) {
	f.Add(`{"value":[{"id":"1"}]}`)
	f.Add(`[{"id":{"a":[1,2.50,true,null]}}]`)
	f.Fuzz(func(t *testing.T, text string) {
		p, records, err := readPages(t, []string{"id", "a.b"}, text)
		if err == nil && len(records) == 0 {
			t.Errorf("no records and no error")
		}
		for _, record := range records {
			if len(record.Fields) != len(p.Header()) {
				t.Errorf("want %d fields, got %d", len(p.Header()), len(record.Fields))
			}
		}
	})
}
