package recon

import (
	"bytes"
	"slices"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// Find lists the identities that a name means: a UPN, an address with or without its prefix, a GUID in any spelling, an
// immutable ID, a SID, a distinguished name, or a key of identities.csv. It is empty when nobody is called that.
func (r *Result) Find(who string) ([]*Identity, error) {
	wanted := readWho(who)
	found := map[object]bool{}
	for table := range tableNames {
		if err := r.o.search(tableOf(table), wanted, found); err != nil {
			return nil, err
		}
	}
	rows := r.o.newRowReader()
	defer rows.close()
	var people []*Identity
	for e := range r.everybody(true) {
		if slices.ContainsFunc(e.objects(nil), func(one object) bool { return found[one] }) {
			identity, err := rows.identity(r, e)
			if err != nil {
				return nil, err
			}
			people = append(people, identity)
		}
	}
	return people, nil
}

// who is what a person typed, in every form that a cell can have.
type who struct {
	guid, anchor string // empty when it is no GUID
	text         string // folded, without an address prefix
}

func readWho(typed string) who {
	typed = strings.TrimSpace(typed)
	for _, prefix := range []string{"ad:", "entra:", "exo:"} {
		typed = strings.TrimPrefix(typed, prefix)
	}
	var w who
	if guid, _, err := directory.ReadGUID(typed); err == nil {
		w.guid, w.anchor = guid.String(), guid.ImmutableID()
	}
	if prefix, value, ok := strings.Cut(typed, ":"); ok && (isSMTP([]byte(prefix)) || isX500([]byte(prefix))) {
		typed = value
	}
	w.text = directory.Fold(typed)
	return w
}

// is says whether a cell holds what was typed.
func (w who) is(kind directory.Kind, text []byte) bool {
	switch {
	case len(text) == 0:
		return false
	case kind == directory.KindAnchor:
		return w.anchor != "" && string(text) == w.anchor || w.guid == "" && strings.EqualFold(string(text), w.text)
	case kind == directory.KindGUID, kind == directory.KindCloudID:
		return w.guid != "" && bytes.HasSuffix(text, []byte(w.guid))
	case kind == directory.KindAddresses:
		same := false
		eachAddress(text, func(_, value []byte) { same = same || folded(value) == w.text })
		return same
	case kind == directory.KindTarget:
		return folded(text[bytes.IndexByte(text, ':')+1:]) == w.text
	}
	return folded(text) == w.text
}

// search adds the rows of a table that hold what was typed in a cell by which people are known.
func (o *organisation) search(table tableOf, w who, found map[object]bool) error {
	definition, _ := directory.TableNamed(tableNames[table])
	row := ref(0)
	for _, part := range o.partsOf(table) {
		file, err := o.snapshot.OpenPart(part)
		if err != nil {
			return err
		}
		s := &whoBlock{who: w}
		var want []int
		for i, name := range file.Header.Names {
			if column, ok := definition.Column(name); ok && isName(column) {
				want = append(want, i)
				s.kinds = append(s.kinds, column.Kind)
			}
		}
		_, err = csvio.Reduce(file, want, o.workers, func() *whoBlock { return &whoBlock{who: s.who, kinds: s.kinds} }, func(b *whoBlock) error {
			for _, hit := range b.hits {
				found[object{table, row + hit}] = true
			}
			row += b.rows
			return nil
		})
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// isName says whether people are known by a column's values.
func isName(column directory.Column) bool {
	switch column.Kind {
	case directory.KindGUID, directory.KindAnchor, directory.KindCloudID, directory.KindSID, directory.KindAddress, directory.KindTarget, directory.KindAddresses:
		return true
	}
	switch column.Name {
	case "distinguishedName", "DistinguishedName", "onPremisesDistinguishedName", "sAMAccountName", "legacyExchangeDN", "LegacyExchangeDN":
		return true
	}
	return false
}

// whoBlock is a reducer that keeps the rows which hold what was typed.
type whoBlock struct {
	who   who
	kinds []directory.Kind
	rows  ref
	hits  []ref
}

func (b *whoBlock) Row(row csvio.Row) error {
	for i, text := range row.Fields {
		if b.who.is(b.kinds[i], text) {
			b.hits = append(b.hits, b.rows)
			break
		}
	}
	b.rows++
	return nil
}

func (b *whoBlock) Reset() { b.rows, b.hits = 0, b.hits[:0] }
