package policy

import (
	"errors"
	"fmt"
	"hash"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// loader reads a policy's nodes, and collects what is wrong with them.
type loader struct {
	path      string
	policy    *Policy
	problems  []error
	hash      hash.Hash
	ruleLines []ruleLine
}

// ruleLine is where a policy names a rule.
type ruleLine struct {
	rule string
	line int
	at   string
}

func (l *loader) bad(n *yaml.Node, at, value, problem, hint string) {
	l.problems = append(l.problems, &csvio.Error{File: l.path, Line: n.Line, Column: at, Value: value, Problem: problem, Hint: hint})
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// yamlError is what is wrong with a text that is no YAML.
func yamlError(path string, err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	e := &csvio.Error{File: path, Problem: "is no YAML: " + text, Hint: "mind spaces at the beginning of lines, and quote values with a colon or a #"}
	if found := yamlLine.FindStringSubmatch(text); found != nil {
		e.Line, _ = strconv.Atoi(found[1])
		e.Problem = "is no YAML: " + yamlLine.ReplaceAllString(text, "")
	}
	return e
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// mapping reads a mapping whose keys are all known.
func (l *loader) mapping(n *yaml.Node, at string, keys map[string]func(*yaml.Node, string)) {
	l.eachPair(n, at, func(key, value *yaml.Node, at string) {
		read, ok := keys[key.Value]
		if !ok {
			l.bad(key, at, key.Value, "is no key of a policy", "did you mean "+nearest(key.Value, slices.Sorted(maps.Keys(keys)))+"?")
			return
		}
		read(value, at)
	})
}

// eachPair reads a mapping of any keys.
func (l *loader) eachPair(n *yaml.Node, at string, read func(key, value *yaml.Node, at string)) {
	if n.Kind == yaml.AliasNode {
		l.bad(n, at, n.Value, "is an alias", "write the value out")
		return
	}
	if n.Kind != yaml.MappingNode {
		l.bad(n, at, n.Value, "is no mapping", "write key: value, one to a line")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		below := strings.TrimPrefix(at+"."+key.Value, ".")
		if seen[key.Value] {
			l.bad(key, below, "", "the key is there twice", "put both under one")
			continue
		}
		seen[key.Value] = true
		read(key, n.Content[i+1], below)
	}
}

// each reads a list.
func (l *loader) each(n *yaml.Node, at string, read func(*yaml.Node, string)) {
	if n.Kind != yaml.SequenceNode {
		l.bad(n, at, n.Value, "is no list", "begin each entry with a dash")
		return
	}
	for i, entry := range n.Content {
		read(entry, fmt.Sprintf("%s[%d]", at, i+1))
	}
}

// require reports keys that must be there.
func (l *loader) require(n *yaml.Node, at string, there map[string]bool) {
	for _, key := range slices.Sorted(maps.Keys(there)) {
		if !there[key] && !l.reported(n, at+"."+key) {
			l.bad(n, at, "", key+" is missing", "say it")
		}
	}
}

// reported says whether a problem of a place has been told already.
func (l *loader) reported(_ *yaml.Node, at string) bool {
	return slices.ContainsFunc(l.problems, func(err error) bool {
		own, ok := errors.AsType[*csvio.Error](err)
		return ok && strings.HasPrefix(own.Column, at)
	})
}

func (l *loader) text(n *yaml.Node, at string) string {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		l.bad(n, at, n.Value, "is no text", "write one value")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (l *loader) choice(n *yaml.Node, at string) Choice {
	switch strings.ToLower(l.text(n, at)) {
	case "true", "yes":
		return Yes
	case "false", "no":
		return No
	case "":
		return Unsaid
	}
	l.bad(n, at, n.Value, "is neither true nor false", "write true or false")
	return Unsaid
}

func (l *loader) column(n *yaml.Node, at, table string) string {
	name := l.text(n, at)
	if name == "" {
		return ""
	}
	definition, _ := directory.TableNamed(table)
	column, ok := definition.Column(name)
	if !ok {
		l.bad(n, at, name, "is no column of "+table, "rejoin columns "+table+" lists them")
		return ""
	}
	return column.Name
}

func (l *loader) dn(n *yaml.Node, at string) string {
	name := l.text(n, at)
	if name != "" && !isDN(name) {
		l.bad(n, at, name, "is no distinguished name", "write it as AD does, OU=Leavers,DC=contoso,DC=example")
		return ""
	}
	return name
}

var rdn = regexp.MustCompile(`^\s*[A-Za-z][A-Za-z0-9-]*=.`)

func isDN(name string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(name, `\,`, "_"), ",") {
		if !rdn.MatchString(part) {
			return false
		}
	}
	return true
}

var domainName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)

func (l *loader) domain(n *yaml.Node, at string) string {
	name := strings.ToLower(l.text(n, at))
	if name != "" && !domainName.MatchString(name) {
		l.bad(n, at, name, "is no domain", "write it without @, such as contoso.com")
		return ""
	}
	return name
}

func (l *loader) domains(n *yaml.Node, at string) (all []string) {
	l.each(n, at, func(n *yaml.Node, at string) { all = append(all, l.domain(n, at)) })
	return all
}

func (l *loader) percent(n *yaml.Node, at string) float64 {
	text, ok := strings.CutSuffix(l.text(n, at), "%")
	share, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if !ok || err != nil || share <= 0 || share > 100 {
		l.bad(n, at, n.Value, "is no share", "write a percentage between 0 and 100, such as 5%")
		return 0
	}
	return share / 100
}

func (l *loader) days(n *yaml.Node, at string) Days {
	days, ok := readDays(l.text(n, at))
	if !ok {
		l.bad(n, at, n.Value, "is no duration", "write a number of days, or unlimited")
	}
	return days
}

// readDays reads a number of days, the word unlimited, or a duration as PowerShell prints it: 2555.00:00:00.
func readDays(text string) (Days, bool) {
	if strings.EqualFold(text, "unlimited") {
		return Unlimited, true
	}
	number, _, _ := strings.Cut(text, ".")
	if strings.Contains(text, ".") && !strings.HasSuffix(text, ".00:00:00") {
		return 0, false
	}
	days, err := strconv.Atoi(number)
	return Days(days), err == nil && days > 0
}

// nearest is the known word that a word most looks like.
func nearest(word string, known []string) string {
	best, distance := "", 1<<30
	for _, one := range known {
		if d := edits(strings.ToLower(word), one); d < distance {
			best, distance = one, d
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

// CheckRules reports the places where the policy names a rule that is none of the given ids.
func (p *Policy) CheckRules(ids []string) error {
	var problems []error
	for _, one := range p.ruleLines {
		if !slices.Contains(ids, one.rule) {
			problems = append(problems, &csvio.Error{File: p.Path, Line: one.line, Column: one.at, Value: one.rule, Problem: "is no rule",
				Hint: "did you mean " + nearestRule(one.rule, ids) + "? rejoin rules lists them"})
		}
	}
	return errors.Join(problems...)
}

func nearestRule(rule string, ids []string) string {
	lowered := make([]string, len(ids))
	for i, id := range ids {
		lowered[i] = strings.ToLower(id)
	}
	return strings.ToUpper(nearest(rule, lowered))
}
