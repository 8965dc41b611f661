package recon

import "rejoin/recon/directory"

// ref is the number of a row in its table, counted over all parts.
type ref uint32

// none is the ref of no row.
const none = ^ref(0)

// place says where a row's text is: its part in the upper 16 bits, its offset in the part file in the lower 48.
type place uint64

const offsetBits = 48

func newPlace(part int, offset int64) place { return place(part)<<offsetBits | place(offset) }

func (p place) part() int     { return int(p >> offsetBits) }
func (p place) offset() int64 { return int64(p & (1<<offsetBits - 1)) }

// flags are facts about one row that situations need, so that its text need not be read again.
type flags uint16

const (
	disabled     flags = 1 << iota // AD: the account is disabled
	ignored                        // the object has no place on the other side
	hasMail                        // AD: the object carries Exchange attributes
	synced                         // the cloud object says that AD masters it
	notSynced                      // the cloud object says that it does not; neither: unknown
	customAnchor                   // Entra: onPremisesImmutableId is no GUID
	lossyKey                       // a cell that the join needs was lost
	resource                       // AD: the mailbox object of a linked mailbox
	otherAnchor                    // AD: mS-DS-ConsistencyGuid is set, and is not the objectGUID
	contested                      // two objects had an equal claim to this one
)

// adRecord is what the join keeps of an AD user's row. What most joins look at comes first, so that it is in one cache line.
type adRecord struct {
	object  directory.GUID
	place   place
	entra   ref    // the user it is joined to; deletedBit says that the user is soft-deleted
	exo     ref    // the mailbox that it is joined to without an Entra user between them
	changed uint32 // whenChanged in Unix seconds; 0: unknown
	forest  uint16
	flags   flags
	entraBy Strength
	exoBy   Strength
	hold    uint16 // the policy's hold rule for the user, counted from 1; 0: none
	archive uint32 // a hash of msExchArchiveGUID; 0: none
	mailbox directory.GUID
	cloud   key // of msDS-ExternalDirectoryObjectId
	sid     key
	upn     key
	primary key
	facts   Fact
	unit    uint32 // a hash of the parent's distinguished name; 0: not known
	domain  uint32 // a hash of the domain's distinguished name; 0: not known
}

// entraRecord is what the join keeps of an Entra user's row.
type entraRecord struct {
	id      directory.GUID
	place   place
	ad      ref
	exo     ref
	exoBy   Strength
	flags   flags
	anchor  directory.GUID // zero where the anchor is a custom one
	sid     key
	upn     key
	primary key
	facts   Fact
	hold    uint16 // as in adRecord, for users without an AD user
}

// exoRecord is what the join keeps of a mailbox's row.
type exoRecord struct {
	mailbox directory.GUID
	cloud   directory.GUID
	place   place
	entra   ref
	ad      ref
	flags   flags
	archive uint32 // a hash of ArchiveGuid; 0: none
	upn     key
	primary key
	facts   Fact
}

// deletedBit marks a ref to entra_deleted_users where both tables may be meant.
const deletedBit ref = 1 << 31

// rows is a table's records.
type rows[Record any] struct {
	all []Record
	n   int
}

// reserve makes room for n more records at once, so that growing never copies what is there. n is what the manifest says; a
// file that turns out to have more is refused in the end.
func (r *rows[Record]) reserve(n int64) {
	all := make([]Record, r.n, int64(r.n)+n)
	copy(all, r.all)
	r.all = all
}

func (r *rows[Record]) at(i ref) *Record { return &r.all[i] }

func (r *rows[Record]) append(records []Record) {
	r.all = append(r.all, records...)
	r.n = len(r.all)
}
