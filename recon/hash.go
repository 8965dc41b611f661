package recon

import (
	"encoding/binary"
	"math/bits"

	"rejoin/recon/directory"
)

// A key is a 64-bit hash of a text by which objects are joined. Zero means that there is no text. Equal texts have equal
// keys; unequal ones may too, so a match that keys propose is confirmed on the text before it counts.
type key uint64

// keyKind keeps texts of different meaning apart: an X500 address is no SMTP address.
type keyKind uint64

const (
	addressKey keyKind = 1 + iota // an SMTP address or UPN, without a prefix
	x500Key                       // a legacyExchangeDN, or an X500 address without its prefix
	sidKey
	cloudKey  // an Entra id
	anchorKey // a custom source anchor, verbatim
	policyKey // and upwards: the policy's own join keys
)

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xd6e8feb86659fd93

	eachByte = 0x0101010101010101
)

// fold makes the ASCII letters among eight bytes lower-case and leaves all other bytes alone.
func fold(word uint64) uint64 {
	low := word & (0x7f * eachByte)
	aboveA := low + (0x80-'A')*eachByte
	aboveZ := low + (0x7f-'Z')*eachByte
	return word | (aboveA^aboveZ)&^word&(0x80*eachByte)>>2
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// hashFolded is the key of a text that is compared without regard to case. Letter case is folded eight bytes at a time;
// text beyond ASCII takes the slow way, through directory's own folding, so that both agree on what is equal.
func hashFolded(text []byte, kind keyKind) key {
	if len(text) == 0 {
		return 0
	}
	h, seen := hashBytes(text, kind, true)
	if seen&(0x80*eachByte) == 0 {
		return finish(h)
	}
	var space [256]byte
	h, _ = hashBytes(directory.AppendFolded(space[:0], text), kind, true)
	return finish(h)
}

// hashExact is the key of a text whose case matters.
func hashExact(text []byte, kind keyKind) key {
	if len(text) == 0 {
		return 0
	}
	h, _ := hashBytes(text, kind, false)
	return finish(h)
}

// hashBytes hashes a text sixteen bytes at a time, after the pattern of wyhash: every pair of words is one multiplication.
// Words that would reach beyond the end overlap instead. It also returns all words or-ed together. Where folding meets bytes
// above 0x7f the hash is still a function of the text alone, and texts that are already folded keep their hash.
func hashBytes(text []byte, kind keyKind, folding bool) (h, seen uint64) {
	h = uint64(kind)*mixA ^ uint64(len(text))
	pair := func(a, b uint64) {
		seen |= a | b
		if folding {
			a, b = fold(a), fold(b)
		}
		h = mix(a^mixA^h, b^mixB)
	}
	for len(text) > 16 {
		pair(binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[8:]))
		text = text[16:]
	}
	switch n := len(text); {
	case n >= 8:
		pair(binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:]))
	case n >= 4:
		pair(uint64(binary.LittleEndian.Uint32(text)), uint64(binary.LittleEndian.Uint32(text[n-4:])))
	case n > 0:
		pair(uint64(text[0])|uint64(text[n/2])<<8|uint64(text[n-1])<<16, 0)
	}
	return h, seen
}

func hashGUID(id directory.GUID, kind keyKind) key {
	if id.IsZero() {
		return 0
	}
	return finish(mix(binary.LittleEndian.Uint64(id[:8])^uint64(kind), binary.LittleEndian.Uint64(id[8:])^mixA))
}

func finish(h uint64) key {
	h ^= h >> 32
	h *= mixA
	h ^= h >> 29
	if h == 0 {
		h = 1
	}
	return key(h)
}
