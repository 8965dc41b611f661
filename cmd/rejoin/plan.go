package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/fixers"
	"rejoin/recon"
	"rejoin/recon/csvio"
	"rejoin/recon/rules"
	"rejoin/recon/snapshot"
)

func planCommand() *cli.Command {
	return &cli.Command{
		Name:      "plan",
		Usage:     "propose repairs for a run's findings, for a person to decide",
		UsageText: "rejoin plan --out plan.csv [flags] RUN\nrejoin plan show plan.csv",
		Description: "Reads the run's findings.csv: a row that was deleted there is not planned; any other edit is refused. Writes plan.csv, one row for\n" +
			"each change, and beside it plan-refused.csv, with the reason for every finding that is not planned. A person reads plan.csv,\n" +
			"with a spreadsheet or otherwise, and writes apply, hold or skip into the column decision. Nothing is changed anywhere.\n\n" +
			"What is certain and reversible says apply, everything else hold. rejoin plan show tells a plan as a person would.\n\n" +
			"Exit codes: 0 done, 1 failed, 2 there are actions (only with --detailed-exit-code), 4 refused by a guard, 5 the run is of another\n" +
			"snapshot or policy, or findings.csv was edited, 64 wrong usage, 130 interrupted.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the plan file to write"},
			&cli.StringSliceFlag{Name: "rule", Usage: "plan only findings of this `RULE`; may be given more than once"},
			&cli.StringFlag{Name: "severity", Usage: "plan only findings that are at least so severe"},
			&cli.StringSliceFlag{Name: "identity", Usage: "plan only for this person, by UPN, address, GUID or key; may be given more than once"},
			&cli.StringSliceFlag{Name: "fix", Usage: "answer a rule's findings with another fixer, as `RULE=FIXER`; may be given more than once"},
			&cli.BoolFlag{Name: "accept-weak", Usage: "plan also what one address alone joined, as hold"},
			&cli.BoolFlag{Name: "systemic-ok", Usage: "plan also what systemic findings stand for"},
			&cli.IntFlag{Name: "limit", Usage: "plan at most so many actions; 0: all"},
			&cli.BoolFlag{Name: "detailed-exit-code", Usage: "end with exit code 2 when there are actions"},
			&cli.StringFlag{Name: "snapshot", Usage: "where the snapshot is now, if it was moved"},
			&cli.StringFlag{Name: "previous", Usage: "an earlier `SNAPSHOT`: nothing is planned where a table has lost more than 20 % of its rows since"},
		}, limitFlags()...),
		Action: makePlan,
	}
}

func makePlan(c *cli.Context) error {
	if c.Args().First() == "show" {
		return showPlan(c)
	}
	given, err := operands(c, "RUN")
	if err != nil {
		return err
	}
	out, err := required(c, "out")
	if err != nil {
		return err
	}
	options, err := planOptions(c)
	if err != nil {
		return err
	}
	run, err := openRun(given[0], c.String("snapshot"))
	if err != nil {
		return err
	}
	if earlier := c.String("previous"); earlier != "" {
		before, err := snapshot.Open(earlier)
		if err != nil {
			return err
		}
		if err := checkInventory(run.snapshot, before); err != nil {
			return err
		}
	}
	result, err := runEngine(c.Context, run.snapshot, recon.Options{Policy: run.policy, Rules: rules.All()})
	if err != nil {
		return err
	}
	kept, err := keptFindings(filepath.Join(given[0], findingsName), result.Findings())
	if err != nil {
		return err
	}
	proposal, err := fixers.Propose(result, expand(kept, options.SystemicOK), run.snapshot.ID(), options)
	if err != nil {
		return err
	}
	if err := checkLimits(c, &proposal.Plan, run.snapshot); err != nil {
		return err
	}
	refused := strings.TrimSuffix(out, filepath.Ext(out)) + "-refused.csv"
	if err := writePlan(out, refused, proposal); err != nil {
		return err
	}
	if err := countFixers(c.App.Writer, &proposal.Plan); err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "\nnot planned: %s; the reasons are in %s\n", count(len(proposal.Refused), "finding"), refused)
	if proposal.Cut > 0 {
		fmt.Fprintf(c.App.Writer, "left out by --limit: %s\n", count(proposal.Cut, "action"))
	}
	fmt.Fprintf(c.App.Writer, "written: %s, %s\nnext: rejoin plan show %s tells it; decide in its first column; then rejoin rehearse --snapshot %s --out SNAP2 %s\n", out, refused, out,
		filepath.ToSlash(run.snapshot.Dir), out)
	if c.Bool("detailed-exit-code") && len(proposal.Plan.Actions) > 0 {
		return &exitError{exitFindings}
	}
	return nil
}

