package ldaptest

import (
	"fmt"
	"strconv"
	"strings"
)

// writeEntry writes an object with the attributes that were asked for. Of an attribute with too many values it gives the first
// ones under a name that says so, and the plain name without any.
func (c *session) writeEntry(id int64, entry *Entry, q question) {
	var answer entryEncoder
	add := answer.add
	for _, asked := range q.attributes {
		name, from := asked, 0
		if plain, options, ranged := strings.Cut(asked, ";range="); ranged {
			name = plain
			first, _, _ := strings.Cut(options, "-")
			from, _ = strconv.Atoi(first)
		}
		values := entry.Values(name)
		if strings.EqualFold(name, "allowedAttributesEffective") {
			values = c.server.writable()
		}
		switch {
		case len(values) == 0 || from >= len(values) || entry.Name != "" && !c.server.knows(name):
		case len(values) <= MaxValRange && name == asked:
			add(name, values)
		default:
			if name == asked {
				add(name, nil)
			}
			last := strconv.Itoa(from + MaxValRange - 1)
			to := min(from+MaxValRange, len(values))
			if to == len(values) {
				last = "*"
			}
			add(fmt.Sprintf("%s;range=%d-%s", name, from, last), values[from:to])
		}
	}
	// A client that went away is noticed when the answer is flushed.
	_, _ = c.out.Write(answer.message(id, entry.Name))
}

func (s *Server) knows(attribute string) bool {
	return s.Schema == nil || containsFold(s.Schema, attribute) || strings.EqualFold(attribute, "allowedAttributesEffective")
}

func (s *Server) writable() []string {
	if s.Writable != nil {
		return s.Writable
	}
	return s.Schema
}

// rootDSE is what the server says about itself.
func (s *Server) rootDSE() *Entry {
	configuration := "CN=Configuration," + s.Base
	return &Entry{Attributes: []Attribute{
		Attr("dnsHostName", s.Host()), Attr("dsServiceName", s.Server), Attr("defaultNamingContext", s.Base), Attr("rootDomainNamingContext", s.Base),
		Attr("configurationNamingContext", configuration), Attr("schemaNamingContext", "CN=Schema,"+configuration),
		Attr("highestCommittedUSN", strconv.FormatInt(s.highest(), 10)), Attr("currentTime", madeAt.Format("20060102150405.0Z")),
	}}
}

func (s *Server) highest() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.usn
}
