package recon

import (
	"cmp"
	"slices"

	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// Summary is what a reconciliation found, in numbers.
type Summary struct {
	Snapshot   string           `json:"snapshot"` // its id
	Tenant     string           `json:"tenant"`   // its display name; empty when entra_organization is not in the snapshot
	Now        directory.Time   `json:"now"`      // the moment that ages are measured against; empty when unknown
	LastSync   directory.Time   `json:"lastSync"` // of AD to Entra; empty when unknown
	Anchors    []ForestAnchor   `json:"anchors"`
	Tables     []Coverage       `json:"tables"`
	People     int              `json:"people"`
	Situations []SituationCount `json:"situations"`
	Joins      []JoinCount      `json:"joins"`
	Pending    int              `json:"pending"` // people whose AD object changed after the last synchronization
	Severities []SeverityCount  `json:"severities"`
	Clocks     []Clock          `json:"clocks"`   // the soonest first
	Rules      []RuleCount      `json:"rules"`    // empty when no rules were given
	Accepted   int              `json:"accepted"` // findings left out because the policy accepts them
	Expired    []string         `json:"expired"`  // what the policy accepted once; empty: nothing
}

// ForestAnchor says which column of ad_users is a forest's source anchor.
type ForestAnchor struct {
	Forest string `json:"forest"` // empty: the only one
	Column string `json:"column"`
}

// Coverage says how much of a table the join could use.
type Coverage struct {
	Table    string                `json:"table"`
	Rows     int64                 `json:"rows"`
	Complete snapshot.Completeness `json:"complete"`
	Strong   int                   `json:"strong"` // rows joined by an identifier; these three only for tables that are joined
	Other    int                   `json:"other"`  // rows joined by text
	Alone    int                   `json:"alone"`
	Joined   bool                  `json:"joined"` // whether the table is one of those that are joined
	Lossy    []string              `json:"lossy,omitempty"`
	Oldest   directory.Time        `json:"oldest"`  // when the oldest of its parts was taken; empty when unknown
	Assumed  bool                  `json:"assumed"` // that moment is a file's modification time
	Filters  []string              `json:"filters,omitempty"`
}

// SituationCount is how many people are in a situation.
type SituationCount struct {
	Situation string `json:"situation"`
	People    int    `json:"people"`
}

// JoinCount is how many joins of two objects a key made.
type JoinCount struct {
	By    string `json:"by"`
	Joins int    `json:"joins"`
}

// Summarize counts the result.
func (r *Result) Summarize() Summary {
	o := r.o
	s := Summary{Snapshot: o.snapshot.ID()}
	s.Now.Time, s.LastSync.Time = o.snapshot.Now(), r.LastSync
	if o.org.Tenant != nil {
		s.Tenant = o.org.Tenant.DisplayName
	}
	for i, forest := range o.forests {
		if len(o.entraParts) > 0 && o.populated[i] {
			s.Anchors = append(s.Anchors, ForestAnchor{forest, o.anchors[i]})
		}
	}
	slices.SortFunc(s.Anchors, func(a, b ForestAnchor) int { return cmp.Compare(a.Forest, b.Forest) })
	c := &r.census
	s.Pending = c.pending
	for situation, n := range c.people {
		s.People += n
		s.Situations = append(s.Situations, SituationCount{Situation(situation).String(), n})
	}
	for by, n := range c.joins[1:] {
		s.Joins = append(s.Joins, JoinCount{Strength(by + 1).String(), n})
	}
	for _, table := range directory.Tables() {
		parts := o.snapshot.Table(table.Name)
		if len(parts) == 0 {
			continue
		}
		var covered Coverage
		if i := slices.Index(tableNames[:], table.Name); i >= 0 {
			covered = c.covered[i]
			covered.Joined = true
		}
		covered.Table, covered.Complete = table.Name, o.snapshot.Complete(table.Name)
		for _, part := range parts {
			covered.Rows += part.Rows
			covered.Lossy = append(covered.Lossy, part.Lossy...)
			if part.Filter != "" {
				covered.Filters = append(covered.Filters, part.Filter)
			}
			if covered.Oldest.IsZero() || part.Finished.Before(covered.Oldest.Time) {
				covered.Oldest, covered.Assumed = part.Finished, part.Assumed
			}
		}
		s.Tables = append(s.Tables, covered)
	}
	s.Severities, s.Clocks = r.severities(), r.clocks()
	s.Rules, s.Accepted, s.Expired = r.classification.ruleCounts(), r.classification.accepted, r.classification.expired
	return s
}
