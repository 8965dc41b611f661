package ldaptest

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	goldap "github.com/go-ldap/ldap/v3"
)

// paged is a search of which pages were given and more are to come.
type paged struct {
	question string // what must not change between two pages
	next     func() (*Entry, bool)
	stop     func()
	page     int
	peeked   *Entry
}

func (c *session) search(id int64, operation *ber.Packet, controls []goldap.Control, refused bool, number int) bool {
	q, err := c.question(operation)
	paging, _ := goldap.FindControl(controls, goldap.ControlTypePaging).(*goldap.ControlPaging)
	q.deleted = goldap.FindControl(controls, controlShowDeleted) != nil
	request := Request{Kind: "search", Base: q.base, Filter: q.filter, Number: number}
	var state *paged
	if paging != nil && len(paging.Cookie) > 0 {
		if state = c.pages[string(paging.Cookie)]; state != nil {
			request.Page = state.page
		}
	}
	end := func(r result, controls ...goldap.Control) bool {
		c.done(id, goldap.ApplicationSearchResultDone, r, controls)
		return true
	}
	fault := c.server.fault(request)
	switch {
	case fault.Drop && fault.After == 0:
		return false
	case fault.Code != 0:
		return end(result{fault.Code, fault.Diagnostic})
	case refused:
		return end(unknownControl)
	case err != nil:
		return end(result{goldap.LDAPResultProtocolError, err.Error()})
	case q.base == "" && q.scope == goldap.ScopeBaseObject:
		c.writeEntry(id, c.server.rootDSE(), q)
		return end(result{})
	case c.user == "":
		return end(result{goldap.LDAPResultOperationsError, "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563"})
	case paging != nil && len(paging.Cookie) > 0 && state == nil:
		return end(result{goldap.LDAPResultUnwillingToPerform, "the cookie is not known on this connection"})
	case state != nil && state.question != q.text():
		return end(unknownControl)
	}
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if sync, ok := goldap.FindControl(controls, goldap.ControlTypeDirSync).(*goldap.ControlDirSync); ok {
		r, answer := c.dirSync(id, q, sync)
		return end(r, answer...)
	}
	if state == nil {
		if r := c.server.checkBase(q.base); r.code != 0 {
			return end(r)
		}
		state = &paged{question: q.text()}
		next, stop := iter.Pull(c.server.matching(q))
		state.next, state.stop = next, stop
	} else {
		delete(c.pages, string(paging.Cookie))
	}
	limit := MaxPageSize
	if paging != nil && paging.PagingSize > 0 {
		limit = min(limit, int(paging.PagingSize))
	}
	if q.sizeLimit > 0 {
		limit = min(limit, q.sizeLimit)
	}
	more := false
	for given := 0; ; given++ {
		entry := state.peeked
		state.peeked = nil
		if entry == nil {
			var ok bool
			if entry, ok = state.next(); !ok {
				break
			}
		}
		if given == limit {
			state.peeked, more = entry, true
			break
		}
		if fault.Drop && given == fault.After {
			_ = c.out.Flush()
			return false
		}
		c.writeEntry(id, entry, q)
	}
	switch {
	case paging == nil && more:
		state.stop()
		return end(result{goldap.LDAPResultSizeLimitExceeded, ""})
	case paging == nil:
		return end(result{})
	}
	answer := goldap.NewControlPaging(0)
	if more {
		state.page++
		cookie := fmt.Sprintf("%p %d", state, state.page)
		c.pages[cookie] = state
		answer.SetCookie([]byte(cookie))
	}
	return end(result{}, answer)
}

// checkBase refuses a base that is not there, or belongs to another domain.
func (s *Server) checkBase(base string) result {
	switch {
	case s.named(base) != nil || strings.EqualFold(base, s.Base):
		return result{}
	case strings.HasPrefix(base, "<"):
		return result{goldap.LDAPResultNoSuchObject, "0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT)"}
	}
	if _, err := goldap.ParseDN(base); err != nil {
		return result{goldap.LDAPResultInvalidDNSyntax, "0000208F: NameErr: DSID-031001F7, problem 2006 (BAD_NAME)"}
	}
	if !strings.HasSuffix(fold(base), fold(s.Base)) {
		return result{goldap.LDAPResultReferral, "0000202B: RefErr: DSID-0310082F, data 0, 1 access points"}
	}
	return result{goldap.LDAPResultNoSuchObject, "0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT)"}
}

// matching are the objects that a search finds.
func (s *Server) matching(q question) iter.Seq[*Entry] {
	fits := func(entry *Entry) bool {
		if !q.deleted && slices.Contains(entry.Values("isDeleted"), "TRUE") {
			return false
		}
		return matches(q.match, entry)
	}
	if q.scope == goldap.ScopeBaseObject {
		return func(yield func(*Entry) bool) {
			if entry := s.named(q.base); entry != nil && fits(entry) {
				yield(entry)
			}
		}
	}
	suffix := "," + fold(q.base)
	return func(yield func(*Entry) bool) {
		for entry := range s.all() {
			name := fold(entry.Name)
			inside := strings.HasSuffix(name, suffix) || name == suffix[1:] && q.scope == goldap.ScopeWholeSubtree
			if inside && q.scope == goldap.ScopeSingleLevel {
				inside = parent(entry.Name) == suffix[1:]
			}
			// Another naming context is only found by a search that begins there.
			if q.scope == goldap.ScopeWholeSubtree && strings.EqualFold(q.base, s.Base) && strings.HasSuffix(name, ",cn=configuration"+suffix) {
				inside = false
			}
			if inside && fits(entry) && !yield(entry) {
				return
			}
		}
	}
}

// parent is a distinguished name without its first part, folded.
func parent(name string) string {
	for i := range len(name) {
		if name[i] == ',' && (i == 0 || name[i-1] != '\\') {
			return fold(name[i+1:])
		}
	}
	return ""
}
