package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

func reconCommand() *cli.Command {
	return &cli.Command{
		Name:      "recon",
		Usage:     "join a snapshot's tables into people and say what the situation of each is",
		UsageText: "rejoin recon --out RUN [flags] SNAP",
		Description: "Writes two files into the directory RUN: identities.csv, the people whose situation is not Confirmed, and summary.json.\n" +
			"Prints how much of each table was joined, and how many people are in each situation:\n\n" +
			situationHelp() +
			"\nThe same snapshot gives the same bytes, whatever the number of workers.\n\n" +
			"Exit codes: 0 done, 1 failed, 64 wrong usage, 130 interrupted.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the directory to write the run into; an earlier run in it is replaced"},
			&cli.BoolFlag{Name: "all-identities", Usage: "list everybody in identities.csv, Confirmed or not"},
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
	s, err := snapshot.Open(given[0])
	if err != nil {
		return err
	}
	result, err := runEngine(c.Context, s, recon.Options{Policy: policy.Default(), Workers: c.Int("workers")})
	if err != nil {
		return err
	}
	summary := result.Summarize()
	if err := writeRun(c.Context, out, s, result, summary, c.Bool("all-identities")); err != nil {
		return err
	}
	if c.String("output") != "table" {
		return situationGrid(summary).write(c, summary)
	}
	return printSummary(c.App.Writer, summary, out)
}

// printSummary is the first screen: what was read, what was joined, who needs a look.
func printSummary(w io.Writer, summary recon.Summary, out string) error {
	fmt.Fprintf(w, "snapshot %s", summary.Snapshot[:12])
	if !summary.Now.IsZero() {
		fmt.Fprintf(w, ", taken %s", summary.Now.UTC().Format("2006-01-02 15:04 UTC"))
	}
	fmt.Fprint(w, "\n\n")
	if err := coverageGrid(summary).table(w); err != nil {
		return err
	}
	for _, table := range summary.Tables {
		if len(table.Lossy) > 0 {
			fmt.Fprintf(w, "%s: lost in the export, so not used: %s\n", table.Table, strings.Join(table.Lossy, ", "))
		}
	}
	fmt.Fprintln(w)
	if err := situationGrid(summary).table(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	printAnchors(w, summary)
	switch {
	case summary.LastSync.IsZero():
		fmt.Fprintln(w, "pending changes: unknown, the snapshot has no entra_organization")
	case summary.Pending > 0:
		fmt.Fprintf(w, "pending changes: %d changed in AD after the last synchronization (%s)\n", summary.Pending, summary.LastSync.UTC().Format("2006-01-02 15:04 UTC"))
	default:
		fmt.Fprintf(w, "pending changes: none, the last synchronization was %s\n", summary.LastSync.UTC().Format("2006-01-02 15:04 UTC"))
	}
	_, err := fmt.Fprintf(w, "written: %s, %s\n", runFile(out, identitiesName), runFile(out, summaryName))
	return err
}

func printAnchors(w io.Writer, summary recon.Summary) {
	for _, anchor := range summary.Anchors {
		of := ""
		if anchor.Forest != "" {
			of = " of " + anchor.Forest
		}
		fmt.Fprintf(w, "source anchor%s: %s\n", of, anchor.Column)
	}
}

func coverageGrid(summary recon.Summary) grid {
	g := grid{head: []string{"table", "rows", "complete", "joined by identifier", "by address", "alone"}}
	for _, table := range summary.Tables {
		row := []string{table.Table, strconv.FormatInt(table.Rows, 10), string(table.Complete), "", "", ""}
		if table.Joined {
			row = append(row[:3], strconv.Itoa(table.Strong), strconv.Itoa(table.Other), strconv.Itoa(table.Alone))
		}
		g.rows = append(g.rows, row)
	}
	return g
}

func situationGrid(summary recon.Summary) grid {
	g := grid{head: []string{"situation", "people", "meaning"}}
	for i, situation := range recon.Situations() {
		if n := summary.Situations[i].People; n > 0 {
			g.rows = append(g.rows, []string{situation.String(), strconv.Itoa(n), situation.About()})
		}
	}
	return g
}
