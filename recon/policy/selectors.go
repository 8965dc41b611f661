package policy

import (
	"slices"

	"rejoin/recon/directory"
)

// Selectors mean everybody whom one of them means.
type Selectors []Selector

// Selector means the people for whom all of its parts that are set hold.
type Selector struct {
	OU        string   // the distinguished name of an organisational unit: whoever is in it, or below
	Attribute string   // a column of ad_users that must not be empty
	Equals    string   // what Attribute must be, or one of its values, without regard to case; empty: anything
	Group     string   // the distinguished name of a group whose direct members are meant
	People    []string // names: UPN, address, GUID, sAMAccountName; folded. Nil: names do not matter
	Everybody bool     // everybody is meant; nothing else is set
}

// isEmpty says whether nothing is set. A list of nobody is something.
func (s *Selector) isEmpty() bool {
	return s.OU == "" && s.Attribute == "" && s.Equals == "" && s.Group == "" && s.People == nil && !s.Everybody
}

// Columns are the columns of ad_users that a Matcher reads.
func (s Selectors) Columns() []string {
	var all []string
	add := func(columns ...string) {
		for _, column := range columns {
			if !slices.Contains(all, column) {
				all = append(all, column)
			}
		}
	}
	for _, one := range s {
		if one.OU != "" {
			add("distinguishedName")
		}
		if one.Attribute != "" {
			add(one.Attribute)
		}
		if one.Group != "" {
			add("distinguishedName", "memberOf")
		}
		if one.People != nil {
			add(nameColumns...)
		}
	}
	return all
}

// nameColumns are the columns of ad_users that hold a name by which people are listed.
var nameColumns = []string{"userPrincipalName", "mail", "sAMAccountName", "objectGUID"}

// NamesPerson says whether a list names somebody who is called by one of the given names, which are folded. It is for people who
// have no AD row: of selectors with other parts than names it says no.
func (s Selectors) NamesPerson(names ...string) bool {
	for _, one := range s {
		if one.Everybody {
			return true
		}
		if one.OU != "" || one.Attribute != "" || one.Group != "" {
			continue
		}
		for _, name := range names {
			if slices.Contains(one.People, directory.Fold(name)) {
				return true
			}
		}
	}
	return false
}
