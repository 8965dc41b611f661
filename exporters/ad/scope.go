package ad

import (
	"context"
	"fmt"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"

	"rejoin/internal/ldap"
)

// scope is which part of the directory is exported. Its names are as the server writes them.
type scope struct {
	base    string
	under   []string // where searches begin: the base, or the organizational units that were asked for
	without []string
	filter  string
}

// resolve reads every name that was given, so that a wrong one is noticed before anything is written.
func resolve(ctx context.Context, conn *ldap.Conn, source *Source, request Request) (scope, error) {
	s := scope{base: source.Base, filter: request.Filter}
	read := func(flag, name string) (string, error) {
		entry, err := conn.Read(ctx, name, "distinguishedName")
		if err != nil {
			return "", named(flag, name, source.Base, err)
		}
		return entry.DN, nil
	}
	var err error
	if request.Base != "" {
		if s.base, err = read("--base", request.Base); err != nil {
			return s, err
		}
	}
	for _, name := range request.OUs {
		unit, err := read("--ou", name)
		if err != nil {
			return s, err
		}
		for _, other := range s.under {
			if isBelow(unit, other) || isBelow(other, unit) {
				return s, &ldap.Error{Doing: "--ou " + name, Problem: "overlaps with --ou " + other, Hint: "leave out the inner one"}
			}
		}
		s.under = append(s.under, unit)
	}
	for _, name := range request.ExcludeOUs {
		unit, err := read("--exclude-ou", name)
		if err != nil {
			return s, err
		}
		s.without = append(s.without, unit)
	}
	if len(s.under) == 0 {
		s.under = []string{s.base}
	}
	if s.filter == "" {
		return s, nil
	}
	if _, err := goldap.CompileFilter(s.filter); err != nil {
		return s, &ldap.Error{Doing: "--filter " + s.filter, Problem: "is no LDAP filter", Hint: "it looks like (department=Finance)"}
	}
	return s, nil
}

// named makes an error about a name that was given on the command line say so.
func named(flag, name, base string, err error) error {
	e := &ldap.Error{Doing: flag + " " + name, Hint: "the domain's own base is " + base, Code: ldap.CodeOf(err), Err: err}
	switch e.Code {
	case goldap.LDAPResultNoSuchObject:
		e.Problem = "there is no such object, or the account may not see it"
	case goldap.LDAPResultInvalidDNSyntax:
		e.Problem = "is no distinguished name"
	case goldap.LDAPResultReferral:
		e.Problem = "is in another domain, which this domain controller does not hold"
	default:
		return err
	}
	return e
}

// isBelow says whether a distinguished name is another one or stands below it. Both are as the server writes them.
func isBelow(name, ancestor string) bool {
	if len(name) == len(ancestor) {
		return strings.EqualFold(name, ancestor)
	}
	at := len(name) - len(ancestor)
	return at > 0 && name[at-1] == ',' && strings.EqualFold(name[at:], ancestor)
}

// excluded says whether an object is below a unit that was left out.
func (s scope) excluded(name string) bool {
	for _, unit := range s.without {
		if isBelow(name, unit) {
			return true
		}
	}
	return false
}

// and is a table's own filter with the one that was asked for.
func (s scope) and(filter string) string {
	if s.filter == "" {
		return filter
	}
	return fmt.Sprintf("(&%s%s)", filter, s.filter)
}

// filterText is what the manifest says about the scope; empty when it is the whole base and the base is a whole domain.
func (s scope) filterText() string {
	var texts []string
	if !strings.HasPrefix(strings.ToUpper(s.base), "DC=") {
		texts = append(texts, "below "+s.base)
	}
	for _, unit := range s.under {
		if unit != s.base {
			texts = append(texts, "below "+unit)
		}
	}
	for _, unit := range s.without {
		texts = append(texts, "without "+unit)
	}
	if s.filter != "" {
		texts = append(texts, s.filter)
	}
	return strings.Join(texts, "; ")
}
