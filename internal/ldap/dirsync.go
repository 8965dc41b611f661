package ldap

import (
	"context"

	goldap "github.com/go-ldap/ldap/v3"
)

// MayDirSync says whether the account may ask a whole domain for its changes by the DirSync control, which takes the right
// Replicating Directory Changes (MS-ADTS, 3.1.1.3.4.1.3). It asks for no object.
func (c *Conn) MayDirSync(ctx context.Context, base string) (bool, error) {
	err := c.ask(ctx, "asking for changes of "+base, func(conn *goldap.Conn) error {
		request := goldap.NewSearchRequest(base, goldap.ScopeWholeSubtree, goldap.NeverDerefAliases, 0, 0, false, "(cn=no object has this name)", []string{"cn"}, nil)
		_, err := conn.DirSync(request, 0, 0, nil)
		return err
	})
	switch CodeOf(err) {
	case goldap.LDAPResultInsufficientAccessRights, goldap.LDAPResultUnwillingToPerform, goldap.LDAPResultUnavailableCriticalExtension:
		return false, nil
	}
	return err == nil, err
}
