package policy

import "rejoin/recon/directory"

// Matcher tells, row by row of ad_users, whom selectors mean. It is not for concurrent use.
type Matcher struct {
	ones          []compiled
	entry, folded []byte // space that is used again for each cell
}

// compiled is a selector with the places of its columns.
type compiled struct {
	everybody     bool
	ou            string // normal
	dn, attribute int
	present       bool   // an attribute must be there
	equals        string // folded
	lists         listForm
	group         string // normal
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
			equals: directory.Fold(one.Equals), lists: listFormOf(one.Attribute), memberOf: at("memberOf")}
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
	if c.present && (c.attribute < 0 || !m.has(fields[c.attribute], c)) {
		return false
	}
	if c.group != "" && !m.isMember(c, fields) {
		return false
	}
	return c.people == nil || m.isNamed(c, fields)
}

// has says whether an attribute is there and, where a value is wanted, is that value or a list that holds it.
func (m *Matcher) has(cell []byte, c *compiled) bool {
	if len(cell) == 0 || c.equals == "" {
		return len(cell) > 0
	}
	if string(m.fold(cell)) == c.equals {
		return true
	}
	for c.lists != noList && len(cell) > 0 {
		m.entry, cell = cutEntry(m.entry[:0], cell, c.lists)
		if string(m.fold(m.entry)) == c.equals {
			return true
		}
	}
	return false
}

func (m *Matcher) isMember(c *compiled, fields [][]byte) bool {
	if c.memberOf >= 0 {
		for groups := fields[c.memberOf]; len(groups) > 0; {
			m.entry, groups = cutEntry(m.entry[:0], groups, escapedList)
			if isSame(m.entry, c.group) {
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

// fold folds a text into the matcher's own space.
func (m *Matcher) fold(text []byte) []byte {
	m.folded = directory.AppendFolded(m.folded[:0], text)
	return m.folded
}
