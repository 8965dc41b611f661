package recon

import (
	"bytes"
	"slices"

	"rejoin/recon/csvio"
	"rejoin/recon/snapshot"
)

// textReader reads rows again, by their place, for the few columns that confirm a match. It keeps its files open and is not
// for concurrent use.
type textReader struct {
	o        *organisation
	fetchers map[fetcherKey]*openFetcher
}

type fetcherKey struct {
	table tableOf
	part  int
}

type openFetcher struct {
	table   *csvio.Table
	fetcher *csvio.Fetcher
}

func (o *organisation) newTextReader() *textReader {
	return &textReader{o: o, fetchers: map[fetcherKey]*openFetcher{}}
}

func (t *textReader) close() {
	for _, open := range t.fetchers {
		open.table.Close()
	}
}

// columnsOf are the columns that a text reader reads of each table: those of the reducers, the policy's, and last the
// display name.
func (o *organisation) columnsOf(table tableOf) []string {
	var names []string
	switch table {
	case inAD:
		names = slices.Clone(adColumns)
		for _, join := range o.policy.JoinKeys {
			names = append(names, join.AD)
		}
		for _, forest := range o.forests {
			names = append(names, o.policy.SourceAnchor[forest])
		}
		names = append(names, selectorColumns(o.policy)...)
		return append(names, "displayName")
	case inEXO:
		return append(slices.Clone(exoColumns), "DisplayName")
	}
	names = slices.Clone(entraColumns)
	for _, join := range o.policy.JoinKeys {
		names = append(names, join.Entra)
	}
	return append(names, "displayName")
}

func (o *organisation) partsOf(table tableOf) []snapshot.Part {
	return [...][]snapshot.Part{o.adParts, o.entraParts, o.deletedParts, o.exoParts}[table]
}

func (o *organisation) placeOf(one object) place {
	switch one.table {
	case inAD:
		return o.ad.at(one.row).place
	case inEntra:
		return o.entra.at(one.row).place
	case inDeleted:
		return o.deleted.at(one.row).place
	}
	return o.exo.at(one.row).place
}

// fields reads the columns of columnsOf. They are valid until the same part is read again.
func (t *textReader) fields(one object) ([][]byte, error) {
	at := t.o.placeOf(one)
	k := fetcherKey{one.table, at.part()}
	open, ok := t.fetchers[k]
	if !ok {
		table, err := t.o.snapshot.OpenPart(t.o.partsOf(one.table)[at.part()])
		if err != nil {
			return nil, err
		}
		open = &openFetcher{table, csvio.NewFetcher(table, indexes(table.Header, t.o.columnsOf(one.table)))}
		t.fetchers[k] = open
	}
	row, err := open.fetcher.Fetch(at.offset())
	return row.Fields, err
}

// sameSID says whether an account's objectSid is what a resource object names as its master account.
func (t *textReader) sameSID(account, resourceObject ref) (bool, error) {
	fields, err := t.fields(object{inAD, account})
	if err != nil {
		return false, err
	}
	sid := bytes.Clone(fields[adSID])
	fields, err = t.fields(object{inAD, resourceObject})
	return err == nil && bytes.Equal(sid, fields[adMaster]), err
}

// sameCloudSID says whether an AD user's objectSid is an Entra user's onPremisesSecurityIdentifier.
func (t *textReader) sameCloudSID(adRow, entraRow ref) (bool, error) {
	fields, err := t.fields(object{inAD, adRow})
	if err != nil {
		return false, err
	}
	sid := bytes.Clone(fields[adSID])
	fields, err = t.fields(object{inEntra, entraRow})
	return err == nil && bytes.Equal(sid, fields[entraSID]), err
}
