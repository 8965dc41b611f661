package ldap

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
)

// GUIDName is a distinguished name that finds an object by the bytes of its objectGUID. It survives moving and renaming, and
// holds for searches of one object and for changes (MS-ADTS, 3.1.1.3.1.2.4).
func GUIDName(guid [16]byte) string {
	return "<GUID=" + hex.EncodeToString(guid[:]) + ">"
}

// EscapeBytes is a value of bytes as a filter holds it (RFC 4515).
func EscapeBytes(value []byte) string {
	var text strings.Builder
	for _, one := range value {
		fmt.Fprintf(&text, `\%02x`, one)
	}
	return text.String()
}

// Read reads one object by its distinguished name or GUIDName. An object that is not there, or that the account may not see, is
// an error with the code of noSuchObject; IsAbsent knows it.
func (c *Conn) Read(ctx context.Context, name string, attributes ...string) (Entry, error) {
	doing := "reading " + name
	search := Search{Base: name, Scope: OneOnly, Filter: "(objectClass=*)", Attributes: attributes}
	var result *goldap.SearchResult
	err := c.ask(ctx, doing, func(conn *goldap.Conn) (err error) {
		result, err = conn.Search(search.request(nil))
		return err
	})
	if err != nil {
		return Entry{}, err
	}
	if len(result.Entries) != 1 {
		return Entry{}, &Error{Doing: doing, Problem: "there is no such object, or the account may not see it", Code: goldap.LDAPResultNoSuchObject}
	}
	entry := result.Entries[0]
	return Entry{entry}, c.completeRanges(ctx, entry)
}

// IsAbsent says whether an error means that the object is not there, or that the account may not see it.
func IsAbsent(err error) bool { return CodeOf(err) == goldap.LDAPResultNoSuchObject }

// Writable lists the attributes of an object that the account may write, as the server works them out for it: a look before the
// first change, without one (allowedAttributesEffective; MS-ADTS, 3.1.1.4.5.16).
func (c *Conn) Writable(ctx context.Context, name string) ([]string, error) {
	entry, err := c.Read(ctx, name, "allowedAttributesEffective")
	if err != nil {
		return nil, err
	}
	return entry.Texts("allowedAttributesEffective"), nil
}
