package recon

import (
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// smallTables are the tables that are read whole before the big ones, because what they say decides what the facts of a row
// are.
type smallTables struct {
	organization []directory.EntraOrganization
	exchange     []directory.ExchangeOrganization
	domains      []directory.EntraDomain
	accepted     []directory.AcceptedDomain
	skus         []directory.EntraSKU
	roles        []directory.EntraRole
	moves        []directory.MoveRequest
	softDeleted  []directory.Mailbox
	adDomains    []directory.ADDomain

	columns map[string]map[string]bool // of each table, those that every part has
}

func (t *smallTables) read(s *snapshot.Snapshot) error {
	t.columns = map[string]map[string]bool{}
	for _, read := range []func() error{
		func() error { return readInto(s, t.columns, "entra_organization", &t.organization) },
		func() error { return readInto(s, t.columns, "exo_organization", &t.exchange) },
		func() error { return readInto(s, t.columns, "entra_domains", &t.domains) },
		func() error { return readInto(s, t.columns, "exo_accepted_domains", &t.accepted) },
		func() error { return readInto(s, t.columns, "entra_skus", &t.skus) },
		func() error { return readInto(s, t.columns, "entra_roles", &t.roles) },
		func() error { return readInto(s, t.columns, "exo_moves", &t.moves) },
		func() error { return readInto(s, t.columns, "exo_soft_deleted", &t.softDeleted) },
		func() error { return readInto(s, t.columns, "ad_domains", &t.adDomains) },
	} {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

func readInto[Row any](s *snapshot.Snapshot, columns map[string]map[string]bool, table string, rows *[]Row) error {
	all, err := snapshot.ReadRows[Row](s, table)
	*rows, columns[table] = all.Rows, all.Columns
	return err
}
