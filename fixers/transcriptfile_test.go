package fixers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rejoin/recon/plan"
)

// A name can neither begin a line of its own in the transcript for people, nor steer the terminal that shows it; the transcript for
// programs has it as it is.
func TestTranscriptKeepsToItsLines(t *testing.T) {
	csvPath, txtPath := filepath.Join(t.TempDir(), "t.csv"), filepath.Join(t.TempDir(), "t.txt")
	transcript, err := CreateTranscript(csvPath, txtPath, Heading{Operator: "ops", Host: "h", Version: "v"}, false)
	if err != nil {
		t.Fatal(err)
	}
	who := "Ada\n2026-11-02 07:00:00 UTC  done  Mallory\x1b[2J"
	entry := Entry{Time: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Outcome: Done, Who: who, Fix: "set-alias", System: "ad", Table: "ad_users", Target: "x", Action: "a1",
		Change: plan.Change{Op: plan.Set, Attribute: "displayName", Before: "a\nb", After: who}, Note: "n\u202eote", Row: 1, Of: 1, Risk: plan.Hard}
	if err := transcript.Record(entry); err != nil {
		t.Fatal(err)
	}
	if err := transcript.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(txtPath)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text), "\n\n")
	if lines := strings.Count(body, "\n"); lines != 3 || strings.ContainsAny(body, "\x1b\u202e") {
		t.Errorf("got %d lines:\n%q", lines, body)
	}
	read, err := ReadTranscript(csvPath)
	if err != nil {
		t.Fatal(err)
	}
	if got := read.Entries[0]; got.Who != who || got.Change != entry.Change {
		t.Errorf("got %+v", got)
	}
}
