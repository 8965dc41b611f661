package csvio

import (
	"fmt"
	"strings"
	"testing"
)

func TestPagesKnowWhetherOneIsMissing(t *testing.T) {
	const first = `{"value":[{"id":"1"}],"@odata.nextLink":"https://graph.example/2"}`
	const last = `{"value":[{"id":"2"}]}`
	cases := []struct {
		name  string
		texts []string
		want  bool
	}{
		{"the last", []string{last}, false},
		{"the first", []string{first}, true},
		{"both in one file", []string{first + "\n" + last}, false},
		{"both in one file, the last first", []string{last + first}, false},
		{"two firsts in one file", []string{first + first}, true},
		{"two firsts", []string{first, first}, true},
		{"a first and a list", []string{first, `[{"id":"3"}]`}, false},
		{"objects", []string{`{"id":"1"}{"id":"2"}`}, false},
		{"an empty last", []string{first, `{"value":[]}`}, false},
		{"a link that is empty", []string{`{"value":[{"id":"1"}],"@odata.nextLink":""}`}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, _, err := readPages(t, []string{"id"}, c.texts...)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Truncated(); got != c.want {
				t.Errorf("want %v, got %v", c.want, got)
			}
		})
	}
}

func TestPagesReadEveryKindOfCell(t *testing.T) {
	cases := []struct{ name, value, want string }{
		{"null", `null`, ""},
		{"a text", `"Zo\u00eb <z>"`, "Zoë <z>"},
		{"a large number", `12345678901234567890`, "12345678901234567890"},
		{"a fraction", `2.50`, "2.50"},
		{"a boolean", `true`, "true"},
		{"no list", `[]`, ""},
		{"a list", `["a","b;c"]`, `a;b\;c`},
		{"a mixed list", `["a",1]`, `["a",1]`},
		{"objects", `[{"z":1,"a":"<&>"}]`, `[{"a":"<&>","z":1}]`},
		{"an object", `{"z":null,"a":[]}`, `{"a":[],"z":null}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, records, err := readPages(t, []string{"id", "cell"}, `[{"cell":`+c.value+`,"id":"1"}]`)
			if err != nil {
				t.Fatal(err)
			}
			if got := records[0].Fields[1]; got != c.want {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

// Two properties that differ in case only are one column; which of them is read must not be left to chance.
func TestPagesReadTheSamePropertyEveryTime(t *testing.T) {
	for range 50 {
		_, records, err := readPages(t, []string{"mail", "x.y"}, `{"Mail":"second","MAIL":"first","X":{"Y":"1"},"x":{"Y":"2","y":"3"}}`)
		if want := "[first 3]"; err != nil || fmt.Sprint(records[0].Fields) != want {
			t.Fatalf("want %s, got %v, %v", want, records, err)
		}
	}
}

func TestPagesNumberTheirObjects(t *testing.T) {
	_, records, err := readPages(t, []string{"id"}, `[{"id":"1"},{"id":"2"}]`, `{"id":"3"}`)
	if err != nil || len(records) != 3 || records[1].Line != 2 || records[2].Line != 3 {
		t.Errorf("want the lines 1, 2 and 3, got %v, %v", records, err)
	}
}

func TestPagesReadWindows1252(t *testing.T) {
	_, records, err := readPages(t, []string{"id"}, "[{\"id\":\"J\xfcrgen\"}]")
	if err != nil || records[0].Fields[0] != "Jürgen" {
		t.Errorf("want Jürgen, got %v, %v", records, err)
	}
}

func TestPagesNameWhatIsWrong(t *testing.T) {
	cases := []struct {
		name, text string
		line       int
		problem    string
		hint       string
	}{
		{"an error", `{"error":{"code":"TooManyRequests","message":"wait"}}`, 0, "is an error of the service: wait", "run it again"},
		{"an error behind a page", "{\"value\":[{\"id\":\"1\"}]}\n{\"error\":{\"code\":\"x\",\"message\":\"wait\"}}", 0, "is an error of the service: wait", "run it again"},
		{"a value that is no list", `{"value":{}}`, 0, "is no list", "whole answer"},
		{"two values", `{"value":[],"value":[]}`, 1, "twice", "save"},
		{"a missing comma", "[{\"id\":\"1\"}\n{\"id\":\"2\"}]", 2, "no valid JSON", "save"},
		{"a list of numbers", `{"value":[1,2]}`, 1, "number", "save"},
		{"cut off in the list", "{\"value\":[\n{\"id\":\"1\"},\n", 3, "ends too early", "save"},
		{"cut off in an object", "{\"value\":[\n{\"id\":", 2, "ends too early", "save"},
		{"cut off in a page", "{\"value\":[]\n", 2, "ends too early", "save"},
		{"cut off in UTF-16", "\xff\xfe" + encode16(little, "[\r\n{\"id\":\"1\"},\r\n{\"id\":"), 3, "ends too early", "save"},
		{"an odd byte", "\xff\xfe" + encode16(little, "[\n{\"id\":\"1\"}]") + "x", 2, "middle of a UTF-16 character", "cut off"},
		{"a NUL", "[\n{\"id\":\"\x00\"}]", 2, "NUL", "damaged"},
		{"nothing but blanks", " \n", 0, "holds no objects", "export it again"},
		{"a mark alone", "\xef\xbb\xbf", 0, "holds no objects", "export it again"},
		{"a workbook", "PK\x03\x04\x14\x00\x06\x00", 0, "Excel workbook", "CSV"},
		{"CSV", "id,mail\n1,2\n", 1, "no valid JSON", "save"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readPages(t, []string{"id"}, c.text)
			got := asError(t, err)
			if !strings.HasSuffix(got.File, "page1.json") || got.Line != c.line || !strings.Contains(got.Problem, c.problem) || !strings.Contains(got.Hint, c.hint) {
				t.Errorf("want line %d, %q with the hint %q, got %v", c.line, c.problem, c.hint, err)
			}
		})
	}
}
