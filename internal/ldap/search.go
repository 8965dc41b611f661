package ldap

import (
	"context"
	"fmt"

	goldap "github.com/go-ldap/ldap/v3"
)

// The OIDs of the controls that are used here (MS-ADTS, 3.1.1.3.4.1).
const (
	controlPaging      = goldap.ControlTypePaging
	controlDomainScope = "1.2.840.113556.1.4.1339"
	controlDirSync     = goldap.ControlTypeDirSync
)

// Scope says which objects a search looks at.
type Scope int

// The three scopes.
const (
	Subtree Scope = goldap.ScopeWholeSubtree
	OneOnly Scope = goldap.ScopeBaseObject
	OneDown Scope = goldap.ScopeSingleLevel
)

// Search is a question to the directory.
type Search struct {
	Base       string
	Scope      Scope
	Filter     string
	Attributes []string
	Deleted    bool // look at deleted objects, too
	PageSize   int  // objects in one answer; 0: the usual number
}

// usualPage is how many objects one answer holds. A domain controller gives at most 1,000 (MaxPageSize); go-ldap needs some 40 KB
// for each, and two pages are in memory at a time, so that the server works on the next one meanwhile.
const usualPage = 400

func (s Search) request(paging *goldap.ControlPaging) *goldap.SearchRequest {
	scope, controls := int(s.Scope), []goldap.Control(nil)
	if paging != nil {
		controls = append(controls, paging)
	}
	if s.Deleted {
		controls = append(controls, goldap.NewControlMicrosoftShowDeleted())
	}
	if s.Scope == Subtree {
		// Without it the root of a forest answers with references to its other naming contexts.
		controls = append(controls, goldap.NewControlString(controlDomainScope, false, ""))
	}
	return goldap.NewSearchRequest(s.Base, scope, goldap.NeverDerefAliases, 0, 0, false, s.Filter, s.Attributes, controls)
}

// page is one answer, or the error that stands in its place.
type page struct {
	entries []*goldap.Entry
	err     error
}

// Each asks page by page, and hands every object to found in the server's order; attributes with more values than one answer
// holds are read to their end first. A nil error means that the server said that this was all. With an error, what was found
// before it is good, and something is missing. An error that found returns ends the search, and is returned.
func (c *Conn) Each(ctx context.Context, s Search, found func(Entry) error) error {
	if _, err := goldap.CompileFilter(s.Filter); err != nil {
		return translate("the filter "+s.Filter, err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pages := make(chan page)
	go c.readPages(ctx, s, pages)
	for {
		var next page
		select {
		case next = <-pages:
		case <-ctx.Done():
			return ctx.Err()
		}
		if next.err != nil {
			return next.err
		}
		if next.entries == nil {
			return nil
		}
		for _, entry := range next.entries {
			if err := c.completeRanges(ctx, entry); err != nil {
				return err
			}
			if err := found(Entry{entry}); err != nil {
				return err
			}
		}
	}
}

// readPages reads pages ahead, one at a time. A page without entries ends them.
func (c *Conn) readPages(ctx context.Context, s Search, pages chan<- page) {
	send := func(p page) bool {
		select {
		case pages <- p:
			return true
		case <-ctx.Done():
			return false
		}
	}
	size := s.PageSize
	if size == 0 {
		size = usualPage
	}
	paging := goldap.NewControlPaging(uint32(size))
	for {
		result, err := c.searchPage(ctx, s, paging)
		if err != nil {
			send(page{err: err})
			return
		}
		if len(result.Entries) > 0 && !send(page{entries: result.Entries}) {
			return
		}
		answer, ok := goldap.FindControl(result.Controls, controlPaging).(*goldap.ControlPaging)
		if !ok {
			// Without the control nobody said that this was the end.
			send(page{err: &Error{Doing: "searching " + s.Base, Problem: "the server does not say whether its answer was complete",
				Hint: "check that it is an Active Directory domain controller"}})
			return
		}
		if len(answer.Cookie) == 0 {
			send(page{})
			return
		}
		paging.SetCookie(answer.Cookie)
	}
}

// searchPage reads one page. A page that failed because the server is busy is asked for again with the same cookie; the cookie
// of a lost connection is worth nothing, so that only the first page may be asked for again on another one.
func (c *Conn) searchPage(ctx context.Context, s Search, paging *goldap.ControlPaging) (*goldap.SearchResult, error) {
	var result *goldap.SearchResult
	err := c.ask(ctx, "searching "+s.Base, func(conn *goldap.Conn) (err error) {
		result, err = conn.Search(s.request(paging))
		if err != nil && isLost(err) && len(paging.Cookie) > 0 {
			return &Error{Doing: "searching " + s.Base, Problem: "the connection was lost before the answer was complete", Hint: "run the command again",
				Code: goldap.ErrorNetwork} // without what is underneath, so that it is not taken for one that can be asked again
		}
		return err
	})
	if err != nil {
		return nil, baseHint(s, err)
	}
	return result, nil
}

// baseHint makes an error about a search's base say so.
func baseHint(s Search, err error) error {
	switch CodeOf(err) {
	case goldap.LDAPResultNoSuchObject:
		return &Error{Doing: "searching " + s.Base, Problem: "there is no such object, or the account may not see it",
			Hint: "check --base and --ou; rejoin doctor ad shows the domain's own", Code: goldap.LDAPResultNoSuchObject, Err: err}
	case goldap.LDAPResultInvalidDNSyntax:
		return &Error{Doing: fmt.Sprintf("searching %q", s.Base), Problem: "is no distinguished name", Hint: "it looks like OU=People,DC=contoso,DC=example",
			Code: goldap.LDAPResultInvalidDNSyntax, Err: err}
	}
	return err
}
