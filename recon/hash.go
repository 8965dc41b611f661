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

// fold makes ASCII letters of eight bytes lower-case. It is right only where no byte is above 0x7f.
func fold(word uint64) uint64 {
	aboveA := word + (0x80-'A')*eachByte
	aboveZ := word + (0x7f-'Z')*eachByte
	return word | (aboveA^aboveZ)&(0x80*eachByte)>>2
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
	h := mix(uint64(kind)*mixA, uint64(len(text))^mixB)
	rest := text
	for ; len(rest) >= 8; rest = rest[8:] {
		word := binary.LittleEndian.Uint64(rest)
		if word&(0x80*eachByte) != 0 {
			return hashUnicode(text, kind)
		}
		h = mix(h^fold(word), mixA)
	}
	var last uint64
	for i, c := range rest {
		last |= uint64(c) << (8 * i)
	}
	if last&(0x80*eachByte) != 0 {
		return hashUnicode(text, kind)
	}
	return finish(mix(h^fold(last), mixB))
}

func hashUnicode(text []byte, kind keyKind) key {
	var space [256]byte
	folded := directory.AppendFolded(space[:0], text)
	// Marked as beyond ASCII: folding may leave pure ASCII (the Kelvin sign), which must still meet its plain spelling.
	for _, c := range folded {
		if c >= 0x80 {
			return hashExact(folded, kind)
		}
	}
	return hashFolded(folded, kind)
}

// hashExact is the key of a text whose case matters.
func hashExact(text []byte, kind keyKind) key {
	if len(text) == 0 {
		return 0
	}
	h := mix(uint64(kind)*mixB, uint64(len(text))^mixA)
	for ; len(text) >= 8; text = text[8:] {
		h = mix(h^binary.LittleEndian.Uint64(text), mixA)
	}
	var last uint64
	for i, c := range text {
		last |= uint64(c) << (8 * i)
	}
	return finish(mix(h^last, mixB))
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
