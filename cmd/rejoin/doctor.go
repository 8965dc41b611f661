package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"rejoin/exporters/ad"
)

func doctorCommand() *cli.Command {
	return &cli.Command{
		Name:      "doctor",
		Usage:     "try out what an account can see and do",
		UsageText: "rejoin doctor ad --url ldaps://DC --user NAME [flags]",
		Description: "ad tries a domain controller: connection and TLS, signing in, base, clock, Exchange's schema, limits, which attributes of a user\n" +
			"the account may write, deleted objects, DirSync. Each line is ok, warning or failed, with the remedy. Nothing is written.\n\n" +
			"Exit codes: 0 nothing failed, 1 something did, 64 wrong usage, 130 interrupted.",
		Flags:  slices.Concat(directoryFlags(), []cli.Flag{outputFlag()}),
		Action: doctor,
	}
}

func doctor(c *cli.Context) error {
	if c.Args().First() != "ad" {
		return usagef("doctor needs ad; rejoin doctor --help shows how")
	}
	if _, err := operands(c, "ad"); err != nil {
		return err
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	settings, err := directorySettings(c)
	if err != nil {
		return err
	}
	checks := ad.Diagnose(c.Context, settings, c.String("base"), time.Now)
	if err := c.Context.Err(); err != nil {
		return err
	}
	report := grid{head: []string{"check", "state", "finds", "remedy"}}
	failed := false
	for _, check := range checks {
		report.rows = append(report.rows, []string{check.Name, string(check.State), check.Finds, check.Remedy})
		failed = failed || check.State == ad.Failed
	}
	if c.String("output") == "table" {
		// A check may find much: what was found stands in lines, not in columns.
		err = printChecks(c.App.Writer, checks)
	} else {
		err = report.write(c, checks)
	}
	if err != nil {
		return err
	}
	if failed {
		return &exitError{exitFailed}
	}
	return nil
}

func printChecks(w io.Writer, checks []ad.Check) error {
	var text strings.Builder
	for _, check := range checks {
		fmt.Fprintf(&text, "%-8s %s: %s\n", check.State, check.Name, check.Finds)
		if check.Remedy != "" {
			fmt.Fprintf(&text, "         %s\n", check.Remedy)
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}
