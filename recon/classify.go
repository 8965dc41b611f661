package recon

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// maxRules is how many rules can look at people in one run: a candidate notes in one word which of them let it through.
const maxRules = 64

// classification is what the rules found.
type classification struct {
	rules    []*ruleRun
	findings []Finding
	accepted int // findings that the policy accepts
	expired  []string
}

// ruleRun is one rule in one run.
type ruleRun struct {
	rule     *Rule
	number   int    // its bit in a candidate's mask
	missing  string // why it is evaluated for nobody; empty otherwise
	partial  map[need]map[int]bool
	applied  int            // people to whom it applies
	skipped  map[string]int // people for whom it was not evaluated, by reason
	systemic int            // people for whom a systemic finding stands
	pending  int            // findings left out because changes in AD have not been synchronized
}

// screened is a person whom some screen let through.
type screened struct {
	self object
	mask uint64
}

// classify runs the rules over everybody.
func (r *Result) classify(rules []*Rule) error {
	if len(rules) == 0 {
		return nil
	}
	c := &r.classification
	if err := c.plan(r.o, rules); err != nil {
		return err
	}
	r.o.findAnchorTwins()
	r.o.findUnlinked()
	candidates := r.screenAll()
	if err := r.o.org.prepare(r, candidates); err != nil {
		return err
	}
	if err := r.checkAll(candidates); err != nil {
		return err
	}
	r.lookAtOrganisation()
	c.applyPolicy(r.o.org)
	r.condense()
	order := map[string]int{}
	for i, run := range c.rules {
		order[run.rule.ID] = i
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(order[a.Rule], order[b.Rule]))
	})
	return nil
}

// plan decides which rules can be evaluated at all.
func (c *classification) plan(o *organisation, rules []*Rule) error {
	people := 0
	for _, rule := range rules {
		run := &ruleRun{rule: rule, skipped: map[string]int{}, missing: o.missingFor(rule)}
		c.rules = append(c.rules, run)
		if rule.Check == nil {
			continue
		}
		if people >= maxRules {
			return fmt.Errorf("there are more than %d rules about people", maxRules)
		}
		run.number = people
		people++
		run.partial = o.partialNeeds(rule)
	}
	return nil
}

// screenAll finds the people whom a rule may hit, in order.
func (r *Result) screenAll() []screened {
	var all []screened
	for table := range tableOf(len(tableNames)) {
		n := r.o.rowsOf(table)
		parts := make([]*screening, r.o.workers)
		r.o.inParallel(n, func(worker, low, high int) {
			s := newScreening(r)
			parts[worker] = s
			for from := low; from < high; from += screenBatch {
				s.batch(table, from, min(from+screenBatch, high))
			}
		})
		for _, s := range parts {
			if s == nil {
				continue
			}
			all = append(all, s.candidates...)
			for i, run := range r.classification.rules {
				run.applied += s.applied[i]
				for reason, people := range s.skipped[i] {
					run.skipped[reason] += people
				}
			}
		}
	}
	return all
}

// checkAll decodes the candidates and shows them to the rules that let them through.
func (r *Result) checkAll(candidates []screened) error {
	parts := make([]*checking, r.o.workers)
	errs := make([]error, r.o.workers)
	check := func(worker, low, high int) {
		k := newChecking(r)
		defer k.rows.close()
		parts[worker] = k
		for _, one := range candidates[low:high] {
			if errs[worker] = k.person(one); errs[worker] != nil {
				return
			}
		}
	}
	r.o.inParallel(len(candidates), check)
	for worker, k := range parts {
		if errs[worker] != nil {
			return errs[worker]
		}
		if k != nil {
			k.into(&r.classification)
		}
	}
	return nil
}

// checking is one worker's look at candidates.
type checking struct {
	r        *Result
	rows     *rowReader
	byNumber []*ruleRun
	findings []Finding
	skipped  []map[string]int
	pending  []int
	current  *ruleRun
	self     object
	left     bool // what the current rule reports is left out as pending
	pass     Pass
}

func newChecking(r *Result) *checking {
	k := &checking{r: r, rows: r.o.newRowReader(), byNumber: r.classification.byNumber()}
	k.skipped, k.pending = make([]map[string]int, len(k.byNumber)), make([]int, len(k.byNumber))
	k.pass = Pass{Org: r.o.org, found: k.found, skipped: k.skip}
	return k
}

