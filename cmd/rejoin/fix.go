package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/fixers/ad"
	"rejoin/internal/ldap"
	"rejoin/recon/plan"
)

func fixCommand() *cli.Command {
	return &cli.Command{
		Name:      "fix",
		Usage:     "carry a plan out on the live directory; a preview, unless --commit",
		UsageText: "rejoin fix --ad ldap --url ldaps://DC --user NAME [--commit] [flags] plan.csv",
		Description: "Looks at every object, compares it with the plan, and says what would change; with --commit it changes them, looks again, and records.\n" +
			"Each action is one request that takes the old values away and adds the new ones, so that an object which somebody changes in that\n" +
			"moment is left alone. Actions in the cloud, and what waits for synchronization, are skipped: rejoin script writes those.\n\n" +
			"Exchange's attributes are refused, because Microsoft supports writing them with Exchange's own tools only: rejoin script uses these.\n" +
			"--unsupported-exchange-writes writes them all the same.\n\n" +
			"The transcript says who changed what, and every change is in it, on disk, before it begins. A run that was stopped is simply run\n" +
			"again, with another transcript; rejoin undo takes several.\n\n" +
			"Exit codes: 0 done, 1 failed, 3 partly done (something was skipped, refused, drifted or failed; the transcript is complete), 4 refused\n" +
			"by a guard before anything was written, 5 the plan is of another snapshot, or values have drifted, 64 wrong usage, 130 interrupted.",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "ad", Usage: "how to reach Active Directory: `ldap`"},
			&cli.BoolFlag{Name: "commit", Usage: "change the directory; without it, only look"},
			&cli.StringFlag{Name: "transcript", Value: "transcript.csv", Usage: "the transcript to write; the one for people has the ending .txt"},
			&cli.StringFlag{Name: "snapshot", Usage: "the snapshot that the plan was made from, to count shares of its tables"},
			&cli.BoolFlag{Name: "skip-drifted", Usage: "carry out the rest where a value is neither the one before nor the one after"},
			&cli.BoolFlag{Name: "unsupported-exchange-writes", Usage: "write Exchange's attributes, too"},
		}, directoryFlags(), limitFlags()),
		Action: fixPlan,
	}
}

func fixPlan(c *cli.Context) error {
	given, err := operands(c, "PLAN")
	if err != nil {
		return err
	}
	if way, err := required(c, "ad"); err != nil {
		return err
	} else if way != "ldap" {
		return usagef("--ad is %q; it is ldap", way)
	}
	file, err := readPlan(c, given[0])
	if err != nil {
		return err
	}
	if err := checkWithoutSnapshot(c, given[0], &file.Plan); err != nil {
		return err
	}
	path := c.String("transcript")
	if err := refuseExisting("--transcript", path, readable(path)); err != nil {
		return err
	}
	settings, err := directorySettings(c)
	if err != nil {
		return err
	}
	conn, err := ldap.Connect(c.Context, settings)
	if err != nil {
		return err
	}
	defer conn.Close()
	backend, err := ad.New(c.Context, conn, &file.Plan, c.Bool("unsupported-exchange-writes"))
	if err != nil {
		return err
	}
	if reason := backend.Foreign(&file.Plan); reason != "" {
		return &guardError{[]string{reason}}
	}
	heading, err := headingOf(c, given[0], &file.Plan)
	if err != nil {
		return err
	}
	transcript, err := fixers.CreateTranscript(path, readable(path), heading, c.Bool("commit"))
	if err != nil {
		return err
	}
	run := &fixers.Run{Plan: &file.Plan, Damaged: file.Damaged, Backend: backend, Commit: c.Bool("commit"), SkipDrifted: c.Bool("skip-drifted"), Clock: clock, Record: transcript.Record}
	tally, err := run.Do()
	if err := errors.Join(err, transcript.Close()); err != nil {
		if errors.Is(err, fixers.ErrDrifted) {
			// Nothing was written, in the directory or in the transcript.
			os.Remove(path)
			os.Remove(readable(path))
			return &staleError{err}
		}
		fmt.Fprintf(c.App.ErrWriter, "rejoin: stopped before the end; what was done is in %s: run the same command again with another --transcript\n", path)
		return err
	}
	if err := printTally(c, tally); err != nil {
		return err
	}
	if c.Bool("commit") {
		fmt.Fprintf(c.App.Writer, "written: %s, %s\nnext: rejoin undo --out undo.csv %s takes it back; after synchronization, export and recon again\n", path, readable(path), path)
	} else {
		fmt.Fprintf(c.App.Writer, "nothing was changed; written: %s, %s\nnext: the same command with --commit and another --transcript\n", path, readable(path))
	}
	decided := 0
	for _, a := range file.Plan.Actions {
		if a.Decision == plan.Skip {
			decided++
		}
	}
	if tally.Partly() || tally[fixers.Skipped] > decided {
		return &exitError{exitPartly}
	}
	return nil
}
