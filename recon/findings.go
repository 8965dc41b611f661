package recon

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rejoin/recon/directory"
)

// Findings are what the rules found: the worst first, then in the order of the catalogue, then of the identities.
func (r *Result) Findings() []Finding { return r.classification.findings }

// FindingsOf are the findings of one identity, also those that a systemic finding stands for.
func (r *Result) FindingsOf(key string) []Finding {
	var own []Finding
	for _, f := range r.classification.findings {
		if f.Identity == key {
			own = append(own, f)
		}
		for _, part := range f.parts {
			if part.Identity == key {
				own = append(own, part)
			}
		}
	}
	return own
}

// RuleCount says what became of one rule in a run.
type RuleCount struct {
	Rule         string        `json:"rule"`
	Name         string        `json:"name"`
	Findings     int           `json:"findings"`     // rows of findings.csv
	Applied      int           `json:"applied"`      // people to whom the rule applies
	Systemic     int           `json:"systemic"`     // people for whom a systemic finding stands
	Pending      int           `json:"pending"`      // findings left out, because changes in AD have not been synchronized yet
	NotEvaluated []Unevaluated `json:"notEvaluated"` // empty: the rule could tell for everybody
}

// Unevaluated says for whom a rule could not tell, and why.
type Unevaluated struct {
	Reason string `json:"reason"`
	People int    `json:"people"` // 0: for nobody at all
}

// ruleCounts lists what became of every rule, in the order of the catalogue.
func (c *classification) ruleCounts() []RuleCount {
	found := map[string]int{}
	for _, f := range c.findings {
		found[f.Rule]++
	}
	counts := make([]RuleCount, 0, len(c.rules))
	for _, run := range c.rules {
		one := RuleCount{Rule: run.rule.ID, Name: run.rule.Name, Findings: found[run.rule.ID], Applied: run.applied, Systemic: run.systemic,
			Pending: run.pending, NotEvaluated: []Unevaluated{}}
		if run.missing != "" {
			one.NotEvaluated = append(one.NotEvaluated, Unevaluated{Reason: run.missing})
		}
		for reason, people := range run.skipped {
			if run.rule.Check == nil {
				people = 0
			}
			one.NotEvaluated = append(one.NotEvaluated, Unevaluated{reason, people})
		}
		slices.SortFunc(one.NotEvaluated, func(a, b Unevaluated) int {
			if a.People != b.People {
				return b.People - a.People
			}
			return strings.Compare(a.Reason, b.Reason)
		})
		counts = append(counts, one)
	}
	return counts
}

// Cells are the finding's cells, in the order of FindingColumns.
func (f *Finding) Cells() []string {
	systemic := ""
	if f.Systemic > 0 {
		systemic = strconv.Itoa(f.Systemic)
	}
	return []string{f.Rule, f.Name, f.Severity.String(), f.Certainty.String(), f.Identity, f.Person, f.UPN, string(f.System), f.Object, f.Attribute,
		f.Have, f.Want, string(f.Authority), f.Join, f.Deadline.String(), f.Fix, systemic, f.Evidence}
}

// SeverityCount is how many findings of one severity there are, and what can be done about them.
type SeverityCount struct {
	Severity Severity `json:"severity"`
	Findings int      `json:"findings"`
	Systemic int      `json:"systemic"` // of them, those that stand for many people
	Fixable  int      `json:"fixable"`  // of them, those that are certain and have a fixer
	Decision int      `json:"decision"` // of them, those that have a fixer and are not certain, or systemic: for a person to decide
	Report   int      `json:"report"`   // of them, those that no fixer answers
}

// severities counts the findings, the worst first.
func (r *Result) severities() []SeverityCount {
	counts := make([]SeverityCount, Critical)
	for i := range counts {
		counts[i].Severity = Critical - Severity(i)
	}
	for _, f := range r.classification.findings {
		c := &counts[Critical-f.Severity]
		c.Findings++
		if f.Systemic > 0 {
			c.Systemic++
		}
		switch {
		case f.Fix == "":
			c.Report++
		case f.Certainty == Certain && f.Systemic == 0:
			c.Fixable++
		default:
			c.Decision++
		}
	}
	return counts
}

// Clock is a moment after which something cannot be mended any more.
type Clock struct {
	When     directory.Time `json:"when"`
	Rule     string         `json:"rule"`
	Name     string         `json:"name"`
	Severity Severity       `json:"severity"`
	People   int            `json:"people"`
	Who      string         `json:"who"` // the first of them
}

// clocks are the deadlines of findings, the soonest first; those of one rule on one day are one clock.
func (r *Result) clocks() []Clock {
	type day struct{ rule, day string }
	byDay := map[day]*Clock{}
	for _, f := range r.classification.findings {
		if f.Deadline.IsZero() {
			continue
		}
		on := day{f.Rule, f.Deadline.Format(time.DateOnly)}
		one := byDay[on]
		if one == nil {
			one = &Clock{When: f.Deadline, Rule: f.Rule, Name: f.Name, Severity: f.Severity, Who: cmp.Or(f.UPN, f.Person, f.Identity)}
			byDay[on] = one
		}
		if f.Deadline.Before(one.When.Time) {
			one.When = f.Deadline
		}
		one.People += max(1, f.Systemic)
	}
	var all []Clock
	for _, one := range byDay {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b Clock) int { return cmp.Or(a.When.Compare(b.When.Time), strings.Compare(a.Rule, b.Rule)) })
	return all
}
