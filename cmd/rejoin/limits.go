package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon/plan"
	"rejoin/recon/snapshot"
)

// limitFlags let a person raise a limit for one run.
func limitFlags() []cli.Flag {
	usual := plan.UsualLimits()
	return []cli.Flag{
		&cli.IntFlag{Name: "max-changes", Usage: fmt.Sprintf("how many reversible actions may be applied (usually %d, and %.0f %% of a table)", usual.Changes, 100*usual.Share)},
		&cli.IntFlag{Name: "max-hard", Usage: fmt.Sprintf("how many actions that are hard to reverse or take access may be applied (usually %d, and %.0f %% of a table)", usual.Hard, 100*usual.HardShare)},
		&cli.BoolFlag{Name: "allow-irreversible", Usage: "irreversible actions may be applied, one kind at a time"},
	}
}

func limitsOf(c *cli.Context) plan.Limits {
	l := plan.UsualLimits()
	if c.IsSet("max-changes") {
		l.Changes, l.Share = c.Int("max-changes"), 0
	}
	if c.IsSet("max-hard") {
		l.Hard, l.HardShare = c.Int("max-hard"), 0
	}
	l.AllowIrreversible = c.Bool("allow-irreversible")
	return l
}

// guardError is a refusal by a guard, before anything was written.
type guardError struct{ reasons []string }

func (e *guardError) Error() string { return "refused: " + strings.Join(e.reasons, "; ") }

// checkLimits refuses a plan that would change more than the limits allow.
func checkLimits(c *cli.Context, p *plan.Plan, s *snapshot.Snapshot) error {
	rows := func(table string) int64 {
		var n int64
		for _, part := range s.Table(table) {
			n += part.Rows
		}
		return n
	}
	if reasons := limitsOf(c).Check(p, rows); len(reasons) > 0 {
		return &guardError{reasons}
	}
	return nil
}
