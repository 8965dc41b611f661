package recon

// entry is one identity, as rows.
type entry struct {
	ad, linked, entra, exo ref // none where there is no object; entra may carry deletedBit
	entraBy                Strength
	exoBy                  Strength
	exoFromAD              bool // the mailbox is joined to the AD user, with no Entra user between them
	situation              Situation
	reason                 string // why the situation is what it is, where its name does not say it; empty otherwise
}

// self is the object that stands for the identity: the AD user, else the Entra user, else the mailbox.
func (e entry) self() object {
	switch {
	case e.ad != none:
		return object{inAD, e.ad}
	case e.entra != none && e.entra&deletedBit != 0:
		return object{inDeleted, e.entra &^ deletedBit}
	case e.entra != none:
		return object{inEntra, e.entra}
	}
	return object{inEXO, e.exo}
}

// entries lists the identities that the rows of one table stand for, from low up to, not including, high. Over the tables in
// their order every identity is listed once: AD's rows, the Entra users without an AD user, the soft-deleted ones, and the
// mailboxes without either. The entries are not complete.
func (o *organisation) entries(table tableOf, low, high int, found func(entry)) {
	for row := ref(low); row < ref(high); row++ {
		switch table {
		case inAD:
			if o.ad.at(row).flags&resource == 0 {
				found(o.adEntry(row))
			}
		case inEntra:
			if o.entra.at(row).ad == none {
				found(o.entraEntry(row))
			}
		case inDeleted:
			if o.deleted.at(row).ad == none {
				found(o.deletedEntry(row))
			}
		case inEXO:
			if mailbox := o.exo.at(row); mailbox.entra == none && mailbox.ad == none {
				found(o.exoEntry(row))
			}
		}
	}
}

// rowsOf is how many rows a table has.
func (o *organisation) rowsOf(table tableOf) int {
	return [...]int{o.ad.n, o.entra.n, o.deleted.n, o.exo.n}[table]
}

func (o *organisation) adEntry(row ref) entry {
	user := o.ad.at(row)
	e := entry{ad: row, linked: none, entra: user.entra, entraBy: user.entraBy, exo: none}
	if resourceObject, ok := o.linked[row]; ok {
		e.linked = resourceObject
	}
	if user.exo != none {
		e.exo, e.exoBy, e.exoFromAD = user.exo, user.exoBy, true
	}
	e.situation, e.reason = o.adSituation(e)
	return e
}

// entryOf is the complete entry of the identity that an object stands for.
func (o *organisation) entryOf(self object) (e entry) {
	switch self.table {
	case inAD:
		e = o.adEntry(self.row)
	case inEntra:
		e = o.entraEntry(self.row)
	case inDeleted:
		e = o.deletedEntry(self.row)
	default:
		e = o.exoEntry(self.row)
	}
	o.complete(&e)
	return e
}

// holdOf is the number of the hold that the policy wants for a person; 0 for none.
func (o *organisation) holdOf(e entry) uint16 {
	if e.ad != none && o.ad.at(e.ad).hold != 0 {
		return o.ad.at(e.ad).hold
	}
	if e.entra != none && e.entra&deletedBit == 0 {
		return o.entra.at(e.entra).hold
	}
	return 0
}

// complete adds to an AD user's entry the mailbox of their Entra user. No situation depends on it, and looking it up costs more
// than all the rest of an entry.
func (o *organisation) complete(e *entry) {
	if e.ad != none && e.entra != none && e.entra&deletedBit == 0 {
		e.exo, e.exoBy = o.entra.at(e.entra).exo, o.entra.at(e.entra).exoBy
	}
}

func (o *organisation) entraEntry(row ref) entry {
	user := o.entra.at(row)
	e := entry{ad: none, linked: none, entra: row, exo: user.exo, exoBy: user.exoBy}
	e.situation, e.reason = o.entraSituation(row)
	return e
}

func (o *organisation) deletedEntry(row ref) entry {
	return entry{ad: none, linked: none, entra: row | deletedBit, exo: none, situation: AllGone}
}

func (o *organisation) exoEntry(row ref) entry {
	e := entry{ad: none, linked: none, entra: none, exo: row}
	e.situation, e.reason = o.exoSituation(row)
	return e
}
