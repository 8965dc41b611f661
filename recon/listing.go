package recon

import (
	"slices"
	"strings"
)

// Line is one row of identities.csv.
type Line struct {
	Situation Situation
	Name      string // display name
	UPN       string
	Mail      string // primary SMTP address
	Reason    string // why the situation is what it is, where its name does not say it
	Joins     string // such as "ad-entra anchor, entra-exo external-id"
	Forest    string
	AD        string // objectGUID; empty where there is no object, like the next three
	Linked    string
	Entra     string
	EXO       string // ExchangeGuid
	Rivals    string // keys of objects with an equal claim, or of the one that is linked to someone else
	Pending   bool
	Key       string
}

// LineColumns are the columns of identities.csv, in order.
var LineColumns = []string{"situation", "name", "upn", "mail", "reason", "joins", "forest", "ad", "linked", "entra", "exo", "rivals", "pending", "key"}

// Cells are the line's cells, in the order of LineColumns.
func (l *Line) Cells() []string {
	pending := ""
	if l.Pending {
		pending = "true"
	}
	return []string{l.Situation.String(), l.Name, l.UPN, l.Mail, l.Reason, l.Joins, l.Forest, l.AD, l.Linked, l.Entra, l.EXO, l.Rivals, pending, l.Key}
}

// batch is how many lines are prepared at once.
const batch = 4096

// Lines calls write for every identity whose situation is not Confirmed, or for every one, in order. The texts that a line
// shows are read again in parallel, a batch at a time.
func (r *Result) Lines(all bool, write func(*Line) error) error {
	readers := make([]*lineReader, r.o.workers)
	for i := range readers {
		readers[i] = &lineReader{text: r.o.newTextReader()}
		defer readers[i].text.close()
	}
	entries := make([]entry, 0, batch)
	lines := make([]Line, batch)
	flush := func() error {
		errs := make([]error, len(readers))
		r.o.inParallel(len(entries), func(worker, low, high int) {
			for i := low; i < high && errs[worker] == nil; i++ {
				errs[worker] = readers[worker].line(r, entries[i], &lines[i])
			}
		})
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		for i := range entries {
			if err := write(&lines[i]); err != nil {
				return err
			}
		}
		entries = entries[:0]
		return nil
	}
	for e := range r.everybody(all) {
		if entries = append(entries, e); len(entries) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// lineReader reads the names that lines show.
type lineReader struct{ text *textReader }

func (l *lineReader) line(r *Result, e entry, line *Line) error {
	o := r.o
	*line = Line{Situation: e.situation, Reason: e.reason, Key: o.keyOf(e.self()), Pending: r.pending(e)}
	for _, one := range e.objects(nil) {
		if err := l.text.name(one, line); err != nil {
			return err
		}
		_, id, _ := strings.Cut(o.keyOf(one), ":")
		switch {
		case one.table == inEXO:
			line.EXO = id
		case one.table != inAD:
			line.Entra = id
		case one.row == e.linked:
			line.Linked = id
		default:
			line.AD = id
			line.Forest = o.forests[o.ad.at(one.row).forest]
		}
	}
	var joins []string
	for _, j := range o.joins(nil, e) {
		joins = append(joins, systemOf[j.left.table]+"-"+systemOf[j.right.table]+" "+j.by.String())
	}
	line.Joins = strings.Join(joins, ", ")
	line.Rivals = strings.Join(o.rivalKeys(e), ";")
	return nil
}

var systemOf = [...]string{"ad", "entra", "entra", "exo"}

// rivalKeys are the keys of an identity's rivals, or of the counterpart that is linked to someone else.
func (o *organisation) rivalKeys(e entry) []string {
	var keys []string
	for _, rival := range o.rivalsOf(e) {
		keys = append(keys, o.keyOf(rival))
	}
	return keys
}

func (o *organisation) rivalsOf(e entry) []object {
	var rivals []object
	for _, one := range e.objects(nil) {
		for _, rival := range o.rivals[one] {
			if !slices.Contains(rivals, rival) {
				rivals = append(rivals, rival)
			}
		}
	}
	if taken, ok := o.wanted[e.self()]; ok && e.situation == FoundAlreadyLinked {
		rivals = append(rivals, taken)
	}
	return rivals
}

// name fills in what a line shows of a person, as far as an earlier object left it empty.
func (t *textReader) name(one object, line *Line) error {
	if line.Name != "" && line.UPN != "" && line.Mail != "" {
		return nil
	}
	fields, err := t.fields(one)
	if err != nil {
		return err
	}
	var upn, mail, addresses []byte
	switch one.table {
	case inAD:
		upn, mail, addresses = fields[adUPN], fields[adMail], fields[adProxies]
	case inEXO:
		upn, mail, addresses = fields[exoUPN], fields[exoPrimary], fields[exoAddresses]
	default:
		upn, mail, addresses = fields[entraUPN], fields[entraMail], fields[entraProxies]
	}
	primary := primaryOf(addresses)
	if len(primary) == 0 {
		primary = mail
	}
	fill(&line.Name, fields[len(fields)-1])
	if one.table == inAD {
		fill(&line.Name, fields[adAccount])
	}
	fill(&line.UPN, upn)
	fill(&line.Mail, primary)
	return nil
}

func fill(cell *string, text []byte) {
	if *cell == "" {
		*cell = string(text)
	}
}
