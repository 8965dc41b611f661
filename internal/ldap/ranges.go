package ldap

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
)

// completeRanges reads the rest of every attribute of which an answer held only the first values: a domain controller gives at
// most 1,500 (MaxValRange), under the name attribute;range=0-1499 (MS-ADTS, 3.1.1.3.1.3.3).
func (c *Conn) completeRanges(ctx context.Context, entry *goldap.Entry) error {
	for i, attribute := range entry.Attributes {
		name, last, ranged := cutRange(attribute.Name)
		if !ranged {
			continue
		}
		whole := goldap.EntryAttribute{Name: name, Values: attribute.Values, ByteValues: attribute.ByteValues}
		for last >= 0 {
			more, err := c.readRange(ctx, entry.DN, name, last+1)
			if err != nil {
				return err
			}
			_, next, _ := cutRange(more.Name)
			if next >= 0 && next <= last {
				return &Error{Doing: "reading " + name + " of " + entry.DN, Problem: "the server gives the same values again and again", Hint: "run the command again"}
			}
			whole.Values = append(whole.Values, more.Values...)
			whole.ByteValues = append(whole.ByteValues, more.ByteValues...)
			last = next
		}
		entry.Attributes[i] = &whole
	}
	// The server may name the attribute twice, once empty and once with its range.
	kept := entry.Attributes[:0]
	for _, attribute := range entry.Attributes {
		if len(attribute.ByteValues) > 0 {
			kept = append(kept, attribute)
		}
	}
	entry.Attributes = kept
	return nil
}

func (c *Conn) readRange(ctx context.Context, dn, name string, from int) (*goldap.EntryAttribute, error) {
	doing := "reading " + name + " of " + dn
	search := Search{Base: dn, Scope: OneOnly, Filter: "(objectClass=*)", Attributes: []string{fmt.Sprintf("%s;range=%d-*", name, from)}, Deleted: true}
	var result *goldap.SearchResult
	err := c.ask(ctx, doing, func(conn *goldap.Conn) (err error) {
		result, err = conn.Search(search.request(nil))
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(result.Entries) == 1 {
		for _, attribute := range result.Entries[0].Attributes {
			if got, _, ranged := cutRange(attribute.Name); ranged && strings.EqualFold(got, name) {
				return attribute, nil
			}
		}
	}
	return nil, &Error{Doing: doing, Problem: fmt.Sprintf("the server does not give the values from number %d on", from+1), Hint: "the object changed meanwhile; run the command again"}
}

// cutRange reads name;range=FROM-TO. Last is -1 where the range ends with the attribute's last value.
func cutRange(text string) (name string, last int, ranged bool) {
	name, options, _ := strings.Cut(text, ";")
	from, ok := strings.CutPrefix(strings.ToLower(options), "range=")
	if !ok {
		return text, -1, false
	}
	_, to, _ := strings.Cut(from, "-")
	last, err := strconv.Atoi(to)
	if err != nil {
		return name, -1, true
	}
	return name, last, true
}
