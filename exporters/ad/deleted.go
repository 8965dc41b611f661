package ad

import (
	"context"
	"errors"

	"rejoin/internal/ldap"
)

// deleted are users in the recycle bin, and the tombstones of users, which kept only a few attributes.
func deleted() table {
	return table{name: "ad_deleted", filter: isDeletedUser, optional: true, read: readDeleted}
}

const isDeletedUser = "(&(isDeleted=TRUE)(objectClass=user)(!(objectClass=computer)))"

// readDeleted insists on seeing something: to an account that may not, the container looks empty, and nothing says so.
func readDeleted(ctx context.Context, e *export, row *rowMaker, write func([]string) error) error {
	visible, err := seesDeleted(ctx, e.conn, e.source)
	if err != nil {
		return err
	}
	container := deletedObjects(e.source)
	if !visible {
		return &ldap.Error{Doing: "reading " + container, Problem: "no deleted object is to be seen: the account may not, or there is none",
			Hint: "let it list and read that container (dsacls), or leave out --deleted"}
	}
	search := ldap.Search{Base: container, Scope: ldap.Subtree, Filter: isDeletedUser, Attributes: row.attributes, Deleted: true}
	return e.conn.Each(ctx, search, func(entry ldap.Entry) error { return write(row.cells(entry)) })
}

func deletedObjects(source *Source) string { return "CN=Deleted Objects," + source.Base }

// seesDeleted says whether the account sees any deleted object. One that may not sees none, as if there were none.
func seesDeleted(ctx context.Context, conn *ldap.Conn, source *Source) (visible bool, err error) {
	search := ldap.Search{Base: deletedObjects(source), Scope: ldap.OneDown, Filter: "(isDeleted=TRUE)", Attributes: []string{"objectGUID"}, Deleted: true, PageSize: 1}
	err = conn.Each(ctx, search, func(ldap.Entry) error { return errSeen })
	if ldap.IsAbsent(err) {
		return false, nil
	}
	if errors.Is(err, errSeen) {
		return true, nil
	}
	return false, err
}

// errSeen ends a search that has seen enough.
var errSeen = errors.New("enough was seen")
