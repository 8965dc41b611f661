package recon

import (
	"fmt"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// keyOf names an object for people and files: ad:<objectGUID>, entra:<id> or exo:<ExchangeGuid>.
func (o *organisation) keyOf(one object) string {
	switch one.table {
	case inAD:
		return "ad:" + o.ad.at(one.row).object.String()
	case inEntra:
		return "entra:" + o.entra.at(one.row).id.String()
	case inDeleted:
		return "entra:" + o.deleted.at(one.row).id.String()
	}
	mailbox := o.exo.at(one.row)
	if mailbox.mailbox.IsZero() {
		return "exo:" + mailbox.cloud.String()
	}
	return "exo:" + mailbox.mailbox.String()
}

// idOf is the GUID that names an object.
func (o *organisation) idOf(one object) string {
	_, id, _ := strings.Cut(o.keyOf(one), ":")
	return id
}

// twice is the error for a key that a table has twice. It names both places.
func (o *organisation) twice(table tableOf, id directory.GUID, first, second ref) error {
	one, err := o.where(object{table, first})
	if err != nil {
		return err
	}
	other, err := o.where(object{table, second})
	if err != nil {
		return err
	}
	return &csvio.Error{File: other.File, Line: other.Line, Column: keyColumns[table], Value: id.String(),
		Problem: fmt.Sprintf("the same key is already in %s:%d", one.File, one.Line), Hint: "import or export the table again; one object has one row"}
}

var keyColumns = [...]string{"objectGUID", "id", "id", "ExchangeGuid"}

// where finds the file and line of an object.
func (o *organisation) where(one object) (csvio.Error, error) {
	at := o.placeOf(one)
	part := o.partsOf(one.table)[at.part()]
	table, err := o.snapshot.OpenPart(part)
	if err != nil {
		return csvio.Error{}, err
	}
	defer table.Close()
	return csvio.Error{File: table.Name, Line: table.LineAt(at.offset())}, nil
}
