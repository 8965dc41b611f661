package recon

import (
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// rowReader reads whole rows again, by their place, and decodes them. It keeps its files open and is not for concurrent use.
type rowReader struct {
	o    *organisation
	text *textReader
	ad   map[int]*openRows[directory.ADUser]
	// The parts of entra_deleted_users are numbered behind those of entra_users.
	entra map[int]*openRows[directory.EntraUser]
	exo   map[int]*openRows[directory.Mailbox]
}

// openRows is one open part.
type openRows[Row any] struct {
	table   *csvio.Table
	fetcher *csvio.Fetcher
	decoder *directory.Decoder[Row]
}

func (o *organisation) newRowReader() *rowReader {
	return &rowReader{o: o, text: o.newTextReader(), ad: map[int]*openRows[directory.ADUser]{}, entra: map[int]*openRows[directory.EntraUser]{},
		exo: map[int]*openRows[directory.Mailbox]{}}
}

func (r *rowReader) close() {
	r.text.close()
	for _, open := range r.ad {
		open.table.Close()
	}
	for _, open := range r.entra {
		open.table.Close()
	}
	for _, open := range r.exo {
		open.table.Close()
	}
}

// identity decodes the rows of an entry into the typed identity that people and rules see.
func (r *rowReader) identity(result *Result, e entry) (*Identity, error) {
	o := r.o
	i := &Identity{Key: o.keyOf(e.self()), Situation: e.situation, Reason: e.reason, Pending: result.pending(e), noAlias: !o.has("ad_users", "mailNickname")}
	var err error
	if e.ad != none {
		if i.AD, err = r.adUser(e.ad); err != nil {
			return nil, err
		}
	}
	if e.linked != none {
		if i.Linked, err = r.adUser(e.linked); err != nil {
			return nil, err
		}
	}
	if e.entra != none {
		one, number := object{inEntra, e.entra}, 0
		if e.entra&deletedBit != 0 {
			one, number = object{inDeleted, e.entra &^ deletedBit}, len(o.entraParts)
		}
		if i.Entra, err = decodeRow(o, r.entra, number, one); err != nil {
			return nil, err
		}
		i.Entra.Deleted = one.table == inDeleted
	}
	if e.exo != none {
		if i.Mailbox, err = decodeRow(o, r.exo, 0, object{inEXO, e.exo}); err != nil {
			return nil, err
		}
	}
	for _, j := range o.joins(nil, e) {
		i.Joins = append(i.Joins, Join{systemsOf[j.left.table], systemsOf[j.right.table], j.by})
	}
	for _, rival := range o.rivalsOf(e) {
		var line Line
		if err := r.text.name(rival, &line); err != nil {
			return nil, err
		}
		i.Rivals = append(i.Rivals, Rival{Key: o.keyOf(rival), Name: line.UPN})
	}
	return i, nil
}

func (r *rowReader) adUser(row ref) (*directory.ADUser, error) {
	user, err := decodeRow(r.o, r.ad, 0, object{inAD, row})
	if err == nil {
		user.Forest = r.o.forests[r.o.ad.at(row).forest]
	}
	return user, err
}

var systemsOf = [...]directory.System{directory.AD, directory.Entra, directory.Entra, directory.EXO}

// decodeRow reads one row again, whole, and decodes it. The part's number in open is its number in its table and base.
func decodeRow[Row any](o *organisation, open map[int]*openRows[Row], base int, one object) (*Row, error) {
	at := o.placeOf(one)
	part, ok := open[base+at.part()]
	if !ok {
		table, err := o.snapshot.OpenPart(o.partsOf(one.table)[at.part()])
		if err != nil {
			return nil, err
		}
		names := table.Header.Names
		part = &openRows[Row]{table, csvio.NewFetcher(table, places(0, len(names))), directory.NewDecoder[Row](names)}
		open[base+at.part()] = part
	}
	text, err := part.fetcher.Fetch(at.offset())
	if err != nil {
		return nil, err
	}
	row := new(Row)
	if cell, err := part.decoder.Decode(text.Fields, row); err != nil {
		return nil, &csvio.Error{File: part.table.Name, Line: part.table.LineAt(at.offset()), Column: cell.Name, Value: cell.Value, Problem: err.Error(), Hint: "import or export the table again"}
	}
	return row, nil
}