// planOptions reads the flags that say what is planned.
func planOptions(c *cli.Context) (fixers.Options, error) {
	o := fixers.Options{Fixes: map[string]string{}, AcceptWeak: c.Bool("accept-weak"), SystemicOK: c.Bool("systemic-ok"), Limit: c.Int("limit"), Identities: c.StringSlice("identity")}
	for _, name := range c.StringSlice("rule") {
		rule, ok := rules.Named(name)
		if !ok {
			return o, usagef("there is no rule %q; rejoin rules lists them", name)
		}
		o.Rules = append(o.Rules, rule.ID)
	}
	if word := c.String("severity"); word != "" {
		if err := o.Severity.UnmarshalText([]byte(word)); err != nil {
			return o, usagef("--severity: %v", err)
		}
	}
	for _, text := range c.StringSlice("fix") {
		name, fixer, _ := strings.Cut(text, "=")
		rule, ok := rules.Named(name)
		if !ok {
			return o, usagef("--fix %q: there is no rule %q", text, name)
		}
		if !slices.Contains(rule.Fixes, fixer) {
			return o, usagef("--fix %q: %s is answered by %s", text, rule.ID, strings.Join(rule.Fixes, ", "))
		}
		o.Fixes[rule.ID] = fixer
	}
	return o, nil
}

// expand puts the findings that systemic ones stand for in their place, where that is wanted.
func expand(kept []recon.Finding, systemicOK bool) []recon.Finding {
	if !systemicOK {
		return kept
	}
	var all []recon.Finding
	for i := range kept {
		if parts := kept[i].Parts(); parts != nil {
			all = append(all, parts...)
		} else {
			all = append(all, kept[i])
		}
	}
	return all
}

// settled are the columns of findings.csv that must be as the run wrote them. The others, a time and sentences, a spreadsheet may have
// reformatted; nothing depends on them.
var settled = []string{"rule", "name", "severity", "certainty", "identity", "upn", "system", "object", "attribute", "have", "want", "authority", "join", "fix"}

// keptFindings are the findings that are still in findings.csv.
func keptFindings(path string, found []recon.Finding) ([]recon.Finding, error) {
	r, err := csvio.Open(path, csvio.Options{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	at, err := r.Places(settled, "run rejoin recon again")
	if err != nil {
		return nil, &staleError{err}
	}
	byKey := map[string][]int{}
	for i := range found {
		key := settledKey(func(column string) string { return found[i].Cells()[slices.Index(recon.FindingColumns, column)] })
		byKey[key] = append(byKey[key], i)
	}
	var kept []int
	for {
		record, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		cell := func(column string) string { return csvio.UnguardCell(record.Fields[at[column]]) }
		key := settledKey(cell)
		if len(byKey[key]) == 0 {
			return nil, &staleError{&csvio.Error{File: path, Line: record.Line, Column: "rule", Value: cell("rule"),
				Problem: "the row is none that the run found: it was edited, or is there twice", Hint: "only whole rows may be deleted; decisions are made in plan.csv. Run rejoin recon again"}}
		}
		kept = append(kept, byKey[key][0])
		byKey[key] = byKey[key][1:]
	}
	slices.Sort(kept)
	findings := make([]recon.Finding, len(kept))
	for i, at := range kept {
		findings[i] = found[at]
	}
	return findings, nil
}

func settledKey(cell func(string) string) string {
	var key strings.Builder
	for _, column := range settled {
		key.WriteString(cell(column) + "\x00")
	}
	return key.String()
}

// writePlan writes the plan, and what was refused beside it. A plan that is there already is left alone: somebody may have decided in it.
func writePlan(path, refusedPath string, proposal *fixers.Proposal) error {
	if err := refuseExisting("--out", path, refusedPath); err != nil {
		return err
	}
	file, err := os.Create(path + ".partial")
	if err != nil {
		return err
	}
	if err := proposal.Plan.Write(file); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	err = writeForPeople(refusedPath, []string{"rule", "identity", "who", "upn", "fix", "reason"}, func(write func([]string) error) error {
		for _, one := range proposal.Refused {
			if err := write([]string{one.Rule, one.Identity, one.Who, one.UPN, one.Fix, one.Reason}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return os.Rename(path+".partial", path)
}

func showPlan(c *cli.Context) error {
	given, err := operands(c, "show", "PLAN")
	if err != nil {
		return err
	}
	file, err := readPlan(c, given[1])
	if err != nil {
		return err
	}
	tell(c.App.Writer, &file.Plan, file.Damaged)
	return nil
}
