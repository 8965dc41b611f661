package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/fixers/powershell"
	"rejoin/recon/csvio"
	"rejoin/recon/plan"
)

func transcriptCommand() *cli.Command {
	return &cli.Command{
		Name:      "transcript",
		Usage:     "read the results of scripts back, as a transcript",
		UsageText: "rejoin transcript --out transcript.csv --plan plan.csv RESULT.csv...",
		Description: "Reads the results that the scripts of rejoin script wrote, checks every row against the plan, and writes transcript.csv for rejoin\n" +
			"undo and transcript.txt for people. A row that does not fit the plan is refused, and with it the whole: a transcript leaves nothing\n" +
			"out. Only the last row of a script that was stopped may be cut off. What a cmdlet changed beyond the plan is in the transcript too.\n\n" +
			"Exit codes: 0 done, 1 failed, 3 partly done (something failed, drifted or has no result; the transcript is written), 5 a result is of\n" +
			"another plan or was edited, 64 wrong usage.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the transcript to write; the one for people has the ending .txt"},
			&cli.StringFlag{Name: "plan", Usage: "the plan that the scripts were made from"},
		},
		Action: makeTranscript,
	}
}

func makeTranscript(c *cli.Context) error {
	if c.NArg() == 0 {
		return usagef("transcript needs RESULT; rejoin transcript --help shows how")
	}
	out, err := required(c, "out")
	if err != nil {
		return err
	}
	from, err := required(c, "plan")
	if err != nil {
		return err
	}
	file, err := plan.Read(from)
	if err != nil {
		return err
	}
	seal, err := sealOf(from)
	if err != nil {
		return err
	}
	results, err := powershell.ReadResults(&file.Plan, seal, c.Args().Slice())
	if _, ok := errors.AsType[*powershell.ForeignError](err); ok {
		return &staleError{err}
	}
	if err != nil {
		return err
	}
	for _, path := range []string{out, readable(out)} {
		if _, err := os.Stat(path); err == nil {
			return &csvio.Error{File: path, Problem: "is there already", Hint: "name another one with --out"}
		}
	}
	heading := fixers.Heading{Operator: strings.Join(results.Operators, ", "), Host: strings.Join(results.Hosts, ", "), Version: version(),
		Command: "rejoin transcript --plan " + filepath.ToSlash(from) + " " + filepath.ToSlash(strings.Join(c.Args().Slice(), " ")), PlanSeal: seal, Snapshot: file.Plan.Snapshot}
	transcript, err := fixers.CreateTranscript(out, readable(out), heading, false)
	if err != nil {
		return err
	}
	for _, entry := range results.Entries {
		err = errors.Join(err, transcript.Record(entry))
	}
	if err := errors.Join(err, transcript.Close()); err != nil {
		return err
	}
	for _, warning := range results.Warnings {
		fmt.Fprintln(c.App.ErrWriter, "rejoin:", warning)
	}
	if err := printTally(c, results.Tally); err != nil {
		return err
	}
	if n := results.Tally[fixers.Started]; n > 0 {
		fmt.Fprintf(c.App.Writer, "%d actions were begun by a script that was stopped: run it again\n", n)
	}
	if results.Missing > 0 {
		fmt.Fprintf(c.App.Writer, "%d actions have no result yet\n", results.Missing)
	}
	fmt.Fprintf(c.App.Writer, "written: %s, %s\nnext: rejoin undo --out undo.csv %s\n", out, readable(out), out)
	if results.Tally.Partly() || results.Missing > 0 {
		return &exitError{exitPartly}
	}
	return nil
}
