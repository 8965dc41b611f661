package ldaptest

import (
	"slices"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	goldap "github.com/go-ldap/ldap/v3"
)

// modify makes all changes of a request, or none (RFC 4511, 4.6). Values compare without regard to letter case, so that a value
// that differs only in it exists already.
func (c *session) modify(operation *ber.Packet) result {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	entry := s.named(text(operation.Children[0]))
	switch {
	case c.user == "":
		return result{goldap.LDAPResultOperationsError, "sign in first"}
	case entry == nil:
		return result{goldap.LDAPResultNoSuchObject, "0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT)"}
	}
	changed := &Entry{Name: entry.Name, Attributes: slices.Clone(entry.Attributes)}
	for _, change := range operation.Children[1].Children {
		kind, _ := change.Children[0].Value.(int64)
		name := text(change.Children[1].Children[0])
		var values []string
		for _, value := range change.Children[1].Children[1].Children {
			values = append(values, text(value))
		}
		switch {
		case !s.knows(name):
			return result{goldap.LDAPResultNoSuchAttribute, "00000057: LdapErr: DSID-0C090D8A, comment: Error in attribute conversion operation"}
		case s.Writable != nil && !containsFold(s.Writable, name):
			return result{goldap.LDAPResultInsufficientAccessRights, "00002098: SecErr: DSID-031514A0, problem 4003 (INSUFF_ACCESS_RIGHTS)"}
		}
		if r := s.apply(changed, kind, name, values); r.code != 0 {
			return r
		}
	}
	entry.Attributes = changed.Attributes
	s.touch(entry)
	return result{}
}

func (s *Server) apply(entry *Entry, kind int64, name string, values []string) result {
	have := slices.Clone(entry.Values(name))
	switch kind {
	case goldap.DeleteAttribute:
		if len(have) == 0 {
			return result{goldap.LDAPResultNoSuchAttribute, ""}
		}
		if len(values) == 0 {
			have = nil
		}
		for _, value := range values {
			at := indexFold(have, value)
			if at < 0 {
				return result{goldap.LDAPResultNoSuchAttribute, ""}
			}
			have = slices.Delete(have, at, at+1)
		}
	case goldap.AddAttribute:
		for _, value := range values {
			if indexFold(have, value) >= 0 || len(have) > 0 && containsFold(s.Single, name) {
				return result{goldap.LDAPResultAttributeOrValueExists, ""}
			}
			have = append(have, value)
		}
	case goldap.ReplaceAttribute:
		have = values
	}
	entry.set(name, have)
	return result{}
}

func indexFold(all []string, value string) int {
	return slices.IndexFunc(all, func(one string) bool { return strings.EqualFold(one, value) })
}