// byNumber lists the rules about people by their bits.
func (c *classification) byNumber() []*ruleRun {
	var all []*ruleRun
	for _, run := range c.rules {
		if run.rule.Check != nil {
			all = append(all, run)
		}
	}
	return all
}

func (k *checking) found(f Finding) {
	if k.left {
		k.pending[k.current.number]++
		return
	}
	f.self, f.known = k.self, true
	// The row's text must not be kept for the sake of a few cells.
	for _, text := range []*string{&f.Person, &f.UPN, &f.Have, &f.Want, &f.Evidence} {
		*text = strings.Clone(*text)
	}
	if len(k.r.o.policy.Accepted) > 0 {
		f.names = k.pass.Names()
	}
	k.findings = append(k.findings, f)
}

func (k *checking) skip(reason string) {
	if k.skipped[k.current.number] == nil {
		k.skipped[k.current.number] = map[string]int{}
	}
	k.skipped[k.current.number][reason]++
}

func (k *checking) person(one screened) error {
	o := k.r.o
	e := o.entryOf(one.self)
	identity, err := k.rows.identity(k.r, e)
	if err != nil {
		return err
	}
	identity.hold = o.holdOf(e)
	k.self = e.self()
	k.pass.entry, k.pass.text, k.pass.rows, k.pass.failed = e, k.rows.text, k.rows, nil
	k.pass.Identity, k.pass.Record = identity, o.record(e)
	for mask := one.mask; mask != 0; mask &= mask - 1 {
		run := k.byNumber[bits.TrailingZeros64(mask)]
		k.current = run
		if k.pass.Record.Any(LostCells) {
			if lost := lostNeed(run.rule, identity); lost != "" {
				k.skip("the export lost " + lost)
				continue
			}
		}
		k.left = run.rule.Synced && identity.Pending
		k.pass.rule, k.pass.weakest = run.rule, e.weakest(run.rule.Sides)
		run.rule.Check(&k.pass)
	}
	return k.pass.failed
}

// into adds what a worker found. The workers' findings are in the order of their candidates.
func (k *checking) into(c *classification) {
	c.findings = append(c.findings, k.findings...)
	for i, run := range k.byNumber {
		run.pending += k.pending[i]
		for reason, people := range k.skipped[i] {
			run.skipped[reason] += people
		}
	}
}

// lookAtOrganisation runs the rules about the organisation as a whole.
func (r *Result) lookAtOrganisation() {
	c := &r.classification
	people := len(c.findings)
	defer func() { r.resolve(c.findings[people:]) }()
	for _, run := range c.rules {
		if run.rule.Organisation == nil || run.missing != "" {
			continue
		}
		for _, n := range r.census.people {
			run.applied += n
		}
		run.rule.Organisation(&Pass{Org: r.o.org, rule: run.rule,
			found: func(f Finding) {
				f.names = []string{directory.Fold(f.Identity), directory.Fold(f.UPN), directory.Fold(f.Object)}
				c.findings = append(c.findings, f)
			},
			skipped: func(reason string) { run.skipped[reason]++ },
		})
	}
}

// lostNeed is the first column that a rule needs and that was lost in one of a person's rows; empty when there is none.
func lostNeed(rule *Rule, i *Identity) string {
	lost := func(table string, lossy directory.List) string {
		for _, text := range rule.Needs {
			if need := parseNeed(text); need.table == table && slices.Contains(lossy, need.column) {
				return text
			}
		}
		return ""
	}
	var found string
	for _, row := range []struct {
		table string
		lossy func() directory.List
		there bool
	}{
		{"ad_users", func() directory.List { return i.AD.Lossy }, i.AD != nil},
		{"ad_users", func() directory.List { return i.Linked.Lossy }, i.Linked != nil},
		{"entra_users", func() directory.List { return i.Entra.Lossy }, i.Entra != nil},
		{"exo_mailboxes", func() directory.List { return i.Mailbox.Lossy }, i.Mailbox != nil},
	} {
		if row.there && found == "" {
			found = lost(row.table, row.lossy())
		}
	}
	return found
}
