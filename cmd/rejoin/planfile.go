package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/recon/csvio"
	"rejoin/recon/plan"
	"rejoin/recon/snapshot"
)

// readPlan reads a plan, and says what was settled while it was read.
func readPlan(c *cli.Context, path string) (*plan.File, error) {
	file, err := plan.Read(path)
	if err != nil {
		return nil, err
	}
	for _, warning := range file.Warnings {
		fmt.Fprintln(c.App.ErrWriter, "rejoin:", warning)
	}
	return file, nil
}

// checkPlan refuses a plan of another snapshot, and one that would change more than the limits allow. A plan that takes something back
// is of what a rehearsal or a live system has become, and as large as what it takes back.
func checkPlan(c *cli.Context, path string, p *plan.Plan, s *snapshot.Snapshot) error {
	if isUndo(p) {
		return nil
	}
	if p.Snapshot != "" && p.Snapshot != s.ID() {
		return &staleError{&csvio.Error{File: path, Problem: "was made from another snapshot than " + s.Dir, Hint: "make the plan again with rejoin plan"}}
	}
	return checkLimits(c, p, s)
}

// checkWithoutSnapshot is checkPlan where the snapshot need not be at hand: without --snapshot, shares of its tables do not count.
func checkWithoutSnapshot(c *cli.Context, path string, p *plan.Plan) error {
	if from := c.String("snapshot"); from != "" {
		s, err := snapshot.Open(from)
		if err != nil {
			return err
		}
		return checkPlan(c, path, p, s)
	}
	if isUndo(p) {
		return nil
	}
	if reasons := limitsOf(c).Check(p, func(string) int64 { return 0 }); len(reasons) > 0 {
		return &guardError{reasons}
	}
	fmt.Fprintln(c.App.ErrWriter, "rejoin: shares of a table are not counted; --snapshot names the snapshot to count them by")
	return nil
}

// isUndo says whether a plan takes something back.
func isUndo(p *plan.Plan) bool {
	for _, a := range p.Actions {
		if a.Fix != fixers.UndoFix {
			return false
		}
	}
	return len(p.Actions) > 0
}

// sealOf is the SHA-256 of a file, in hexadecimal.
func sealOf(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
