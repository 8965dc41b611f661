package ldap

import (
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
)

// Entry is one object of a search's answer, with the attributes that were asked for and are not empty.
type Entry struct{ *goldap.Entry }

// Values are the raw values of an attribute, in the server's order, whatever letter case the server writes its name in. Nil when
// the object has none, or none that the account may see.
func (e Entry) Values(attribute string) [][]byte {
	for _, one := range e.Attributes {
		if strings.EqualFold(one.Name, attribute) {
			return one.ByteValues
		}
	}
	return nil
}

// Texts are the values of an attribute as text.
func (e Entry) Texts(attribute string) []string {
	for _, one := range e.Attributes {
		if strings.EqualFold(one.Name, attribute) {
			return one.Values
		}
	}
	return nil
}

// Text is the first value of an attribute, or nothing.
func (e Entry) Text(attribute string) string {
	if all := e.Texts(attribute); len(all) > 0 {
		return all[0]
	}
	return ""
}
