package fixers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Options say which findings are planned, and how.
type Options struct {
	Rules      []string          // IDs; empty: all
	Severity   recon.Severity    // the mildest that is planned; Unrated: all
	Identities []string          // folded names of people; empty: everybody
	Fixes      map[string]string // for rules, by ID, the fixer to use instead of the usual one
	AcceptWeak bool              // plan what one address alone joined, as hold
	SystemicOK bool              // plan what systemic findings stand for
	Limit      int               // at most so many actions; 0: all
}

// Proposal is a plan, and what was not planned.
type Proposal struct {
	Plan    plan.Plan
	Refused []plan.Refusal
	Cut     int // actions that Options.Limit left out
}

// Propose makes a plan of findings. kept are those that a person left in findings.csv.
func Propose(result *recon.Result, kept []recon.Finding, snapshot string, options Options) (*Proposal, error) {
	p := &proposing{options: options, result: &Proposal{Plan: plan.Plan{Snapshot: snapshot}}, byChange: map[string]*Build{}}
	if err := result.Revisit(kept, func(f recon.Finding, pass *recon.Pass) error {
		p.finding(f, pass)
		return nil
	}); err != nil {
		return nil, err
	}
	p.finish()
	return p.result, nil
}

type proposing struct {
	options  Options
	result   *Proposal
	builds   []*Build
	byChange map[string]*Build // the action that changes a target's attribute in a way
}

func (p *proposing) finding(f recon.Finding, pass *recon.Pass) {
	if !p.asksFor(f, pass) {
		return
	}
	name := f.Fix
	if other, ok := p.options.Fixes[f.Rule]; ok {
		name = other
	}
	refuse := func(format string, values ...any) {
		p.result.Refused = append(p.result.Refused, plan.Refusal{Rule: f.Rule, Identity: f.Identity, Who: f.Person, UPN: f.UPN, Fix: name, Reason: fmt.Sprintf(format, values...)})
	}
	if name == "" {
		refuse("no fixer answers it; rejoin rules explain %s says what a person can do", f.Rule)
		return
	}
	fixer, ok := Named(name)
	if !ok {
		refuse("the fixer %s is not in this version", name)
		return
	}
	if reason := p.guard(f, pass); reason != "" {
		refuse("%s", reason)
		return
	}
	c := &Case{Pass: pass, Finding: f, fixer: fixer}
	fixer.Propose(c)
	if c.refusal != "" {
		refuse("%s", c.refusal)
		return
	}
	p.take(c, refuse)
}

// asksFor says whether the options ask for a finding.
func (p *proposing) asksFor(f recon.Finding, pass *recon.Pass) bool {
	o := p.options
	switch {
	case len(o.Rules) > 0 && !slices.Contains(o.Rules, f.Rule), f.Severity < o.Severity:
		return false
	case len(o.Identities) == 0:
		return true
	}
	names := []string{directory.Fold(f.Identity), directory.Fold(f.UPN)}
	if pass.Identity != nil {
		names = append(names, pass.Names()...)
	}
	return slices.ContainsFunc(o.Identities, func(who string) bool { return slices.Contains(names, directory.Fold(who)) })
}

// guard says why nobody may touch what a finding is about; empty when it may be touched.
func (p *proposing) guard(f recon.Finding, pass *recon.Pass) string {
	switch {
	case f.Systemic > 0:
		return "it is systemic: find its one cause first, or plan it with --systemic-ok"
	case f.Certainty == recon.Suspect && !(p.options.AcceptWeak && f.Join == recon.Weak.String()):
		return "it is only suspected"
	case f.Authority == recon.UnknownAuthority:
		return "nobody can say who may write the object: the flags that would tell are not in the snapshot"
	case pass.Identity == nil:
		return ""
	}
	i := pass.Identity
	switch {
	case i.Situation == recon.Ambiguous || len(i.Rivals) > 0 && pass.Record.Contested:
		return "the identity is ambiguous: settle who is who first"
	case pass.MoveOpen():
		return "a move of the mailbox is open"
	}
	if who, ok := pass.Protected(); ok {
		return "the person is protected: " + who
	}
	return ""
}

