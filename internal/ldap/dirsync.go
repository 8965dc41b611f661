package ldap

import (
	"context"

	goldap "github.com/go-ldap/ldap/v3"
)

// matchesNothing is a filter under which a DirSync search gives its cookie and no object.
const matchesNothing = "(cn=no object has this name)"

// maxDirSyncBytes bounds one round's answer.
const maxDirSyncBytes = 1 << 20

// Changes asks a whole domain, by its naming context, for the objects that changed since the moment of a cookie, and returns a
// cookie for the present moment (DirSync; MS-ADTS, 3.1.1.3.4.1.3). Found entries hold nothing but their objectGUID for sure; deleted
// objects are among them. It takes the right Replicating Directory Changes, and MayNot knows the error of an account without it.
func (c *Conn) Changes(ctx context.Context, base, filter string, cookie []byte, found func(Entry) error) ([]byte, error) {
	for {
		var result *goldap.SearchResult
		err := c.ask(ctx, "asking for changes of "+base, func(conn *goldap.Conn) (err error) {
			// All attributes: a change of any other than those asked for would not be told, and every change moves whenChanged.
			request := goldap.NewSearchRequest(base, goldap.ScopeWholeSubtree, goldap.NeverDerefAliases, 0, 0, false, filter, nil, nil)
			result, err = conn.DirSync(request, 0, maxDirSyncBytes, cookie)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, entry := range result.Entries {
			if err := found(Entry{entry}); err != nil {
				return nil, err
			}
		}
		answer, ok := goldap.FindControl(result.Controls, controlDirSync).(*goldap.ControlDirSync)
		if !ok {
			return nil, &Error{Doing: "asking for changes of " + base, Problem: "the server does not say up to which moment it answered", Code: goldap.LDAPResultUnavailableCriticalExtension}
		}
		cookie = answer.Cookie
		if answer.Flags == 0 {
			return cookie, nil
		}
	}
}

// ChangesFromNow is a cookie for the present moment. It is nil for an account that may not ask for changes.
func (c *Conn) ChangesFromNow(ctx context.Context, base string) ([]byte, error) {
	cookie, err := c.Changes(ctx, base, matchesNothing, nil, func(Entry) error { return nil })
	if MayNot(err) {
		return nil, nil
	}
	return cookie, err
}

// MayNot says whether an error means that the account, or the server, does not do such a thing.
func MayNot(err error) bool {
	switch CodeOf(err) {
	case goldap.LDAPResultInsufficientAccessRights, goldap.LDAPResultUnwillingToPerform, goldap.LDAPResultUnavailableCriticalExtension:
		return true
	}
	return false
}
