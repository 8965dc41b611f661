package recon

// claims are all the texts that a table's rows can be found by, besides those that its records keep: every further address,
// and what X500 addresses, legacyExchangeDN and targetAddress say. A claim is a key, its kind and a row in eight bytes,
// filed under the key's first eight bits; 35 bits of the key remain, and texts confirm what claims propose.
type claims struct {
	buckets [256][][]uint64
}

// claimKind says which of a row's texts a claim is about.
type claimKind uint8

const (
	anAddress claimKind = iota // an SMTP address that is not the primary one
	anX500                     // an X500 address
	aTarget                    // what targetAddress points to
	aLegacyDN                  // the object's own legacyExchangeDN
	aPolicyKey
	anAnchor // a custom source anchor
	aUPN     // kept in records, and a claim only while candidates are sought
	aPrimary // likewise
)

// claim is one key of one row, as a reducer collects it.
type claim struct {
	key  key
	row  ref // within the block
	kind claimKind
}

const (
	rowBits      = 26 // 67 million rows of one table
	kindBits     = 3
	maxRows      = 1 << rowBits
	claimChunk   = 2048
	claimKeyMask = key(1<<64 - 1<<(rowBits+kindBits))
)

// add files the claims of a block whose first row is base.
func (c *claims) add(block []claim, base ref) {
	for _, one := range block {
		bucket := &c.buckets[one.key>>56]
		// The first chunks are small, so that a small table does not touch a page for each bucket.
		if n := len(*bucket); n == 0 || len((*bucket)[n-1]) == cap((*bucket)[n-1]) {
			*bucket = append(*bucket, make([]uint64, 0, min(64<<(2*min(n, 3)), claimChunk)))
		}
		last := &(*bucket)[len(*bucket)-1]
		*last = append(*last, uint64(one.key&claimKeyMask)|uint64(one.kind)<<rowBits|uint64(base+one.row))
	}
}

// rowOf and kindOf unpack a claim; its key is what claimKeyMask leaves of it.
func rowOf(packed uint64) ref        { return ref(packed & (maxRows - 1)) }
func kindOf(packed uint64) claimKind { return claimKind(packed >> rowBits & (1<<kindBits - 1)) }
