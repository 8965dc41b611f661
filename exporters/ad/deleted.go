package ad

import (
	"context"

	"rejoin/internal/ldap"
)

// deleted are users in the recycle bin, and the tombstones of users, which kept only a few attributes.
func deleted() table {
	return table{name: "ad_deleted", filter: isDeletedUser, optional: true, read: readDeleted}
}

const isDeletedUser = "(&(isDeleted=TRUE)(objectClass=user)(!(objectClass=computer)))"

// readDeleted insists on seeing the container: to an account that may not, it looks empty, and nothing would say so.
func readDeleted(ctx context.Context, e *export, row *rowMaker, write func([]string) error) error {
	container := "CN=Deleted Objects," + e.source.Base
	search := ldap.Search{Base: container, Scope: ldap.OneOnly, Filter: "(objectClass=*)", Attributes: []string{"distinguishedName"}, Deleted: true}
	visible := false
	err := e.conn.Each(ctx, search, func(ldap.Entry) error { visible = true; return nil })
	if err != nil && !ldap.IsAbsent(err) {
		return err
	}
	if !visible {
		return &ldap.Error{Doing: "reading " + container, Problem: "the account may not see deleted objects",
			Hint: "let it (dsacls, list contents and read properties on that container), or leave out --deleted"}
	}
	search = ldap.Search{Base: container, Scope: ldap.Subtree, Filter: isDeletedUser, Attributes: row.attributes, Deleted: true}
	return e.conn.Each(ctx, search, func(entry ldap.Entry) error { return write(row.cells(entry)) })
}
