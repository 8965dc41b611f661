package csvio

import (
	"fmt"
	"strings"
	"testing"
)

// Whether a record is right must not depend on the columns that are asked for, nor on how the file is divided.
func TestReduceRefusesWhateverIsAskedFor(t *testing.T) {
	good := "1,\"two\nlines\",3\r\n"
	cases := []struct {
		name, row, column, problem string
	}{
		{"too few fields", "1,2\n", "", "has 2 fields, its header 3"},
		{"too many fields", "1,2,3,\n", "", "has 4 fields, its header 3"},
		{"an empty line", "\r\n", "", "has 1 field, its header 3"},
		{"a bare quote in the first column", "1\",2,3\n", "a", "quote stands inside"},
		{"a bare quote in the middle", "1,2\"\"x,3\n", "b", "quote stands inside"},
		{"a bare quote in the last column", "1,2,x\"y\"\n", "c", "quote stands inside"},
		{"a bare quote behind a quoted cell", "\"1\",\"2\",3\"\n", "c", "quote stands inside"},
		{"text after a quote", "1,\"2\n\"x,3\n", "b", "text follows"},
		{"a carriage return after a quote", "1,2,\"3\"\r\r\n", "c", "text follows"},
		{"an unclosed quote in the first column", "\"1,2,3\n", "a", "never closed"},
		{"an unclosed quote in the last column", "1,\"2\",\"3\n", "c", "never closed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := "a,b,c\n" + strings.Repeat(good, 10) + c.row
			if !strings.Contains(c.problem, "never closed") {
				text += strings.Repeat(good, 10)
			}
			for _, want := range [][]int{{-1}, {0}, {1}, {2}, {2, 0}, {0, 1, 2}} {
				for _, size := range []int64{1, 7, 40, 1 << 20} {
					for workers := 1; workers <= 4; workers++ {
						_, _, err := readBlocks(text, size, workers, want...)
						got := asError(t, err)
						if got.File != "t.csv" || got.Line != 22 || got.Column != c.column || !strings.Contains(got.Problem, c.problem) || got.Hint == "" {
							t.Fatalf("columns %v, block size %d, %d workers: want line 22, column %q, %q; got %v", want, size, workers, c.column, c.problem, err)
						}
					}
				}
			}
		})
	}
}

func TestReduceGivesAColumnAskedForTwiceTwice(t *testing.T) {
	got, _, err := readBlocks("a,b,c\n1,\"2\",3\n", 1<<20, 1, 1, 0, 1, 2, 1)
	if want := "[{6 2\x001\x002\x003\x002}]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("want %q, got %q, %v", want, fmt.Sprint(got), err)
	}
}

func TestFetcherRefuses(t *testing.T) {
	text := "a,b\n1,2\n3,\"4\n"
	table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name    string
		offset  int64
		line    int
		problem string
	}{
		{"an unclosed quote", 8, 3, "never closed"},
		{"the middle of a record", 6, 2, "has 1 field"},
		{"the end of the file", int64(len(text)), 4, "no record begins here"},
		{"behind the end", 1000, 4, "no record begins here"},
		{"before the beginning", -1, 1, "no record begins here"},
	}
	fetcher := NewFetcher(table, []int{0, 1})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := fetcher.Fetch(c.offset)
			if got := asError(t, err); got.File != "t.csv" || got.Line != c.line || !strings.Contains(got.Problem, c.problem) || got.Hint == "" {
				t.Errorf("want line %d, %q, got %v", c.line, c.problem, err)
			}
			if row, err := fetcher.Fetch(4); err != nil || string(row.Fields[1]) != "2" {
				t.Errorf("want the good record afterwards, got %v, %v", row, err)
			}
		})
	}
}

// wideTable is a table of many columns, of which a reading wants few.
func wideTable(rows int) string {
	header := []string{"objectGUID", "mail"}
	for i := range 58 {
		header = append(header, fmt.Sprintf("attribute%d", i))
	}
	text := AppendRecord(nil, header)
	fields := make([]string, len(header))
	for i := range rows {
		fields[0], fields[1] = fmt.Sprintf("0b7e2f2c-8a53-4b7e-9d1e-%012x", i), fmt.Sprintf("user%d@contoso.example", i)
		for j := 2; j < len(fields); j++ {
			fields[j] = []string{"", "true", "Sales, EMEA", "CN=Ada Doe", "2026-01-02T03:04:05Z"}[(i+j)%5]
		}
		text = AppendRecord(text, fields)
	}
	return string(text)
}

type counting struct{ bytes int }

func (c *counting) Row(row Row) error {
	for _, field := range row.Fields {
		c.bytes += len(field)
	}
	return nil
}
func (c *counting) Reset() { c.bytes = 0 }

func BenchmarkReduce(b *testing.B) {
	text := wideTable(100_000)
	for _, c := range []struct {
		name    string
		want    []int
		workers int
	}{{"two columns", []int{0, 1}, 1}, {"two columns, two workers", []int{0, 1}, 2}, {"all columns", nil, 1}} {
		b.Run(c.name, func(b *testing.B) {
			table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
			if err != nil {
				b.Fatal(err)
			}
			want := c.want
			if want == nil {
				for i := range table.Header.Names {
					want = append(want, i)
				}
			}
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Reduce(table, want, c.workers, func() *counting { return &counting{} }, func(*counting) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
