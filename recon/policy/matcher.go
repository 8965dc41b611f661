package policy

import (
	"bytes"
	"strings"

	"rejoin/recon/directory"
)

// Matcher tells, row by row of ad_users, whom selectors mean. It is not for concurrent use.
type Matcher struct {
	ones  []compiled
	space []byte
}

// compiled is a selector with the places of its columns.
type compiled struct {
	everybody     bool
	ou            string // folded, without spaces after commas
	dn, attribute int
	present       bool   // an attribute must be there
	equals        string // folded
	group         string // folded
	memberOf      int
	members       map[string]bool
	people        map[string]bool
	names         []int
}

// Compile makes a matcher for rows whose columns are where at says; -1 stands for a column that is not there. members gives the folded
// distinguished names of a group's direct members, nil where the group is not known.
func (s Selectors) Compile(at func(column string) int, members func(group string) map[string]bool) *Matcher {
	if len(s) == 0 {
		return nil
	}
	m := &Matcher{}
	for _, one := range s {
		c := compiled{everybody: one.Everybody, ou: normalDN(one.OU), dn: at("distinguishedName"), attribute: -1, present: one.Attribute != "",
			equals: directory.Fold(one.Equals), memberOf: at("memberOf")}
		if one.Attribute != "" {
			c.attribute = at(one.Attribute)
		}
		if one.Group != "" {
			c.group, c.members = normalDN(one.Group), members(one.Group)
		}
		if one.People != nil {
			c.people = map[string]bool{}
			for _, name := range one.People {
				c.people[directory.Fold(name)] = true
			}
			for _, column := range nameColumns {
				if place := at(column); place >= 0 {
					c.names = append(c.names, place)
				}
			}
		}
		m.ones = append(m.ones, c)
	}
	return m
}

// Match says whether a row is meant. A nil Matcher means nobody.
func (m *Matcher) Match(fields [][]byte) bool {
	if m == nil {
		return false
	}
	for i := range m.ones {
		if m.matches(&m.ones[i], fields) {
			return true
		}
	}
	return false
}

func (m *Matcher) matches(c *compiled, fields [][]byte) bool {
	if c.everybody {
		return true
	}
	if c.ou != "" && (c.dn < 0 || !isBelow(fields[c.dn], c.ou)) {
		return false
	}
	if c.present && (c.attribute < 0 || !m.has(fields[c.attribute], c.equals)) {
		return false
	}
	if c.group != "" && !m.isMember(c, fields) {
		return false
	}
	return c.people == nil || m.isNamed(c, fields)
}

// has says whether a cell is a value, or a list that has it; an empty value stands for any.
func (m *Matcher) has(cell []byte, value string) bool {
	if value == "" || len(cell) == 0 {
		return len(cell) > 0 && value == ""
	}
	if string(m.fold(cell)) == value {
		return true
	}
	for len(cell) > 0 {
		entry, rest, _ := bytes.Cut(cell, []byte{';'})
		if string(m.fold(entry)) == value {
			return true
		}
		cell = rest
	}
	return false
}

func (m *Matcher) isMember(c *compiled, fields [][]byte) bool {
	if c.memberOf >= 0 && len(fields[c.memberOf]) > 0 {
		var groups directory.List
		// A snapshot's list cell always reads.
		_ = groups.UnmarshalCSV(string(fields[c.memberOf]))
		for _, group := range groups {
			if normalDN(group) == c.group {
				return true
			}
		}
	}
	return c.dn >= 0 && len(c.members) > 0 && c.members[string(m.fold(fields[c.dn]))]
}

func (m *Matcher) isNamed(c *compiled, fields [][]byte) bool {
	for _, place := range c.names {
		if name := fields[place]; len(name) > 0 && c.people[string(m.fold(name))] {
			return true
		}
	}
	return false
}

// fold folds a cell into the matcher's own space.
func (m *Matcher) fold(text []byte) []byte {
	m.space = directory.AppendFolded(m.space[:0], text)
	return m.space
}

// isBelow says whether an object is in an organisational unit or below it. The unit is normal; the object's name is compared from its
// end, so that most objects are told apart by their last letters.
func isBelow(name []byte, unit string) bool {
	end, at := len(name), len(unit)
	for at > 0 {
		if end == 0 {
			return false
		}
		if name[end-1] == ' ' && isAfterComma(name, end-1) {
			end--
			continue
		}
		if c := lower(name[end-1]); c != unit[at-1] {
			return (c >= 0x80 || unit[at-1] >= 0x80) && sameFolded(name, unit)
		}
		end, at = end-1, at-1
	}
	for end > 0 && name[end-1] == ' ' {
		end--
	}
	return end == 0 || name[end-1] == ',' && (end < 2 || name[end-2] != '\\')
}

// sameFolded is the slow comparison, for units beyond ASCII.
func sameFolded(name []byte, unit string) bool {
	rest, ok := strings.CutSuffix(normalDN(string(name)), unit)
	return ok && (rest == "" || strings.HasSuffix(rest, ",") && !strings.HasSuffix(rest, `\,`))
}

func isAfterComma(name []byte, at int) bool {
	for at > 0 && name[at-1] == ' ' {
		at--
	}
	return at > 0 && name[at-1] == ','
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// normalDN folds a distinguished name and drops the spaces after its commas.
func normalDN(name string) string {
	name = directory.Fold(strings.TrimSpace(name))
	if !strings.Contains(name, ", ") {
		return name
	}
	var normal strings.Builder
	for i := 0; i < len(name); i++ {
		normal.WriteByte(name[i])
		if name[i] == ',' && (i == 0 || name[i-1] != '\\') {
			for i+1 < len(name) && name[i+1] == ' ' {
				i++
			}
		}
	}
	return normal.String()
}
