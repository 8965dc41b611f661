// Package powershell writes plans as PowerShell scripts for a person to run, and reads their results back. Nothing here runs PowerShell or
// touches a network.
//
// A script is a preamble, which the folder parts holds, and one block for each action. A block is data and the commands that carry the
// action out; the preamble looks, compares, asks, records, has the block change, looks again and records.
package powershell

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"rejoin/fixers"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Scripts are a plan's scripts.
type Scripts struct {
	Stages  []Stage
	LeftOut []plan.Refusal // actions to be applied that are in no script, and why
	plan    *plan.Plan
	seal    string
}

// Make turns the actions of a plan that are to be applied into scripts. seal is the SHA-256 of the plan file: results name it.
func Make(p *plan.Plan, seal string) *Scripts {
	s := &Scripts{plan: p, seal: seal}
	var blocks []*block
	made := map[string]*block{}
	for i := range p.Actions {
		a := &p.Actions[i]
		if a.Decision != plan.Apply {
			continue
		}
		b, err := blockOf(a)
		if err == nil {
			err = dependenciesIn(a, made)
		}
		if err != nil {
			s.LeftOut = append(s.LeftOut, plan.Refusal{Rule: strings.Join(a.Rules, " "), Identity: a.Identity, Who: a.Who, UPN: a.Mail, Fix: a.Fix,
				Reason: err.Error(), Action: a.ID})
			continue
		}
		made[a.ID] = b
		blocks = append(blocks, b)
	}
	s.Stages = stagesOf(blocks, made)
	return s
}

// dependenciesIn says which action that another depends on is in no script before it.
func dependenciesIn(a *plan.Action, made map[string]*block) error {
	for _, id := range a.DependsOn {
		if id != plan.SyncWait && made[id] == nil {
			return fmt.Errorf("it depends on %s, which is in no script", id)
		}
	}
	return nil
}

// blockOf is an action as PowerShell. The error says why it has no form.
func blockOf(a *plan.Action) (*block, error) {
	for _, text := range append([]string{a.ID, a.Fix, a.Who, a.Table, a.Place}, valuesOf(a)...) {
		if !utf8.ValidString(text) {
			return nil, fmt.Errorf("it holds bytes that are no text: %q", text)
		}
	}
	target, err := directory.ParseGUID(a.Target)
	if err != nil || target.IsZero() {
		return nil, fmt.Errorf("its target %q is no GUID", a.Target)
	}
	switch {
	case a.System == fixers.BySync:
		return nil, fmt.Errorf("synchronization did it, and carries the undo of its cause as well")
	case len(a.Changes) == 0:
		return nil, fmt.Errorf("it changes nothing")
	case a.System == directory.AD:
		return onPremises(a, target.String())
	case a.System == directory.EXO:
		return exchangeOnline(a, target.String())
	case a.System == directory.Entra:
		return entra(a, target.String())
	}
	return nil, fmt.Errorf("there is no script for the system %q", a.System)
}

func valuesOf(a *plan.Action) []string {
	var all []string
	for _, c := range a.Changes {
		all = append(all, c.Attribute, c.Before, c.After)
	}
	return all
}

// entriesOf are a value's single texts: the entries of a list, otherwise the value; none where it is empty.
func entriesOf(table, attribute, value string) []string {
	if value == "" {
		return nil
	}
	if !fixers.IsList(table, attribute) {
		return []string{value}
	}
	var l directory.List
	// A list cell always reads.
	_ = l.UnmarshalCSV(value)
	return l
}

// byteOrderMark lets Windows PowerShell 5.1 read a script as UTF-8.
const byteOrderMark = "\ufeff"

// Write writes the scripts and their README into a directory, which must be new or empty. planFile is copied as plan.csv, byte for byte.
func (s *Scripts) Write(dir, planFile string, undo bool) error {
	text, err := os.ReadFile(planFile)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range s.Stages {
		stage := &s.Stages[i]
		if err := os.WriteFile(filepath.Join(dir, stage.File()), []byte(s.Text(stage)), 0o644); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "README.txt"), []byte(windowsLines(byteOrderMark+s.readme(undo))), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "plan.csv"), text, 0o644)
}

func windowsLines(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
