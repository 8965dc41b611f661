package recon

import (
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// identity decodes the rows of an entry into the typed identity that people and rules see.
func (r *Result) identity(e entry) (*Identity, error) {
	o := r.o
	i := &Identity{Key: o.keyOf(e.self()), Situation: e.situation, Reason: e.reason, Pending: r.pending(e)}
	var err error
	if e.ad != none {
		if i.AD, err = decodeRow[directory.ADUser](o, object{inAD, e.ad}); err != nil {
			return nil, err
		}
		i.AD.Forest = o.forests[o.ad.at(e.ad).forest]
	}
	if e.linked != none {
		if i.Linked, err = decodeRow[directory.ADUser](o, object{inAD, e.linked}); err != nil {
			return nil, err
		}
		i.Linked.Forest = o.forests[o.ad.at(e.linked).forest]
	}
	if e.entra != none {
		one := object{inEntra, e.entra}
		if e.entra&deletedBit != 0 {
			one = object{inDeleted, e.entra &^ deletedBit}
		}
		if i.Entra, err = decodeRow[directory.EntraUser](o, one); err != nil {
			return nil, err
		}
		i.Entra.Deleted = one.table == inDeleted
	}
	if e.exo != none {
		if i.Mailbox, err = decodeRow[directory.Mailbox](o, object{inEXO, e.exo}); err != nil {
			return nil, err
		}
	}
	for _, j := range o.joins(nil, e) {
		i.Joins = append(i.Joins, Join{systemsOf[j.left.table], systemsOf[j.right.table], j.by})
	}
	text := o.newTextReader()
	defer text.close()
	for _, rival := range o.rivalsOf(e) {
		var line Line
		if err := text.name(rival, &line); err != nil {
			return nil, err
		}
		i.Rivals = append(i.Rivals, Rival{Key: o.keyOf(rival), Name: line.UPN})
	}
	return i, nil
}

var systemsOf = [...]directory.System{directory.AD, directory.Entra, directory.Entra, directory.EXO}

// decodeRow reads one row again, whole, and decodes it.
func decodeRow[Row any](o *organisation, one object) (*Row, error) {
	at := o.placeOf(one)
	table, err := o.snapshot.OpenPart(o.partsOf(one.table)[at.part()])
	if err != nil {
		return nil, err
	}
	defer table.Close()
	columns := places(0, len(table.Header.Names))
	text, err := csvio.NewFetcher(table, columns).Fetch(at.offset())
	if err != nil {
		return nil, err
	}
	row := new(Row)
	cell, err := directory.NewDecoder[Row](table.Header.Names).Decode(text.Fields, row)
	if err != nil {
		return nil, &csvio.Error{File: table.Name, Line: table.LineAt(at.offset()), Column: cell.Name, Value: cell.Value, Problem: err.Error(), Hint: "import or export the table again"}
	}
	return row, nil
}
