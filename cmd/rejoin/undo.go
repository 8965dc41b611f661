package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

func undoCommand() *cli.Command {
	return &cli.Command{
		Name:      "undo",
		Usage:     "turn transcripts into a plan that takes back what they record",
		UsageText: "rejoin undo --out undo.csv transcript.csv...",
		Description: "The last action comes first. Actions that were done are taken back, and those that a killed run had begun: carrying the plan out\n" +
			"looks first, so what was not done after all is left alone. What cannot be taken back is listed first, and in undo-refused.csv.\n\n" +
			"Exit codes: 0 done, 1 failed, 3 something cannot be taken back, 64 wrong usage.",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "out", Usage: "the plan file to write"}},
		Action: makeUndo,
	}
}

func makeUndo(c *cli.Context) error {
	if c.NArg() == 0 {
		return usagef("undo needs TRANSCRIPT; the command's --help shows how")
	}
	out, err := required(c, "out")
	if err != nil {
		return err
	}
	var transcripts []*fixers.Transcribed
	for _, path := range c.Args().Slice() {
		t, err := fixers.ReadTranscript(path)
		if err != nil {
			return err
		}
		transcripts = append(transcripts, t)
	}
	undo, not := fixers.Undo(transcripts)
	proposal := &fixers.Proposal{Plan: *undo}
	for _, one := range not {
		fmt.Fprintf(c.App.Writer, "cannot be taken back: %s for %s: %s\n", one.Entry.Fix, directory.OneLine(one.Entry.Who), one.Reason)
		proposal.Refused = append(proposal.Refused, plan.Refusal{Rule: strings.Join(one.Entry.Rules, " "), Identity: one.Entry.Identity, Who: one.Entry.Who, UPN: one.Entry.Mail,
			Fix: one.Entry.Fix, Reason: one.Reason})
	}
	refused := strings.TrimSuffix(out, filepath.Ext(out)) + "-refused.csv"
	if err := writePlan(out, refused, proposal); err != nil {
		return err
	}
	if err := countFixers(c.App.Writer, undo); err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "\nwritten: %s, %s\n", out, refused)
	if len(not) > 0 {
		return &exitError{exitPartly}
	}
	return nil
}
