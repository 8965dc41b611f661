package csvio

import (
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// unix makes one kind of line end of two: encoding/csv drops the carriage returns before line feeds in cells, and we keep them.
func unix(rows []record) []record {
	out := slices.Clone(rows)
	for i := range out {
		out[i].fields = strings.ReplaceAll(out[i].fields, "\r\n", "\n")
	}
	return out
}

// Blocks of any size read by any number of workers are what encoding/csv reads, record for record and offset for offset; and
// what encoding/csv refuses is refused. Only empty lines, which it passes over, are no part of this.
func FuzzReduceAgrees(f *testing.F) {
	f.Add("1,2\n3,4", uint8(1), uint8(3), uint8(2))
	f.Add("\"x\r\ny\",\"\"\"\"\r\n1,2\r\n", uint8(1), uint8(0), uint8(3))
	f.Add("\"1,2,3\n4,5,6\n7,8,9\n\",\",\",\"\n\"\n1,2,3\n", uint8(2), uint8(5), uint8(1))
	f.Add("a\"b\n", uint8(0), uint8(1), uint8(0))
	f.Add("\"a\"\r", uint8(0), uint8(1), uint8(0))
	f.Add("\"a\"b,c\n", uint8(1), uint8(1), uint8(0))
	f.Fuzz(func(t *testing.T, body string, columns, size, workers uint8) {
		text := strings.Join([]string{"a", "b", "c", "d"}[:columns%4+1], ",") + "\n" + body
		blockSize := max(int64(size)+1, int64(len(text)/200))
		got, stats, err := readBlocks(text, blockSize, int(workers%4)+1)
		if strings.Contains(text, "\n\n") || strings.Contains(text, "\n\r\n") || strings.HasSuffix(text, "\n\r") {
			return
		}
		want, wantErr := oracle(text)
		if (err != nil) != (wantErr != nil) {
			t.Fatalf("blocks of %d: want the error %v, got %v", blockSize, wantErr, err)
		}
		if err != nil {
			if placed := asError(t, err); placed.File == "" || placed.Line < 2 || placed.Line > 1+strings.Count(text, "\n") || placed.Hint == "" {
				t.Fatalf("want an error with its place, got %v", err)
			}
			return
		}
		if !slices.Equal(unix(got), want) {
			t.Fatalf("blocks of %d: want %q, got %q", blockSize, fmt.Sprint(want), fmt.Sprint(got))
		}
		if sum := crc32.Checksum([]byte(text), castagnoli); stats.CRC32C != sum || stats.Rows != int64(len(want)) {
			t.Fatalf("want %d rows and the sum %08x, got %+v", len(want), sum, stats)
		}
		refetch(t, text, got)
	})
}

// refetch reads records again, the last first, the last column of each.
func refetch(t *testing.T, text string, rows []record) {
	t.Helper()
	table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	fetcher := NewFetcher(table, []int{len(table.Header.Names) - 1, -1})
	fetcher.window = 16
	for _, row := range slices.Backward(rows) {
		again, err := fetcher.Fetch(row.offset)
		if err != nil {
			t.Fatal(err)
		}
		fields := strings.Split(row.fields, "\x00")
		if want, got := fields[len(fields)-1], string(again.Fields[0]); !strings.Contains(text, "\x00") && want != got || len(again.Fields[1]) > 0 {
			t.Fatalf("at byte %d: want %q, got %q", row.offset, want, got)
		}
	}
}

func TestTheSumOfEverySizeOfFile(t *testing.T) {
	row := "some,\"row, of\"\n"
	for rows := range 12 {
		for cut := range len(row) - 5 {
			text := "a,b\n" + strings.Repeat(row, rows) + strings.Repeat("x", cut) + ",y"
			for _, size := range []int64{1, 3, 64, int64(len(text)) - 1, int64(len(text)), int64(len(text)) + 1} {
				_, stats, err := readBlocks(text, size, 2)
				if want := crc32.Checksum([]byte(text), castagnoli); err != nil || stats.CRC32C != want {
					t.Fatalf("%d bytes in blocks of %d: want %08x, got %08x, %v", len(text), size, want, stats.CRC32C, err)
				}
			}
		}
	}
}

// unreadable fails at an offset, as a disk does.
type unreadable struct {
	*strings.Reader
	from int64
}

func (u unreadable) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > u.from {
		return 0, errors.New("the disk is gone")
	}
	return u.Reader.ReadAt(p, at)
}

func TestReduceEndsWhenTheFileCannotBeRead(t *testing.T) {
	text := "a,b\n" + strings.Repeat("1,2\n", 100_000)
	before := runtime.NumGoroutine()
	for workers := 1; workers <= 4; workers++ {
		table, err := NewTable("t.csv", unreadable{strings.NewReader(text), 200_000}, int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		table.blockSize = 1000
		_, err = Reduce(table, []int{0}, workers, func() *keeping { return &keeping{} }, func(*keeping) error { return nil })
		if got := asError(t, err); got.File != "t.csv" || !strings.Contains(got.Problem, "the disk is gone") {
			t.Errorf("%d workers: got %v", workers, err)
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

func TestReduceEndsWhenTheFileShrinks(t *testing.T) {
	text := "a,b\n1,2\n"
	table, err := NewTable("t.csv", strings.NewReader(text), int64(len(text))+10)
	if err == nil {
		table.blockSize = 4
		_, err = Reduce(table, []int{0}, 2, func() *keeping { return &keeping{} }, func(*keeping) error { return nil })
	}
	if got := asError(t, err); !strings.Contains(got.Problem, "unexpected EOF") || !strings.Contains(got.Hint, "another program") {
		t.Errorf("got %v", err)
	}
}

func TestReduceTakesARecordOfExactly16MiB(t *testing.T) {
	for _, c := range []struct {
		name   string
		length int
		want   string
	}{{"16 MiB", maxRecord, ""}, {"a byte more", maxRecord + 1, "t.csv:3: this record is longer than 16 MiB; a quote in it is never closed"}} {
		t.Run(c.name, func(t *testing.T) {
			record := "1,\"" + strings.Repeat("x\n", (c.length-5)/2) + strings.Repeat("y", (c.length-5)%2) + "\"\n"
			for _, size := range []int64{1 << 20, 5 << 20, 64 << 20} {
				_, _, err := readBlocks("a,b\n1,2\n"+record+"3,4\n", size, 2)
				if got := fmt.Sprint(err); err == nil && c.want != "" || err != nil && got != c.want {
					t.Errorf("block size %d: want %q, got %v", size, c.want, err)
				}
			}
		})
	}
}
