// Package bench invents organisations of any size with a known answer: the tables of a snapshot as canonical CSV, and what
// a correct join must make of them. Every value is a pure function of the seed and a person's number, so the files are the
// same on every machine, and nothing is kept in memory but the rows being written.
package bench

import (
	"fmt"
	"os"
)

// Organisation says what to invent.
type Organisation struct {
	Identities    int    // how many identities a correct join finds
	FaultPerMille int    // how many of a thousand identities are broken in some way; 30 is a usual tenant
	QuoteAll      bool   // the tables as Windows PowerShell's Export-Csv writes them: BOM, CRLF, every field in quotes
	Seed          uint64 // another seed, another organisation
}

// Taken is the moment that an organisation's tables show: the time to give an import of them.
const Taken = "2026-11-02T06:00:00Z"

// The tables of an organisation, and the answer. Their files are NAME.csv.
const (
	adUsers            = "ad_users"
	entraUsers         = "entra_users"
	entraDeletedUsers  = "entra_deleted_users"
	entraOrganization  = "entra_organization"
	entraDomains       = "entra_domains"
	entraSKUs          = "entra_skus"
	exoMailboxes       = "exo_mailboxes"
	exoAcceptedDomains = "exo_accepted_domains"
	exoOrganization    = "exo_organization"
	truth              = "truth"
)

// Write writes the organisation's tables, a policy and truth.csv into dir, which it makes if need be. truth.csv is always in the
// canonical form: key, situation and the three objects of each identity, those with an AD user first and in the order of
// ad_users.csv, then those that only Entra ID has, then those that only Exchange Online has.
func Write(dir string, o Organisation) error {
	if o.Identities < 0 || o.FaultPerMille < 0 || o.FaultPerMille > 1000 {
		return fmt.Errorf("an organisation of %d identities, %d of 1000 with faults: out of range", o.Identities, o.FaultPerMille)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return writeTables(dir, newPopulation(o))
}
