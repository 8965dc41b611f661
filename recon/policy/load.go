package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
)

// loader reads a policy's nodes, and collects what is wrong with them.
type loader struct {
	path     string
	policy   *Policy
	problems []problem
	hash     hash.Hash
}

// problem is something wrong, and the policy's line from which it comes: what is wrong in a list comes from the line that names it.
type problem struct {
	line int
	err  error
}

// Load reads a policy file and checks all of it. The error joins every problem, each with its line, in the order of the file.
func Load(path string) (*Policy, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &csvio.Error{File: path, Problem: "cannot be read", Hint: "check the path; rejoin policy init writes a file to begin with"}
	}
	return parse(path, text)
}

// Keys are the top-level keys that a policy file can have, in the order of the alphabet.
func Keys() []string {
	l := &loader{policy: &Policy{}}
	return slices.Sorted(maps.Keys(l.keys()))
}

// parse reads a policy's text. Lists are looked for beside path.
func parse(path string, text []byte) (*Policy, error) {
	l := &loader{path: path, policy: &Policy{Path: path, said: map[string]bool{}}, hash: sha256.New()}
	l.hash.Write(text)
	documents := yaml.NewDecoder(bytes.NewReader(text))
	for first := true; ; first = false {
		var document yaml.Node
		err := documents.Decode(&document)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, yamlError(path, err)
		}
		if len(document.Content) == 0 || isNull(document.Content[0]) {
			continue
		}
		if !first {
			l.bad(document.Content[0], "", "", "begins a second document, and a policy is one", "take the line --- out")
			break
		}
		l.mapping(document.Content[0], "", l.keys())
	}
	if len(l.problems) > 0 {
		slices.SortStableFunc(l.problems, func(a, b problem) int { return a.line - b.line })
		all := make([]error, len(l.problems))
		for i, one := range l.problems {
			all[i] = one.err
		}
		return nil, errors.Join(all...)
	}
	l.policy.hash = hex.EncodeToString(l.hash.Sum(nil))
	return l.policy, nil
}

// bad reports something wrong with a node.
func (l *loader) bad(n *yaml.Node, at, value, wrong, hint string) {
	l.add(n, &csvio.Error{File: l.path, Line: n.Line, Column: at, Value: value, Problem: wrong, Hint: hint})
}

// add reports something wrong that a node leads to.
func (l *loader) add(n *yaml.Node, err error) {
	l.problems = append(l.problems, problem{n.Line, err})
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// yamlError is what is wrong with a text that is no YAML.
func yamlError(path string, err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	e := &csvio.Error{File: path, Hint: "mind spaces at the beginning of lines, and quote values with a colon or a #"}
	if found := yamlLine.FindStringSubmatch(text); found != nil {
		// The text tells digits alone; a line beyond any number's range stays 0, the whole file.
		e.Line, _ = strconv.Atoi(found[1])
	}
	e.Problem = "is no YAML: " + yamlLine.ReplaceAllString(text, "")
	return e
}
