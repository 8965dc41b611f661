package recon

import (
	"encoding/binary"
	"math/bits"

	"rejoin/recon/directory"
)

// guidIndex finds rows by a GUID. It is an open hash table of row numbers; the bits of a slot that the row number does not
// need hold a piece of the hash, so that most strangers are told apart without a look at their row.
type guidIndex struct {
	slots []uint32
	shift uint
	tag   uint32 // mask of the tag bits
	guid  func(ref) directory.GUID
	twins map[directory.GUID][]ref // rows beyond the first that have the same GUID
}

// newGUIDIndex makes an index for up to n rows, the last of which is numbered below limit. guid reads a row's GUID.
func newGUIDIndex(n, limit int, guid func(ref) directory.GUID) *guidIndex {
	size := uint(bits.Len(uint(max(4, n)))) + 1
	rowMask := uint32(1)<<bits.Len(uint(limit+1)) - 1
	return &guidIndex{slots: make([]uint32, 1<<size), shift: 64 - size, tag: ^rowMask, guid: guid}
}

func hashOf(id directory.GUID) uint64 {
	return mix(binary.LittleEndian.Uint64(id[:8])^mixB, binary.LittleEndian.Uint64(id[8:])^mixA)
}

// add files a row under its GUID and returns the row that already had it, or none.
func (x *guidIndex) add(id directory.GUID, row ref) ref {
	h := hashOf(id)
	tag := uint32(h) & x.tag
	mask := uint64(len(x.slots) - 1)
	for at := h >> x.shift; ; at = (at + 1) & mask {
		slot := x.slots[at]
		if slot == 0 {
			x.slots[at] = tag | uint32(row+1)
			return none
		}
		if slot&x.tag == tag {
			if have := ref(slot&^x.tag) - 1; x.guid(have) == id {
				if x.twins == nil {
					x.twins = map[directory.GUID][]ref{}
				}
				x.twins[id] = append(x.twins[id], row)
				return have
			}
		}
	}
}

// find returns the first row with the GUID, or none.
func (x *guidIndex) find(id directory.GUID) ref {
	h := hashOf(id)
	tag := uint32(h) & x.tag
	mask := uint64(len(x.slots) - 1)
	for at := h >> x.shift; ; at = (at + 1) & mask {
		slot := x.slots[at]
		if slot == 0 {
			return none
		}
		if slot&x.tag == tag {
			if have := ref(slot&^x.tag) - 1; x.guid(have) == id {
				return have
			}
		}
	}
}

// lookup finds the rows for the GUIDs that want reads off the rows from low up to, not including, high; zero GUIDs are passed
// over. It looks up many at once, because waiting for memory is nearly all that a single lookup does.
func (x *guidIndex) lookup(low, high ref, want func(ref) directory.GUID, found func(row, match ref)) {
	const many = 32
	var ids [many]directory.GUID
	var slots, tags [many]uint32
	for ; low < high; low += many {
		n := min(many, high-low)
		for i := range n {
			ids[i] = want(low + i)
			h := hashOf(ids[i])
			slots[i], tags[i] = x.slots[h>>x.shift], uint32(h)&x.tag
		}
		for i := range n {
			if slots[i] == 0 || ids[i].IsZero() {
				continue
			}
			match := none
			if slots[i]&x.tag == tags[i] && x.guid(ref(slots[i]&^x.tag)-1) == ids[i] {
				match = ref(slots[i]&^x.tag) - 1
			} else {
				match = x.find(ids[i])
			}
			if match != none {
				found(low+i, match)
			}
		}
	}
}
