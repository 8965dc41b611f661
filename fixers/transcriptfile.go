package fixers

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Heading says who carried out what, for an auditor. It is the same in every line of a transcript.
type Heading struct {
	Operator, Host, Version string
	Command                 string // without secrets
	PlanSeal                string // SHA-256 of the plan file
	Snapshot                string // the id of the snapshot that the plan was made from
}

// TranscriptColumns are the columns of transcript.csv, in order.
var TranscriptColumns = []string{"time", "outcome", "who", "mail", "rules", "fix", "system", "attribute", "op", "before", "after", "note", "risk",
	"forest_or_tenant", "identity", "depends_on", "table", "target", "action", "row", "of", "operator", "host", "version", "command", "plan", "snapshot"}

// Transcript writes a transcript: transcript.csv for programs and spreadsheets, transcript.txt for people. On live systems every entry
// is on disk before Record returns; elsewhere all are written once Close has returned.
type Transcript struct {
	heading    Heading
	csv, txt   *os.File
	toCSV      *bufio.Writer
	toTxt      *bufio.Writer
	sync       bool // have the disk confirm every entry
	line       []byte
	last, note string // the heading and the note that were written last, so that neither is repeated
}

// CreateTranscript begins a transcript in two new files. sync is for live systems: an entry must survive a power cut.
func CreateTranscript(csvPath, txtPath string, heading Heading, sync bool) (*Transcript, error) {
	t := &Transcript{heading: heading, sync: sync}
	var err error
	if t.csv, err = os.OpenFile(csvPath, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644); err != nil {
		return nil, err
	}
	if t.txt, err = os.OpenFile(txtPath, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644); err != nil {
		t.csv.Close()
		return nil, err
	}
	t.toCSV, t.toTxt = bufio.NewWriterSize(t.csv, 1<<16), bufio.NewWriterSize(t.txt, 1<<16)
	if _, err := t.toCSV.Write(append([]byte("\ufeff"), csvio.AppendRecord(nil, TranscriptColumns)...)); err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(t.toTxt, "operator  %s\nhost      %s\nversion   %s\ncommand   %s\nplan      sha256 %s\nsnapshot  %s\n\n", heading.Operator, heading.Host, heading.Version,
		heading.Command, heading.PlanSeal, heading.Snapshot)
	return t, err
}

// Record writes one entry.
func (t *Transcript) Record(e Entry) error {
	cells := t.cells(e)
	for i := range cells {
		cells[i] = csvio.GuardCell(cells[i])
	}
	t.line = csvio.AppendRecord(t.line[:0], cells)
	if _, err := t.toCSV.Write(t.line); err != nil {
		return err
	}
	if _, err := t.toTxt.WriteString(t.words(e)); err != nil {
		return err
	}
	if !t.sync {
		return nil
	}
	return errors.Join(t.toCSV.Flush(), t.toTxt.Flush(), t.csv.Sync(), t.txt.Sync())
}

func (t *Transcript) cells(e Entry) []string {
	h := t.heading
	return []string{e.Time.UTC().Format(time.RFC3339), string(e.Outcome), e.Who, e.Mail, strings.Join(e.Rules, " "), e.Fix, string(e.System), e.Change.Attribute, string(e.Change.Op),
		plan.Show(e.Table, e.Change.Attribute, e.Change.Before), plan.Show(e.Table, e.Change.Attribute, e.Change.After), e.Note, string(e.Risk), e.Place, e.Identity,
		strings.Join(e.DependsOn, " "), e.Table, e.Target, e.Action, strconv.Itoa(e.Row), strconv.Itoa(e.Of), h.Operator, h.Host, h.Version, h.Command, h.PlanSeal, h.Snapshot}
}

