package csvio

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
)

// record is what a test keeps of a row.
type record struct {
	offset int64
	fields string
}

// keeping is a reducer that keeps every row.
type keeping struct{ rows []record }

func (k *keeping) Row(row Row) error {
	texts := make([]string, len(row.Fields))
	for i, field := range row.Fields {
		texts[i] = string(field)
	}
	k.rows = append(k.rows, record{row.Offset, strings.Join(texts, "\x00")})
	return nil
}

func (k *keeping) Reset() { k.rows = nil }

// readBlocks reads all rows of a text with the given block size and number of workers.
func readBlocks(text string, blockSize int64, workers int, want ...int) ([]record, ReadStats, error) {
	table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, ReadStats{}, err
	}
	table.blockSize = blockSize
	if want == nil {
		for i := range table.Header.Names {
			want = append(want, i)
		}
	}
	var all []record
	stats, err := Reduce(table, want, workers, func() *keeping { return &keeping{} }, func(k *keeping) error {
		all = append(all, k.rows...)
		return nil
	})
	return all, stats, err
}

// oracle reads the same rows with encoding/csv, which is right where it accepts a text.
func oracle(text string) ([]record, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return nil, err
	}
	var all []record
	for {
		offset := r.InputOffset()
		fields, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, record{offset, strings.Join(fields, "\x00")})
	}
}

// randomTable writes a table whose cells hold everything that can mislead a reader that starts in the middle.
func randomTable(r *rand.Rand, rows int) string {
	pieces := []string{"", "a", "plain text", "1,2,3", "line\nfeed", "x\n1,2,3\n4,5,6\n", `quote " inside`, `""`, ",", "\n", `","`, "\"\n\"", "é", `CN=Doe\, Jo,OU=Staff`, strings.Repeat("b,c\n", 9)}
	line := []byte("one,two,three\n")
	for range rows {
		fields := make([]string, 3)
		for i := range fields {
			fields[i] = pieces[r.IntN(len(pieces))] + pieces[r.IntN(len(pieces))]
		}
		if strings.Join(fields, "") == "" {
			fields[0] = "x" // encoding/csv takes nothing for an empty line
		}
		line = AppendRecord(line, fields)
	}
	return string(line)
}

func TestReduceReadsWhatEncodingCSVReads(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		text := randomTable(r, 1+r.IntN(40))
		if seed%3 == 0 {
			text = strings.TrimSuffix(text, "\n")
		}
		want, err := oracle(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int64{1, 2, 3, 7, 16, 50, 333, 1 << 20} {
			for workers := 1; workers <= 4; workers++ {
				got, stats, err := readBlocks(text, size, workers)
				if err != nil {
					t.Fatalf("seed %d, block size %d, %d workers: %v\n%s", seed, size, workers, err, text)
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Fatalf("seed %d, block size %d, %d workers: want %v, got %v", seed, size, workers, want, got)
				}
				if sum := crc32.Checksum([]byte(text), castagnoli); stats.CRC32C != sum {
					t.Fatalf("seed %d, block size %d: want the checksum %08x, got %08x", seed, size, sum, stats.CRC32C)
				}
				if stats.Rows != int64(len(want)) {
					t.Fatalf("want %d rows, got %d", len(want), stats.Rows)
				}
			}
		}
	}
}

// A cell that is longer than several blocks and looks like rows all through must not be taken for rows.
func TestReduceIsNotMisledByACellOfRows(t *testing.T) {
	inner := strings.Repeat("1,2,3\n", 500)
	text := string(AppendRecord([]byte("one,two,three\n"), []string{"a", inner, "b"})) + "4,5,6\n"
	for _, size := range []int64{10, 64, 100, 1000} {
		got, _, err := readBlocks(text, size, 3)
		if err != nil || len(got) != 2 || got[0].fields != "a\x00"+inner+"\x00b" || got[1].fields != "4\x005\x006" {
			t.Errorf("block size %d: got %d rows, %v", size, len(got), err)
		}
	}
}

func TestReduceReadsOnlyTheColumnsAskedFor(t *testing.T) {
	text := "a,b,c,d\r\n1,\"x, y\",3,\"q\"\"q\"\r\n5,,7,8\r\n"
	got, _, err := readBlocks(text, 9, 2, 2, 0, -1)
	want := []record{{9, "3\x001\x00"}, {28, "7\x005\x00"}}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("want %v, got %v, %v", want, got, err)
	}
	got, _, err = readBlocks(text, 9, 2, 3)
	want = []record{{9, `q"q`}, {28, "8"}}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the last column after a carriage return: want %v, got %v, %v", want, got, err)
	}
}

func TestReduceNamesTheLineOfAnError(t *testing.T) {
	good := strings.Repeat("1,\"two\nlines\",3\n", 20) // 40 lines after the header
	cases := []struct {
		name, row, problem string
		column             string
	}{
		{"too few fields", "1,2\n", "has 2 fields, its header 3", ""},
		{"too many fields", "1,2,3,4\n", "has 4 fields, its header 3", ""},
		{"an empty line", "\n", "has 1 field, its header 3", ""},
		{"text after a quote", "1,\"2\"x,3\n", "text follows the closing quote", "b"},
	}
	for _, c := range cases {
		for _, size := range []int64{5, 64, 1 << 20} {
			for workers := 1; workers <= 3; workers++ {
				_, _, err := readBlocks("a,b,c\n"+good+c.row+good, size, workers)
				placed, ok := errors.AsType[*Error](err)
				if !ok || placed.File != "t.csv" || placed.Line != 42 || placed.Column != c.column || !strings.Contains(placed.Problem, c.problem) {
					t.Errorf("%s, block size %d, %d workers: got %v", c.name, size, workers, err)
				}
			}
		}
	}
	if _, _, err := readBlocks("a,b,c\n"+good+"1,\"2,3\n4,5,6\n", 64, 2); err == nil || !strings.HasPrefix(err.Error(), "t.csv:42: column b: a quote opens") {
		t.Errorf("a quote that is never closed: got %v", err)
	}
	if _, _, err := readBlocks("a,b,c\n"+good+"1,2,x\"y\n", 64, 2, 0); err == nil || !strings.Contains(err.Error(), "quote stands inside") {
		t.Errorf("a quote inside a cell that nobody asked for: got %v", err)
	}
}

