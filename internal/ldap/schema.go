package ldap

import (
	"context"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
)

// Known says which of the attributes the directory's schema has, by their names in lower case. An attribute that the schema
// lacks is never in an answer, which looks like an empty one, and cannot be written.
func (c *Conn) Known(ctx context.Context, schema string, attributes []string) (map[string]bool, error) {
	known := map[string]bool{}
	const atOnce = 50
	for len(attributes) > 0 {
		some := attributes[:min(atOnce, len(attributes))]
		attributes = attributes[len(some):]
		var filter strings.Builder
		filter.WriteString("(&(objectClass=attributeSchema)(|")
		for _, name := range some {
			filter.WriteString("(lDAPDisplayName=" + goldap.EscapeFilter(name) + ")")
		}
		filter.WriteString("))")
		err := c.Each(ctx, Search{Base: schema, Scope: OneDown, Filter: filter.String(), Attributes: []string{"lDAPDisplayName"}}, func(entry Entry) error {
			known[strings.ToLower(entry.Text("lDAPDisplayName"))] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// ExchangeVersion is the version of Exchange's schema (rangeUpper of ms-Exch-Schema-Version-Pt); empty when the schema was never
// extended for Exchange.
func (c *Conn) ExchangeVersion(ctx context.Context, schema string) (string, error) {
	entry, err := c.Read(ctx, "CN=ms-Exch-Schema-Version-Pt,"+schema, "rangeUpper")
	if IsAbsent(err) {
		return "", nil
	}
	return entry.Text("rangeUpper"), err
}