// words are an entry as a sentence: a line for the action, and one for each change.
func (t *Transcript) words(e Entry) string {
	text := ""
	if head := e.Action + string(e.Outcome) + string(e.System); head != t.last {
		text = fmt.Sprintf("%s  %s  %s  %s (%s, %s)\n", e.Time.UTC().Format("2006-01-02 15:04:05 UTC"), e.Outcome, directory.OneLine(e.Who), e.Fix, strings.Join(e.Rules, " "), e.Action)
		t.last, t.note = head, ""
	}
	if e.Note != t.note && e.Note != "" {
		text += "    " + directory.OneLine(e.Note) + "\n"
	}
	t.note = e.Note
	if e.Change.Attribute != "" {
		text += "    " + Sentence(e.System, e.Table, e.Change) + "\n"
	}
	return text
}

// Sentence is a change in words.
func Sentence(system directory.System, table string, c plan.Change) string {
	before, after := quoted(directory.OneLine(plan.Show(table, c.Attribute, c.Before))), quoted(directory.OneLine(plan.Show(table, c.Attribute, c.After)))
	switch c.Op {
	case plan.Add:
		return fmt.Sprintf("%s: %s gains %s", system, c.Attribute, after)
	case plan.Remove:
		return fmt.Sprintf("%s: %s loses %s", system, c.Attribute, before)
	case plan.Call:
		return fmt.Sprintf("%s: %s, from %s to %s", system, c.Attribute, before, after)
	}
	return fmt.Sprintf("%s: %s from %s to %s", system, c.Attribute, before, after)
}

// Close finishes the files.
func (t *Transcript) Close() error {
	return errors.Join(t.toCSV.Flush(), t.toTxt.Flush(), t.csv.Close(), t.txt.Close())
}

// Transcribed is a transcript as it was read.
type Transcribed struct {
	Path    string
	Heading Heading
	Entries []Entry
}

// ReadTranscript reads transcript.csv.
func ReadTranscript(path string) (*Transcribed, error) {
	r, err := csvio.Open(path, csvio.Options{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	at, err := r.Places(TranscriptColumns, "it is no transcript")
	if err != nil {
		return nil, err
	}
	t := &Transcribed{Path: path}
	for {
		record, err := r.Next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		e, heading, err := readEntry(path, record, at)
		if err != nil {
			return nil, err
		}
		t.Entries, t.Heading = append(t.Entries, e), heading
	}
}

func readEntry(path string, record csvio.Record, at map[string]int) (Entry, Heading, error) {
	cell := func(column string) string { return csvio.UnguardCell(record.Fields[at[column]]) }
	bad := func(column, problem string) error {
		return &csvio.Error{File: path, Line: record.Line, Column: column, Value: cell(column), Problem: problem, Hint: "a transcript is not edited by hand"}
	}
	e := Entry{Outcome: Outcome(cell("outcome")), Who: cell("who"), Mail: cell("mail"), Rules: strings.Fields(cell("rules")), Fix: cell("fix"),
		System: directory.System(cell("system")), Table: cell("table"), Target: cell("target"), Place: cell("forest_or_tenant"), Note: cell("note"),
		Action: cell("action"), Risk: plan.Risk(cell("risk")), Identity: cell("identity"), DependsOn: strings.Fields(cell("depends_on"))}
	heading := Heading{cell("operator"), cell("host"), cell("version"), cell("command"), cell("plan"), cell("snapshot")}
	var err error
	if e.Time, err = time.Parse(time.RFC3339, cell("time")); err != nil {
		return e, heading, bad("time", "is no time such as 2026-11-02T06:00:00Z")
	}
	for _, number := range []struct {
		column string
		into   *int
	}{{"row", &e.Row}, {"of", &e.Of}} {
		if *number.into, err = strconv.Atoi(cell(number.column)); err != nil {
			return e, heading, bad(number.column, "is no number")
		}
	}
	e.Change = plan.Change{Op: plan.Op(cell("op")), Attribute: cell("attribute")}
	for _, value := range []struct {
		column string
		into   *string
	}{{"before", &e.Change.Before}, {"after", &e.Change.After}} {
		if *value.into, err = plan.ReadValue(e.Table, e.Change, cell(value.column)); err != nil {
			return e, heading, bad(value.column, err.Error())
		}
	}
	return e, heading, nil
}
