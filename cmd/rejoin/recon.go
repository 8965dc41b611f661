package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon"
	"rejoin/recon/rules"
	"rejoin/recon/snapshot"
)

func reconCommand() *cli.Command {
	return &cli.Command{
		Name:      "recon",
		Usage:     "join a snapshot's tables into people, and find what is broken",
		UsageText: "rejoin recon --out RUN [flags] SNAP",
		Description: "Writes three files into the directory RUN: findings.csv, the worst first; identities.csv, the people whose situation is not\n" +
			"Confirmed; and summary.json. Prints what a person needs first: the last synchronization, the evidence, deadlines, what hit very\n" +
			"many at once, and the findings by severity. rejoin rules lists the rules; rejoin rules explain RULE says what one means.\n\n" +
			"Rules that need to know what the organisation wants read it from --policy; without, they are not evaluated.\n" +
			"rejoin policy init writes a policy file to begin with.\n\n" +
			"The situations:\n\n" +
			situationHelp() +
			"\nThe same snapshot and policy give the same bytes, whatever the number of workers.\n\n" +
			"Exit codes: 0 done, 1 failed, 2 there are findings (only with --detailed-exit-code), 64 wrong usage, 130 interrupted.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the directory to write the run into; an earlier run in it is replaced"},
			policyFlag(),
			&cli.BoolFlag{Name: "all-identities", Usage: "list everybody in identities.csv, Confirmed or not"},
			&cli.BoolFlag{Name: "detailed-exit-code", Usage: "end with exit code 2 when there are findings"},
			&cli.IntFlag{Name: "workers", Usage: "how many processors to use; 0: all"},
			outputFlag(),
		},
		Action: reconcile,
	}
}

func situationHelp() string {
	var text strings.Builder
	for _, situation := range recon.Situations() {
		fmt.Fprintf(&text, "  %-19s %s\n", situation, situation.About())
	}
	return text.String()
}

func reconcile(c *cli.Context) error {
	given, err := operands(c, "SNAP")
	if err != nil {
		return err
	}
	out, err := required(c, "out")
	if err != nil {
		return err
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	if c.Int("workers") < 0 {
		return usagef("--workers is %d; it is 0 or more", c.Int("workers"))
	}
	if err := checkRunDirectory(out); err != nil {
		return err
	}
	wanted, err := readPolicy(c.String("policy"))
	if err != nil {
		return err
	}
	s, err := snapshot.Open(given[0])
	if err != nil {
		return err
	}
	result, err := runEngine(c.Context, s, recon.Options{Policy: wanted, Rules: rules.All(), Workers: c.Int("workers")})
	if err != nil {
		return err
	}
	summary := result.Summarize()
	if err := writeRun(c.Context, out, s, wanted, result, summary, c.Bool("all-identities")); err != nil {
		return err
	}
	if err := printRun(c, result, summary, out); err != nil {
		return err
	}
	if c.Bool("detailed-exit-code") && len(result.Findings()) > 0 {
		return &exitError{exitFindings}
	}
	return nil
}

// printRun prints the first screen, or the findings for a program to read.
func printRun(c *cli.Context, result *recon.Result, summary recon.Summary, out string) error {
	if c.String("output") == "table" {
		return (&screen{w: c.App.Writer, summary: summary, findings: result.Findings(), out: out}).print()
	}
	g := grid{head: recon.FindingColumns}
	for _, finding := range result.Findings() {
		g.rows = append(g.rows, finding.Cells())
	}
	return g.write(c, struct {
		Summary  recon.Summary   `json:"summary"`
		Findings []recon.Finding `json:"findings"`
	}{summary, result.Findings()})
}
