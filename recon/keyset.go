package recon

import "math/bits"

// keySet is a set of keys: a bit table that says no at once to nearly all strangers, and the keys.
type keySet struct {
	bits  []uint64
	shift uint  // of a key, to its bit
	keys  []key // open hash table; 0 is no key
}

// The bit table has 32 bits for each key, but never more than two megabytes.
const minFilterBits, maxFilterBits = 12, 24

func newKeySet(all []key) *keySet {
	size := 16
	for size < 2*len(all) {
		size *= 2
	}
	filter := min(max(minFilterBits, bits.Len(uint(len(all)))+5), maxFilterBits)
	s := &keySet{bits: make([]uint64, 1<<(filter-6)), shift: uint(64 - filter), keys: make([]key, size)}
	for _, one := range all {
		if one == 0 {
			continue
		}
		s.bits[one>>s.shift>>6] |= 1 << (one >> s.shift & 63)
		at := s.slot(one)
		for s.keys[at] != 0 && s.keys[at] != one {
			at = (at + 1) & (size - 1)
		}
		s.keys[at] = one
	}
	return s
}

func (s *keySet) slot(k key) int { return int(uint64(k)*mixB>>20) & (len(s.keys) - 1) }

func (s *keySet) has(k key) bool {
	if k == 0 || s.bits[k>>s.shift>>6]>>(k>>s.shift&63)&1 == 0 {
		return false
	}
	for at := s.slot(k); s.keys[at] != 0; at = (at + 1) & (len(s.keys) - 1) {
		if s.keys[at] == k {
			return true
		}
	}
	return false
}
