package policy

import (
	"errors"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
)

// ruleName is a place where a policy names a rule.
type ruleName struct {
	rule string
	line int
	at   string
}

// ruleNamed notes that a node names a rule, for CheckRules, and is the rule's ID.
func (l *loader) ruleNamed(n *yaml.Node, at, name string) string {
	id := strings.ToUpper(name)
	l.policy.ruleNames = append(l.policy.ruleNames, ruleName{id, n.Line, at})
	return id
}

// CheckRules reports the places where the policy names a rule that is none of the given ids, in the order of the file.
func (p *Policy) CheckRules(ids []string) error {
	var problems []error
	for _, one := range p.ruleNames {
		if !slices.Contains(ids, one.rule) {
			problems = append(problems, &csvio.Error{File: p.Path, Line: one.line, Column: one.at, Value: one.rule, Problem: "is no rule",
				Hint: "did you mean " + nearest(one.rule, ids) + "? rejoin rules lists them"})
		}
	}
	return errors.Join(problems...)
}

// nearest is the known word that a word looks most like, whatever the letter case.
func nearest(word string, known []string) string {
	best, fewest := "", 1<<30
	for _, one := range known {
		if changes := edits(strings.ToLower(word), strings.ToLower(one)); changes < fewest {
			best, fewest = one, changes
		}
	}
	return best
}

// edits counts the letters that must be changed, added or taken away to make one word another (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