// take adds the actions of a case to the plan. An action that is there already only gains the rule; one that wants something else
// for the same attribute is held, and so is the other.
func (p *proposing) take(c *Case, refuse func(string, ...any)) {
	some := false
	replaced := map[*Build]*Build{}
	for _, b := range c.builds {
		if len(b.action.Changes) == 0 {
			continue
		}
		some = true
		b.fill()
		key := b.key()
		if same, ok := p.byChange[key]; ok {
			replaced[b] = same
			if !slices.Contains(same.action.Rules, c.Finding.Rule) {
				same.action.Rules = append(same.action.Rules, c.Finding.Rule)
				same.action.Why += "; " + why(c.Finding)
			}
			continue
		}
		p.byChange[key] = b
		p.builds = append(p.builds, b)
	}
	for _, b := range c.builds {
		for i, dependency := range b.after {
			if other, ok := replaced[dependency.on]; ok {
				b.after[i].on = other
			}
		}
	}
	if !some {
		refuse("there is nothing to change: the values are there already")
	}
}

// key is the same for actions that do the same to the same object.
func (b *Build) key() string {
	var text strings.Builder
	text.WriteString(b.action.Target)
	for _, c := range b.action.Changes {
		fmt.Fprintf(&text, "|%s %s %q %q", c.Op, c.Attribute, c.Before, c.After)
	}
	return text.String()
}

// fill completes an action with what the fixer and the finding say of it.
func (b *Build) fill() {
	c, a := b.c, &b.action
	a.Fix, a.Rules = c.fixer.Name, []string{c.Finding.Rule}
	if a.Risk == "" {
		a.Risk = c.fixer.Risk
	}
	a.Access = c.fixer.Access
	a.Authority = b.authority()
	a.Undo = c.fixer.Undo
	if a.Undo == "" {
		a.Undo = "none: " + c.fixer.NoUndo
	}
	a.Who, a.Mail, a.Why = c.Finding.Person, c.Finding.UPN, why(c.Finding)
	if c.Identity != nil {
		a.Mail = cmp.Or(c.Identity.Address(), c.Finding.UPN)
	}
	a.Deadline, a.Certainty, a.Identity = c.Finding.Deadline, c.Finding.Certainty, c.Finding.Identity
	a.Decision = a.Default()
	if c.fixer.Hold || c.Finding.Certainty != recon.Certain {
		a.Decision = plan.Hold
	}
}

func why(f recon.Finding) string {
	text := f.Rule + " " + f.Name
	if clause, _, _ := strings.Cut(f.Evidence, "; "); clause != "" {
		text += ": " + clause
	}
	return text
}

// finish holds what contradicts itself, cuts to the limit, orders by dependencies, and seals.
func (p *proposing) finish() {
	p.holdContradictions()
	builds := p.builds
	if p.options.Limit > 0 && len(builds) > p.options.Limit {
		p.result.Cut = len(builds) - p.options.Limit
		builds = builds[:p.options.Limit]
	}
	placed := map[*Build]bool{}
	var place func(b *Build)
	place = func(b *Build) {
		if placed[b] {
			return
		}
		placed[b] = true
		for _, d := range b.after {
			if len(d.on.action.Changes) > 0 {
				place(d.on)
			}
		}
		for _, d := range b.after {
			if d.on.action.ID == "" {
				continue
			}
			b.action.DependsOn = append(b.action.DependsOn, d.on.action.ID)
			if d.sync {
				b.action.DependsOn = append(b.action.DependsOn, plan.SyncWait)
			}
		}
		slices.Sort(b.action.DependsOn)
		b.action.DependsOn = slices.Compact(b.action.DependsOn)
		b.action.ID = b.action.Seal(p.result.Plan.Snapshot)
		p.result.Plan.Actions = append(p.result.Plan.Actions, b.action)
	}
	for _, b := range builds {
		place(b)
	}
}

// holdContradictions holds actions that want different values for the same attribute of an object. Each names the other.
func (p *proposing) holdContradictions() {
	setBy := map[string][]*Build{}
	for _, b := range p.builds {
		for _, c := range b.action.Changes {
			if c.Op == plan.Set {
				on := b.action.Target + " " + c.Attribute
				if !slices.Contains(setBy[on], b) {
					setBy[on] = append(setBy[on], b)
				}
			}
		}
	}
	for _, b := range p.builds {
		for _, c := range b.action.Changes {
			for _, other := range setBy[b.action.Target+" "+c.Attribute] {
				if other != b && c.Op == plan.Set && other.sets(c.Attribute) != c.After {
					b.action.Decision = plan.Hold
					b.Note("%s wants %s to be %s", strings.Join(other.action.Rules, " "), c.Attribute, plan.Show(b.action.Table, c.Attribute, cmp.Or(other.sets(c.Attribute), "empty")))
				}
			}
		}
	}
}

// sets is the value that an action sets an attribute to.
func (b *Build) sets(attribute string) string {
	for _, c := range b.action.Changes {
		if c.Op == plan.Set && c.Attribute == attribute {
			return c.After
		}
	}
	return ""
}
