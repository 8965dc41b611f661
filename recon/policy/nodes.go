package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
)

// reader reads the value of a key; at is the path of keys to it.
type reader = func(n *yaml.Node, at string)

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// mapping reads a mapping whose keys are all known.
func (l *loader) mapping(n *yaml.Node, at string, keys map[string]reader) {
	l.eachPair(n, at, func(key, value *yaml.Node, at string) {
		read, ok := keys[key.Value]
		if !ok {
			l.bad(key, at, key.Value, "is no key of a policy", "did you mean "+nearest(key.Value, slices.Sorted(maps.Keys(keys)))+"?")
			return
		}
		read(value, at)
	})
}

// eachPair reads a mapping of any keys. Keys that differ in letter case alone are the same one twice.
func (l *loader) eachPair(n *yaml.Node, at string, read func(key, value *yaml.Node, at string)) {
	if n.Kind == yaml.AliasNode {
		l.bad(n, at, n.Value, "is an alias", "write the value out")
		return
	}
	if n.Kind != yaml.MappingNode {
		l.bad(n, at, n.Value, "is no mapping", "write key: value, one to a line")
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		below := strings.TrimPrefix(at+"."+key.Value, ".")
		folded := strings.ToLower(key.Value)
		if line, twice := seen[folded]; twice {
			l.bad(key, below, "", fmt.Sprintf("the key is there twice, first in line %d", line), "put both under one")
			continue
		}
		seen[folded] = key.Line
		read(key, n.Content[i+1], below)
	}
}

// each reads a list.
func (l *loader) each(n *yaml.Node, at string, read reader) {
	if n.Kind != yaml.SequenceNode {
		l.bad(n, at, n.Value, "is no list", "begin each entry with a dash")
		return
	}
	for i, entry := range n.Content {
		read(entry, fmt.Sprintf("%s[%d]", at, i+1))
	}
}

// require reports keys that must be there, but for those whose values have been reported as wrong.
func (l *loader) require(n *yaml.Node, at string, there map[string]bool) {
	for _, key := range slices.Sorted(maps.Keys(there)) {
		if !there[key] && !l.reported(at+"."+key) {
			l.bad(n, at, "", key+" is missing", "say it")
		}
	}
}

// reported says whether something below a path of keys has been reported.
func (l *loader) reported(at string) bool {
	return slices.ContainsFunc(l.problems, func(one problem) bool {
		own, ok := errors.AsType[*csvio.Error](one.err)
		return ok && strings.HasPrefix(own.Column, at)
	})
}

// text reads a single value; empty when it is none, which is reported.
func (l *loader) text(n *yaml.Node, at string) string {
	if n.Kind != yaml.ScalarNode || isNull(n) || strings.TrimSpace(n.Value) == "" {
		l.bad(n, at, n.Value, "is no text", "write one value")
		return ""
	}
	return strings.TrimSpace(n.Value)
}