func TestReduceRefusesAnEndlessRecord(t *testing.T) {
	text := "a,b\n1,\"" + strings.Repeat("x", maxRecord+blockSize)
	_, _, err := readBlocks(text, blockSize, 2)
	if placed, ok := errors.AsType[*Error](err); !ok || placed.Line != 2 || !strings.Contains(placed.Problem, "16 MiB") {
		t.Errorf("got %v", err)
	}
}

type failing struct{}

func (failing) Row(row Row) error {
	if string(row.Fields[0]) == "bad" {
		return &Error{Column: "a", Value: "bad", Problem: "is wrong"}
	}
	return nil
}
func (failing) Reset() {}

func TestReduceGivesAReducersErrorItsPlace(t *testing.T) {
	text := "a,b\n" + strings.Repeat("good,1\n", 100) + "bad,1\n" + strings.Repeat("bad,2\n", 100)
	table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	table.blockSize = 40
	_, err = Reduce(table, []int{0}, 3, func() failing { return failing{} }, func(failing) error { return nil })
	if err == nil || err.Error() != `t.csv:102: column a: "bad": is wrong` {
		t.Errorf("got %v", err)
	}
}

func TestReduceStopsWhenGatheringFails(t *testing.T) {
	text := "a,b\n" + strings.Repeat("1,2\n", 100000)
	before := runtime.NumGoroutine()
	for range 20 {
		table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		table.blockSize = 1000
		stop := errors.New("enough")
		if _, err := Reduce(table, nil, 4, func() *keeping { return &keeping{} }, func(*keeping) error { return stop }); !errors.Is(err, stop) {
			t.Fatalf("got %v", err)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("want %d goroutines, got %d", before, runtime.NumGoroutine())
}

func TestFetcherReadsAnyRecordAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	text := randomTable(r, 300)
	rows, _, err := readBlocks(text, 1<<20, 1)
	if err != nil {
		t.Fatal(err)
	}
	table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	fetcher := NewFetcher(table, []int{0, 1, 2})
	fetcher.window = 70
	for _, i := range append(r.Perm(len(rows)), r.Perm(len(rows))...) {
		row, err := fetcher.Fetch(rows[i].offset)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(bytes.Join(row.Fields, []byte{0})); got != rows[i].fields || row.Offset != rows[i].offset {
			t.Errorf("row %d: want %q, got %q", i, rows[i].fields, got)
		}
	}
}

func TestCRCOfPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	text := make([]byte, 10000)
	for i := range text {
		text[i] = byte(r.Uint32())
	}
	for range 50 {
		join := newCRCJoin()
		n := r.IntN(len(text))
		for at := 0; at < n; {
			piece := min(1+r.IntN(700), n-at)
			join.add(crc32.Checksum(text[at:at+piece], castagnoli), int64(piece))
			at += piece
		}
		if want := crc32.Checksum(text[:n], castagnoli); join.sum != want {
			t.Fatalf("%d bytes: want %08x, got %08x", n, want, join.sum)
		}
	}
}

func TestTableHeaders(t *testing.T) {
	for text, want := range map[string]string{
		"":        "is empty",
		"a,a\n1,": "names a column twice",
		"a,,b\n":  "names a column twice, or not at all",
	} {
		if _, err := NewTable("t.csv", strings.NewReader(text), int64(len(text))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: want %q, got %v", text, want, err)
		}
	}
	if rows, _, err := readBlocks("a,b\n", 1, 2); err != nil || len(rows) != 0 {
		t.Errorf("a header alone: got %v, %v", rows, err)
	}
}

func FuzzReduce(f *testing.F) {
	f.Add("a,b\n1,2\n", uint8(1))
	f.Add("a,b\r\n1,\"x\ny\"\r\n", uint8(3))
	f.Add("a,b\n\"1\"\"\",2", uint8(2))
	f.Add("a,b\n1,2\"\n", uint8(9))
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		whole, wholeStats, wholeErr := readBlocks(text, 1<<20, 1)
		blockSize := max(int64(size)+1, int64(len(text)/100))
		blocks, blockStats, blockErr := readBlocks(text, blockSize, 3)
		if fmt.Sprint(wholeErr) != fmt.Sprint(blockErr) {
			t.Fatalf("in one block: %v; in blocks of %d: %v", wholeErr, blockSize, blockErr)
		}
		if wholeErr == nil && (fmt.Sprint(whole) != fmt.Sprint(blocks) || wholeStats != blockStats) {
			t.Fatalf("in one block: %v; in blocks of %d: %v", whole, blockSize, blocks)
		}
		want, err := oracle(text)
		if err != nil || wholeErr != nil || strings.Contains(text, "\r") || len(want) != len(whole) {
			return // what encoding/csv makes of carriage returns and empty lines is not what we do
		}
		for i := range want {
			if want[i].fields != whole[i].fields {
				t.Fatalf("encoding/csv reads %q, we %q", want[i].fields, whole[i].fields)
			}
		}
	})
}
