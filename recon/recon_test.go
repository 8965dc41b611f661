package recon_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rejoin/internal/bench"
	"rejoin/recon"
	"rejoin/recon/snapshot"
)

// invent writes an organisation as a snapshot, and returns it with the folder of its truth.
func invent(t testing.TB, o bench.Organisation) (*snapshot.Snapshot, string) {
	t.Helper()
	dir := t.TempDir()
	if err := bench.WriteSnapshot(dir, o); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(filepath.Join(dir, "snapshot"))
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

// lines joins a snapshot and lists its identities.
func lines(t testing.TB, s *snapshot.Snapshot, options recon.Options, all bool) []recon.Line {
	t.Helper()
	result, err := recon.Run(s, options)
	if err != nil {
		t.Fatal(err)
	}
	var found []recon.Line
	if err := result.Lines(all, func(line *recon.Line) error {
		found = append(found, *line)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

// The invented organisations know their answer: every identity's situation and objects must be exactly those.
func TestJoinFindsTheTruth(t *testing.T) {
	for _, o := range []bench.Organisation{
		{Identities: 3000, FaultPerMille: 30, Seed: 1},
		{Identities: 3000, FaultPerMille: 300, Seed: 2},
		{Identities: 2000, FaultPerMille: 1000, Seed: 3},
		{Identities: 1, FaultPerMille: 0, Seed: 4},
	} {
		s, dir := invent(t, o)
		file, err := os.Open(filepath.Join(dir, "truth.csv"))
		if err != nil {
			t.Fatal(err)
		}
		truth, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, row := range truth[1:] {
			want[row[0]] = strings.Join(row[1:], " ")
		}
		wrong := 0
		found := lines(t, s, recon.Options{}, true)
		for _, line := range found {
			got := fmt.Sprintf("%s %s %s %s", line.Situation, line.AD, line.Entra, line.EXO)
			if got != want[line.Key] {
				if wrong++; wrong < 10 {
					t.Errorf("%+v, %s: want %q, got %q (%s)", o, line.Key, want[line.Key], got, line.Joins)
				}
			}
			delete(want, line.Key)
		}
		for key := range want {
			t.Errorf("%+v: %s is missing", o, key)
		}
	}
}

// Whatever the number of workers, the same snapshot gives the same lines in the same order, and the same numbers.
func TestWorkersDoNotShow(t *testing.T) {
	s, _ := invent(t, bench.Organisation{Identities: 5000, FaultPerMille: 200, Seed: 5})
	var first string
	for _, workers := range []int{1, 2, 3, 8, 31} {
		result, err := recon.Run(s, recon.Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		fmt.Fprintf(&text, "%+v\n", result.Summarize())
		if err := result.Lines(true, func(line *recon.Line) error {
			fmt.Fprintln(&text, line.Cells())
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = text.String()
		} else if text.String() != first {
			t.Errorf("%d workers give another result than 1", workers)
		}
	}
}

// The numbers on the screen are counted without visiting counterparts; they must be those of the lines.
func TestSummaryAgreesWithTheLines(t *testing.T) {
	s, _ := invent(t, bench.Organisation{Identities: 4000, FaultPerMille: 400, Seed: 6})
	result, err := recon.Run(s, recon.Options{})
	if err != nil {
		t.Fatal(err)
	}
	people, joins, pending := map[string]int{}, map[string]int{}, 0
	if err := result.Lines(true, func(line *recon.Line) error {
		people[line.Situation.String()]++
		for _, join := range strings.Split(line.Joins, ", ") {
			if _, by, ok := strings.Cut(join, " "); ok {
				joins[by]++
			}
		}
		if line.Pending {
			pending++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	summary := result.Summarize()
	for _, count := range summary.Situations {
		if people[count.Situation] != count.People {
			t.Errorf("%s: %d lines, %d counted", count.Situation, people[count.Situation], count.People)
		}
	}
	for _, count := range summary.Joins {
		if joins[count.By] != count.Joins {
			t.Errorf("joins by %s: %d in lines, %d counted", count.By, joins[count.By], count.Joins)
		}
	}
	if pending != summary.Pending {
		t.Errorf("pending: %d lines, %d counted", pending, summary.Pending)
	}
	for _, table := range summary.Tables {
		if table.Joined && int64(table.Strong+table.Other+table.Alone) != table.Rows {
			t.Errorf("%s: %d + %d + %d rows of %d", table.Table, table.Strong, table.Other, table.Alone, table.Rows)
		}
	}
}

func BenchmarkRecon100k(b *testing.B) {
	s, dir := invent(b, bench.Organisation{Identities: 100_000, FaultPerMille: 30, Seed: 1})
	var size int64
	for _, part := range s.Parts {
		info, err := os.Stat(filepath.Join(dir, "snapshot", part.File))
		if err != nil {
			b.Fatal(err)
		}
		size += info.Size()
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		result, err := recon.Run(s, recon.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := result.Lines(false, func(*recon.Line) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
