package main

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/fixers/rehearse"
	"rejoin/recon"
	"rejoin/recon/plan"
	"rejoin/recon/snapshot"
)

func rehearseCommand() *cli.Command {
	return &cli.Command{
		Name:      "rehearse",
		Usage:     "carry a plan out on a copy of its snapshot",
		UsageText: "rejoin rehearse --snapshot SNAP --out SNAP2 [flags] plan.csv",
		Description: "Looks, compares, changes, looks again and records, action by action, as a live run would, and writes the changed snapshot to SNAP2.\n" +
			"Where the plan waits for synchronization, and at the end, what was done in AD is carried to the same people's rows of Entra ID and\n" +
			"Exchange Online, and only that; --no-sync leaves it out. rejoin recon SNAP2 then shows what would remain.\n\n" +
			"The transcript says who carried out what, when, and what became of it: transcript.csv for rejoin undo, transcript.txt for people.\n\n" +
			"Exit codes: 0 done, 1 failed, 3 partly done (something failed, drifted, or was refused; the transcript is complete), 4 refused by a\n" +
			"guard, 5 the plan is of another snapshot, or values have drifted, 64 wrong usage, 130 interrupted.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "snapshot", Usage: "the snapshot that the plan was made from"},
			&cli.StringFlag{Name: "out", Usage: "the new directory to write the changed snapshot to"},
			&cli.StringFlag{Name: "transcript", Value: "transcript.csv", Usage: "the transcript to write; the one for people has the ending .txt"},
			&cli.BoolFlag{Name: "no-sync", Usage: "carry nothing from AD to the cloud"},
			&cli.BoolFlag{Name: "skip-drifted", Usage: "carry out the rest where a value is neither the one before nor the one after"},
		}, limitFlags()...),
		Action: rehearsePlan,
	}
}

func rehearsePlan(c *cli.Context) error {
	given, err := operands(c, "PLAN")
	if err != nil {
		return err
	}
	from, err := required(c, "snapshot")
	if err != nil {
		return err
	}
	out, err := required(c, "out")
	if err != nil {
		return err
	}
	file, err := readPlan(c, given[0])
	if err != nil {
		return err
	}
	s, err := snapshot.Open(from)
	if err != nil {
		return err
	}
	if err := checkPlan(c, given[0], &file.Plan, s); err != nil {
		return err
	}
	if err := refuseExisting("--out or --transcript", out, c.String("transcript"), readable(c.String("transcript"))); err != nil {
		return err
	}
	twins, err := twinsOf(c, s, &file.Plan)
	if err != nil {
		return err
	}
	backend, err := rehearse.New(s, &file.Plan, twins, c.Bool("no-sync"))
	if err != nil {
		return err
	}
	heading, err := headingOf(c, given[0], &file.Plan)
	if err != nil {
		return err
	}
	transcript, err := fixers.CreateTranscript(c.String("transcript"), readable(c.String("transcript")), heading, false)
	if err != nil {
		return err
	}
	run := &fixers.Run{Plan: &file.Plan, Damaged: file.Damaged, Backend: backend, Commit: true, SkipDrifted: c.Bool("skip-drifted"), Clock: clock, Record: transcript.Record}
	tally, err := run.Do()
	if err := errors.Join(err, transcript.Close()); err != nil {
		os.Remove(c.String("transcript"))
		os.Remove(readable(c.String("transcript")))
		if errors.Is(err, fixers.ErrDrifted) {
			return &staleError{err}
		}
		return err
	}
	if _, err := backend.Write(out); err != nil {
		return err
	}
	if err := printTally(c, tally); err != nil {
		return err
	}
	if gates := backend.Gates(); len(gates) > 0 {
		fmt.Fprintf(c.App.Writer, "not carried: what now begins to flow from AD, because an alias was set, of %s; the transcript names them, beginning with %s\n", people(len(gates)), gates[0])
	}
	fmt.Fprintf(c.App.Writer, "written: %s, %s, %s\nnext: rejoin recon --out RUN2 %s; rejoin undo --out undo.csv %s\n", out, c.String("transcript"), readable(c.String("transcript")), out, c.String("transcript"))
	if tally.Partly() {
		return &exitError{exitPartly}
	}
	return nil
}

// clock, operator and host are what transcripts say; tests set their own.
var (
	clock    = time.Now
	operator = func() string {
		if who, err := user.Current(); err == nil {
			return who.Username
		}
		return "unknown"
	}
	host = func() string {
		if name, err := os.Hostname(); err == nil {
			return name
		}
		return "unknown"
	}
)

// headingOf says who is about to carry out what.
func headingOf(c *cli.Context, path string, p *plan.Plan) (fixers.Heading, error) {
	seal, err := sealOf(path)
	if err != nil {
		return fixers.Heading{}, err
	}
	return fixers.Heading{Operator: operator(), Host: host(), Version: version(), Command: "rejoin " + c.Command.Name + " " + strings.Join(flagsOf(c), " ") + filepath.ToSlash(path),
		PlanSeal: seal, Snapshot: p.Snapshot}, nil
}

// flagsOf are the flags that were given, as they would be typed.
func flagsOf(c *cli.Context) []string {
	var all []string
	for _, name := range c.LocalFlagNames() {
		value := fmt.Sprint(c.Value(name))
		if value == "true" {
			all = append(all, "--"+name)
		} else {
			all = append(all, "--"+name+" "+value)
		}
	}
	return append(all, "")
}

func readable(transcript string) string {
	return strings.TrimSuffix(transcript, filepath.Ext(transcript)) + ".txt"
}

// twinsOf joins the snapshot, to know which rows are the same people's.
func twinsOf(c *cli.Context, s *snapshot.Snapshot, p *plan.Plan) (map[string]recon.Objects, error) {
	var keys []string
	for _, a := range p.Actions {
		if a.Identity != "" {
			keys = append(keys, a.Identity)
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	result, err := runEngine(c.Context, s, recon.Options{})
	if err != nil {
		return nil, err
	}
	return result.Objects(keys), nil
}

// printTally counts what became of the actions.
func printTally(c *cli.Context, tally fixers.Tally) error {
	g := grid{head: []string{"outcome", "actions"}}
	for _, outcome := range []fixers.Outcome{fixers.Done, fixers.Already, fixers.WouldChange, fixers.Skipped, fixers.Drifted, fixers.Refused, fixers.Failed, fixers.Unverified} {
		if n := tally[outcome]; n > 0 {
			g.rows = append(g.rows, []string{string(outcome), fmt.Sprint(n)})
		}
	}
	if len(g.rows) == 0 {
		_, err := fmt.Fprintln(c.App.Writer, "there was nothing to do")
		return err
	}
	return g.table(c.App.Writer)
}
