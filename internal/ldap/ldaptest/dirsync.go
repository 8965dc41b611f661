package ldaptest

import (
	"strconv"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
)

// dirSync answers with the objects that changed since the cookie, which is a change number here, in one round.
func (c *session) dirSync(id int64, q question, sync *goldap.ControlDirSync) (result, []goldap.Control) {
	s := c.server
	switch {
	case !strings.EqualFold(q.base, s.Base):
		return result{goldap.LDAPResultUnwillingToPerform, "the base is not the head of a naming context"}, nil
	case !containsFold(s.Syncers, c.user):
		return result{goldap.LDAPResultInsufficientAccessRights, "00002105: LdapErr: DSID-0C0903AA, comment: Error processing control, data 0, v4563"}, nil
	}
	since, _ := strconv.ParseInt(string(sync.Cookie), 10, 64) // no cookie: from the beginning
	q.deleted, q.attributes = true, []string{"objectGUID"}
	for entry := range s.matching(q) {
		if usn, _ := strconv.ParseInt(entry.Values("uSNChanged")[0], 10, 64); usn > since {
			c.writeEntry(id, entry, q)
		}
	}
	answer := goldap.NewRequestControlDirSync(0, 0, []byte(strconv.FormatInt(s.usn, 10)))
	return result{}, []goldap.Control{answer}
}
