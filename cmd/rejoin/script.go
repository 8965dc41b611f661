package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/fixers/powershell"
	"rejoin/recon/csvio"
	"rejoin/recon/plan"
)

func scriptCommand() *cli.Command {
	return &cli.Command{
		Name:      "script",
		Usage:     "write a plan as PowerShell for a person to run",
		UsageText: "rejoin script --out DIR [flags] plan.csv",
		Description: "Writes into DIR one script for each stage (on-premises, waiting for synchronization, cloud, as often as the plan's dependencies\n" +
			"need), README.txt, which says what each does, who may run it and how, and plan.csv, a copy of the plan. Only actions whose decision\n" +
			"is apply are in the scripts. An action that has no form as PowerShell, and what depends on it, is left out and listed.\n\n" +
			"The scripts look, compare, ask, change, look again and record, with the cmdlets of Exchange, Exchange Online, the ActiveDirectory\n" +
			"module and Microsoft Graph. rejoin transcript reads their results back. Nothing is changed by this command.\n\n" +
			"--undo writes the scripts that take it all back into DIR/undo. Limits count as for rehearse; shares of a table count only with\n" +
			"--snapshot, which also checks that the plan was made from it.\n\n" +
			"Exit codes: 0 done, 1 failed, 3 partly done (something is left out), 4 refused by a guard, 5 the plan is of another snapshot, 64 wrong\n" +
			"usage.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the new directory to write the scripts to"},
			&cli.BoolFlag{Name: "undo", Usage: "write also, into DIR/undo, the scripts that take it back"},
			&cli.StringFlag{Name: "snapshot", Usage: "the snapshot that the plan was made from, to count shares of its tables"},
		}, limitFlags()...),
		Action: writeScripts,
	}
}

func writeScripts(c *cli.Context) error {
	given, err := operands(c, "PLAN")
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
	if err := checkWithoutSnapshot(c, given[0], &file.Plan); err != nil {
		return err
	}
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		return &csvio.Error{File: out, Problem: "is there already, and is not empty", Hint: "name another directory with --out"}
	}
	seal, err := sealOf(given[0])
	if err != nil {
		return err
	}
	scripts := powershell.Make(&file.Plan, seal)
	if err := scripts.Write(out, given[0], false); err != nil {
		return err
	}
	left := len(scripts.LeftOut) + len(file.Damaged)
	if err := listScripts(c, out, scripts, file.Damaged); err != nil {
		return err
	}
	if c.Bool("undo") {
		n, err := writeUndoScripts(c, filepath.Join(out, "undo"), &file.Plan)
		if err != nil {
			return err
		}
		left += n
	}
	fmt.Fprintf(c.App.Writer, "\nSuch scripts are parsed by this project's tests, and were never run by it: rehearse with -WhatIf. Read %s first.\n", filepath.ToSlash(filepath.Join(out, "README.txt")))
	if left > 0 {
		return &exitError{exitPartly}
	}
	return nil
}

// writeUndoScripts writes the scripts that take the plan back, and says how many actions they leave out.
func writeUndoScripts(c *cli.Context, dir string, p *plan.Plan) (int, error) {
	back, not := fixers.Inverse(p)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	path := filepath.Join(dir, "plan.csv")
	file, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	if err := back.Write(file); err != nil {
		file.Close()
		return 0, err
	}
	if err := file.Close(); err != nil {
		return 0, err
	}
	seal, err := sealOf(path)
	if err != nil {
		return 0, err
	}
	scripts := powershell.Make(back, seal)
	if err := scripts.Write(dir, path, true); err != nil {
		return 0, err
	}
	fmt.Fprintln(c.App.Writer)
	for _, one := range not {
		fmt.Fprintf(c.App.Writer, "cannot be taken back: %s for %s: %s\n", one.Entry.Fix, one.Entry.Who, one.Reason)
	}
	return len(not) + len(scripts.LeftOut), listScripts(c, dir, scripts, nil)
}

// listScripts says what was written, and what is in no script.
func listScripts(c *cli.Context, dir string, scripts *powershell.Scripts, damaged []plan.Damage) error {
	for _, one := range damaged {
		fmt.Fprintf(c.App.Writer, "left out: %s\n", one.Error())
	}
	for _, one := range scripts.LeftOut {
		fmt.Fprintf(c.App.Writer, "left out: %s %s for %s: %s\n", one.Action, one.Fix, one.Who, one.Reason)
	}
	if len(scripts.Stages) == 0 {
		_, err := fmt.Fprintf(c.App.Writer, "%s: no script, for there is nothing to apply\n", filepath.ToSlash(dir))
		return err
	}
	g := grid{head: []string{"script", "what it does"}}
	for i := range scripts.Stages {
		stage := &scripts.Stages[i]
		g.rows = append(g.rows, []string{filepath.ToSlash(filepath.Join(dir, stage.File())), stage.Title()})
	}
	return g.table(c.App.Writer)
}
