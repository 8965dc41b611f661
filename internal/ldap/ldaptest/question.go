package ldaptest

import (
	"fmt"

	ber "github.com/go-asn1-ber/asn1-ber"
	goldap "github.com/go-ldap/ldap/v3"
)

// question is a search request, read.
type question struct {
	base       string
	scope      int
	sizeLimit  int
	filter     string
	match      *ber.Packet
	attributes []string
	deleted    bool
}

func (q question) text() string {
	return fmt.Sprint(fold(q.base), q.scope, q.filter, q.attributes, q.deleted)
}

func (c *session) question(operation *ber.Packet) (q question, err error) {
	if len(operation.Children) < 8 {
		return q, fmt.Errorf("a search has eight parts, not %d", len(operation.Children))
	}
	q.base = text(operation.Children[0])
	scope, _ := operation.Children[1].Value.(int64)
	limit, _ := operation.Children[3].Value.(int64)
	q.scope, q.sizeLimit = int(scope), int(limit)
	q.match = operation.Children[6]
	if q.filter, err = goldap.DecompileFilter(q.match); err != nil {
		return q, err
	}
	for _, child := range operation.Children[7].Children {
		q.attributes = append(q.attributes, text(child))
	}
	return q, nil
}
