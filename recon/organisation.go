package recon

import (
	"fmt"
	"os"
	"slices"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// organisation is what the join knows of a snapshot: records of the four tables that hold people, and the claims on them.
type organisation struct {
	snapshot *snapshot.Snapshot
	policy   *policy.Policy
	org      *Org
	workers  int

	ad      rows[adRecord]
	entra   rows[entraRecord]
	deleted rows[entraRecord]
	exo     rows[exoRecord]

	adClaims, entraClaims, deletedClaims, exoClaims claims

	adParts, entraParts, deletedParts, exoParts []snapshot.Part

	consistency map[ref]directory.GUID       // mS-DS-ConsistencyGuid where it is not the objectGUID
	master      map[ref]key                  // msExchMasterAccountSid where it is not SELF
	linked      map[ref]ref                  // account → its resource object
	account     map[ref]ref                  // resource object → its account
	forests     []string                     // adRecord.forest is an index into it
	populated   []bool                       // for each forest whether any user is of it
	anchors     []string                     // for each forest the column that is its source anchor
	columns     map[string]map[string]bool   // of each table, those that every part has
	headers     map[string][]map[string]bool // of each table, those of each part
	twins       map[object][]object          // other objects of the same table with the same source anchor
	sidDomains  map[string]bool              // SIDs of the domains that AD users are of
	sidHistory  map[key]bool                 // former SIDs of AD users
	recycled    map[directory.GUID]bool      // anchors of users in AD's recycle bin

	rivals map[object][]object // objects with an equal claim
	wanted map[object]object   // the counterpart that fits, but is linked to someone else
}

// object names a row of one of the four tables.
type object struct {
	table tableOf
	row   ref
}

type tableOf uint8

const (
	inAD tableOf = iota
	inEntra
	inDeleted
	inEXO
)

var tableNames = [...]string{"ad_users", "entra_users", "entra_deleted_users", "exo_mailboxes"}

// load reads the four tables.
func load(s *snapshot.Snapshot, p *policy.Policy, workers int) (*organisation, error) {
	o := &organisation{
		snapshot: s, policy: p, workers: workers,
		adParts: s.Table("ad_users"), entraParts: s.Table("entra_users"), deletedParts: s.Table("entra_deleted_users"), exoParts: s.Table("exo_mailboxes"),
		consistency: map[ref]directory.GUID{}, master: map[ref]key{}, linked: map[ref]ref{}, account: map[ref]ref{},
		sidDomains: map[string]bool{}, sidHistory: map[key]bool{},
		columns: map[string]map[string]bool{}, headers: map[string][]map[string]bool{},
		rivals: map[object][]object{}, wanted: map[object]object{},
	}
	var err error
	if o.org, err = loadOrg(o, p); err != nil {
		return nil, err
	}
	for _, table := range []struct {
		parts   []snapshot.Part
		reserve func(int64)
	}{{o.adParts, o.ad.reserve}, {o.entraParts, o.entra.reserve}, {o.deletedParts, o.deleted.reserve}, {o.exoParts, o.exo.reserve}} {
		var rows int64
		for _, part := range table.parts {
			rows += o.plausibleRows(part)
		}
		table.reserve(rows)
	}
	if err := o.loadAD(); err != nil {
		return nil, err
	}
	if err := o.loadEntra("entra_users", o.entraParts, &o.entra, &o.entraClaims); err != nil {
		return nil, err
	}
	if err := o.loadEntra("entra_deleted_users", o.deletedParts, &o.deleted, &o.deletedClaims); err != nil {
		return nil, err
	}
	return o, o.loadEXO()
}

// plausibleRows is how many rows the manifest says that a part has, as far as its file has room for so many keys.
func (o *organisation) plausibleRows(part snapshot.Part) int64 {
	const key = 36 // characters of a GUID
	file, err := os.Stat(o.snapshot.Path(part))
	if err != nil {
		return 0 // reading the part will say what is wrong
	}
	return max(0, min(part.Rows, file.Size()/key))
}

func (o *organisation) loadAD() error {
	var policyNames, anchorNames []string
	for _, join := range o.policy.JoinKeys {
		policyNames = append(policyNames, join.AD)
	}
	for _, column := range o.policy.SourceAnchor {
		if column != "mS-DS-ConsistencyGuid" && column != "objectGUID" && !slices.Contains(anchorNames, column) {
			anchorNames = append(anchorNames, column)
		}
	}
	slices.Sort(anchorNames)
	names := slices.Concat(adColumns, policyNames, anchorNames, selectorColumns(o.policy))
	policyAt, anchorsAt := places(len(adColumns), len(policyNames)), places(len(adColumns)+len(policyNames), len(anchorNames))
	for number, part := range o.adParts {
		forest := o.forest(part.Forest)
		err := readPart(o, part, names, func() *adBlock {
			return &adBlock{block: block[adRecord]{part: number}, lens: o.newADLens(names, part.Forest), forest: forest, policy: policyAt, anchors: anchorsAt}
		}, func(b *adBlock) error {
			o.gatherAD(b, forest)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return checkRows("ad_users", o.ad.n)
}

// gatherAD adds a block of AD's rows.
func (o *organisation) gatherAD(b *adBlock, forest uint16) {
	base := ref(o.ad.n)
	own := 0
	for _, extra := range b.differs {
		row := base + extra.row
		if extra.forest != "" {
			named := o.forest(extra.forest)
			b.records[extra.row].forest = named
			o.populated[named] = true
			own++
		}
		if extra.master != 0 {
			o.master[row] = extra.master
		}
		if !extra.consistency.IsZero() {
			o.consistency[row] = extra.consistency
		}
	}
	if own < len(b.records) {
		o.populated[forest] = true
	}
	for domain := range b.lens.sidDomains {
		o.sidDomains[domain] = true
	}
	for _, sid := range b.history {
		o.sidHistory[sid] = true
	}
	o.ad.append(b.records)
	o.adClaims.add(b.claims, base)
}

func (o *organisation) loadEntra(table string, parts []snapshot.Part, into *rows[entraRecord], claims *claims) error {
	var policyNames []string
	for _, join := range o.policy.JoinKeys {
		policyNames = append(policyNames, join.Entra)
	}
	for number, part := range parts {
		err := readPart(o, part, slices.Concat(entraColumns, policyNames), func() *entraBlock {
			return &entraBlock{block: block[entraRecord]{part: number}, lens: o.newEntraLens(), policy: places(len(entraColumns), len(policyNames))}
		}, func(b *entraBlock) error {
			for domain := range b.lens.domains {
				o.org.adCloudDomains[directory.Fold(domain)] = true
			}
			claims.add(b.claims, ref(into.n))
			into.append(b.records)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return checkRows(table, into.n)
}

func (o *organisation) loadEXO() error {
	for number, part := range o.exoParts {
		err := readPart(o, part, exoColumns, func() *exoBlock {
			return &exoBlock{block: block[exoRecord]{part: number}, lens: o.newEXOLens()}
		}, func(b *exoBlock) error {
			o.exoClaims.add(b.claims, ref(o.exo.n))
			o.exo.append(b.records)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return checkRows("exo_mailboxes", o.exo.n)
}

// readPart reduces one part, and checks it against its manifest row.
func readPart[R csvio.Reducer](o *organisation, part snapshot.Part, names []string, newReducer func() R, gather func(R) error) error {
	table, err := o.snapshot.OpenPart(part)
	if err != nil {
		return err
	}
	defer table.Close()
	o.noteColumns(part.Table, table.Header)
	stats, err := csvio.Reduce(table, indexes(table.Header, names), o.workers, newReducer, gather)
	if err != nil {
		return err
	}
	return o.snapshot.CheckRead(part, stats)
}

// noteColumns keeps the columns that every part of a table has.
func (o *organisation) noteColumns(table string, header csvio.Header) {
	have, all := map[string]bool{}, map[string]bool{}
	for _, name := range header.Names {
		all[name] = true
		if before, seen := o.columns[table]; !seen || before[name] {
			have[name] = true
		}
	}
	o.columns[table] = have
	o.headers[table] = append(o.headers[table], all)
}

func (o *organisation) has(table, column string) bool { return o.columns[table][column] }

func (o *organisation) forest(name string) uint16 {
	i := slices.Index(o.forests, name)
	if i < 0 {
		i = len(o.forests)
		o.forests, o.populated = append(o.forests, name), append(o.populated, false)
	}
	return uint16(i)
}

func indexes(header csvio.Header, names []string) []int {
	at := make([]int, len(names))
	for i, name := range names {
		at[i] = header.Index(name)
	}
	return at
}

func places(from, n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = from + i
	}
	return at
}

func checkRows(table string, n int) error {
	if n >= maxRows {
		return fmt.Errorf("%s has %d rows; rejoin joins at most %d of one table", table, n, maxRows)
	}
	return nil
}
