package policy

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/directory"
)

// everybodyOr reads selectors, or true for everybody.
func (l *loader) everybodyOr(n *yaml.Node, at string) Selectors {
	if n.Kind == yaml.ScalarNode {
		if l.choice(n, at) == Yes {
			return Selectors{{Everybody: true}}
		}
		return nil
	}
	return l.selectors(n, at)
}

// selectors reads a list of selectors, or a single one.
func (l *loader) selectors(n *yaml.Node, at string) Selectors {
	var all Selectors
	read := func(n *yaml.Node, at string) {
		var one Selector
		before := len(l.problems)
		l.mapping(n, at, l.selectorKeys(&one))
		l.checkSelector(n, at, &one, before)
		all = append(all, one)
	}
	if n.Kind == yaml.MappingNode {
		read(n, at)
	} else {
		l.each(n, at, read)
	}
	return all
}

func (l *loader) selectorKeys(one *Selector) map[string]reader {
	name := func(n *yaml.Node, at string) {
		text := l.text(n, at)
		name, reason := personName(text)
		switch {
		case reason != "":
			l.bad(n, at, text, reason, "write the name out")
		case name == "" && text != "":
			l.bad(n, at, text, "names nobody", "write a UPN, an address, a GUID or an account name")
		case name != "":
			one.People = append(one.People, name)
		}
	}
	return map[string]reader{
		"ou":        func(n *yaml.Node, at string) { one.OU = l.dn(n, at) },
		"attribute": func(n *yaml.Node, at string) { one.Attribute = l.column(n, at, "ad_users") },
		"equals":    func(n *yaml.Node, at string) { one.Equals = l.text(n, at) },
		"group":     func(n *yaml.Node, at string) { one.Group = l.dn(n, at) },
		"who": func(n *yaml.Node, at string) {
			if n.Kind == yaml.ScalarNode {
				name(n, at)
			} else {
				l.each(n, at, name)
			}
		},
		"list": func(n *yaml.Node, at string) {
			// Even a list without rows is a list: it must not leave names out of account.
			one.People = append(append([]string{}, one.People...), l.people(n, at)...)
		},
	}
}

// checkSelector checks a selector as a whole, unless one of its parts is wrong: before is how many problems there were without them.
func (l *loader) checkSelector(n *yaml.Node, at string, one *Selector, before int) {
	switch {
	case len(l.problems) > before:
	case one.Equals != "" && one.Attribute == "":
		l.bad(n, at, one.Equals, "equals stands without attribute", "name the column of ad_users that it is about")
	case one.isEmpty():
		l.bad(n, at, "", "means nobody", "say ou, attribute, group, who or list")
	case one.Equals != "":
		l.cleanEquals(n, at, one)
	}
}

// cleanEquals brings the wanted value into the form in which a snapshot holds it: a recipient type's number for its name.
func (l *loader) cleanEquals(n *yaml.Node, at string, one *Selector) {
	table, _ := directory.TableNamed("ad_users")
	column, _ := table.Column(one.Attribute)
	switch column.Kind {
	case directory.KindText, directory.KindName, directory.KindAddresses, directory.KindJSON:
		return
	case directory.KindList:
		// Lists of ad_users such as memberOf hold distinguished names, or texts that have no commas.
		if strings.Contains(one.Equals, "=") {
			one.Equals = tidyDN(one.Equals)
		}
		return
	case directory.KindDN:
		one.Equals = tidyDN(one.Equals)
		return
	}
	cell, err := column.Kind.Clean(one.Equals, directory.Rules{})
	if err != nil || cell.Text == "" {
		l.bad(n, at+".equals", one.Equals, "is no value of "+one.Attribute+", which holds "+column.Kind.String(), "write it as rejoin import would read it")
		return
	}
	one.Equals = cell.Text
}
