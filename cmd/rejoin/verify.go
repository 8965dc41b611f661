package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"rejoin/recon/snapshot"
)

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check every file of a snapshot against its manifest",
		UsageText: "rejoin verify [flags] SNAP",
		Description: "Reads every part of the snapshot from end to end and compares rows, CRC-32C and SHA-256 with the manifest.\n" +
			"Files that the manifest does not know are named too.\n\n" +
			"Exit codes: 0 nothing is wrong, 1 something is, 64 wrong usage, 130 interrupted.",
		Flags:  []cli.Flag{outputFlag()},
		Action: verify,
	}
}

func verify(c *cli.Context) error {
	given, err := operands(c, "SNAP")
	if err != nil {
		return err
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	s, err := snapshot.Open(given[0])
	if err != nil {
		return err
	}
	faults, err := interruptible(c.Context, s.Verify)
	if err != nil {
		return err
	}
	report := grid{head: []string{"file", "problem"}}
	for _, fault := range faults {
		report.rows = append(report.rows, []string{fault.File, fault.Problem})
	}
	if c.String("output") != "table" || len(faults) > 0 {
		if err := report.write(c, faults); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s: %s", given[0], count(len(faults), "fault"))
	}
	fmt.Fprintf(c.App.ErrWriter, "%s is as it was written: %s, id %s\n", given[0], count(len(s.Parts), "part"), s.ID()[:12])
	return nil
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
