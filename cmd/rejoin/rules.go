package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon"
	"rejoin/recon/rules"
)

func rulesCommand() *cli.Command {
	return &cli.Command{
		Name:      "rules",
		Usage:     "list the rules of the catalogue, or explain one",
		UsageText: "rejoin rules [--output table|csv|json]\nrejoin rules explain RULE",
		Description: "RULE is an ID such as MBX002 or a name such as null-exchange-guid, in any letter case.\n\n" +
			"Exit codes: 0 done, 64 wrong usage.",
		Flags:  []cli.Flag{outputFlag()},
		Action: listOrExplain,
	}
}

func listOrExplain(c *cli.Context) error {
	if err := checkOutput(c); err != nil {
		return err
	}
	if c.Args().First() == "explain" {
		given, err := operands(c, "explain", "RULE")
		if err != nil {
			return err
		}
		rule, ok := rules.Named(given[1])
		if !ok {
			return usagef("there is no rule %q; rejoin rules lists them", given[1])
		}
		_, err = fmt.Fprint(c.App.Writer, explain(rule))
		return err
	}
	if _, err := operands(c); err != nil {
		return err
	}
	type listed struct {
		ID       string         `json:"id"`
		Name     string         `json:"name"`
		Severity recon.Severity `json:"severity"`
		Title    string         `json:"title"`
		Needs    []string       `json:"needs"`
		Fixes    []string       `json:"fixes"`
	}
	g := grid{head: []string{"rule", "name", "severity", "answer", "what it finds"}}
	var all []listed
	for _, rule := range rules.All() {
		g.rows = append(g.rows, []string{rule.ID, rule.Name, rule.Severity.String(), answerOf(rule), rule.Title()})
		all = append(all, listed{rule.ID, rule.Name, rule.Severity, rule.Title(), rule.Needs, rule.Fixes})
	}
	return g.write(c, all)
}

// answerOf names the fixer that answers a rule, if any.
func answerOf(rule *recon.Rule) string {
	if len(rule.Fixes) == 0 {
		return "report only"
	}
	return rule.Fixes[0]
}

// explain says all that there is to say about a rule.
func explain(rule *recon.Rule) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s (%s)\n\n%s\n\n", rule.ID, rule.Name, rule.Severity, rule.Doc)
	if len(rule.Needs) > 0 {
		fmt.Fprintf(&text, "Needs: %s\n", strings.Join(rule.Needs, ", "))
	}
	if len(rule.Fixes) > 0 {
		fmt.Fprintf(&text, "Answers: %s\n", strings.Join(rule.Fixes, ", "))
	} else {
		text.WriteString("Answers: none, it is a report for a person\n")
	}
	return text.String()
}
