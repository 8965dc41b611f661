// Package recon joins a snapshot's tables into identities and says what the situation of each is.
//
// A row is read once, and reduced to a small record of keys and flags while it is at hand. Joins run on records. Text is
// read again only for what is reported, and to confirm every match that a hash proposed. Nothing here touches a network,
// reads a clock or prints.
package recon

import (
	"runtime"
	"time"

	"rejoin/recon/directory"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// Options steer a reconciliation. The zero value is good.
type Options struct {
	Policy  *policy.Policy // nil: policy.Default
	Rules   []*Rule        // the rules to judge by; none: the snapshot is only joined
	Workers int            // goroutines that read and join; 0: one for each processor. The outcome does not depend on it
}

// Result is a joined snapshot.
type Result struct {
	o      *organisation
	census census
	classification
	LastSync time.Time // the organization's onPremisesLastSyncDateTime; zero when unknown
}

// Run reads a snapshot and joins it.
func Run(s *snapshot.Snapshot, options Options) (*Result, error) {
	workers := options.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := options.Policy
	if p == nil {
		own := policy.Default()
		p = &own
	}
	o, err := load(s, p, workers)
	if err != nil {
		return nil, err
	}
	result := &Result{o: o, LastSync: o.org.LastSync}
	if err := o.readRecycleBin(); err != nil {
		return nil, err
	}
	if err := o.join(); err != nil {
		return nil, err
	}
	result.count()
	if err := result.classify(options.Rules); err != nil {
		return nil, err
	}
	return result, nil
}

// join runs the joins, the strongest first.
func (o *organisation) join() error {
	indexes, err := o.buildIndexes()
	if err != nil {
		return err
	}
	if err := o.joinLinked(); err != nil {
		return err
	}
	o.joinCloudMailboxes(indexes)
	o.joinAnchors(indexes)
	o.joinExternalIDs()
	if err := o.joinSIDs(); err != nil {
		return err
	}
	o.joinMailboxGUIDs()
	if err := o.joinByText(); err != nil {
		return err
	}
	o.joinDeleted(indexes)
	return nil
}

// readRecycleBin notes the anchors of deleted AD users.
func (o *organisation) readRecycleBin() error {
	deleted, err := snapshot.ReadRows[directory.ADDeleted](o.snapshot, "ad_deleted")
	if err != nil {
		return err
	}
	o.recycled = map[directory.GUID]bool{}
	for _, row := range deleted.Rows {
		o.recycled[row.ObjectGUID] = true
		if !row.ConsistencyGUID.IsZero() {
			o.recycled[row.ConsistencyGUID] = true
		}
	}
	return nil
}

// pending says whether an identity's AD object changed after the last synchronization, so that what synchronization carries
// cannot be compared yet.
func (r *Result) pending(e entry) bool {
	if r.LastSync.IsZero() {
		return false
	}
	for _, row := range []ref{e.ad, e.linked} {
		if row != none && int64(r.o.ad.at(row).changed) > r.LastSync.Unix() {
			return true
		}
	}
	return false
}
