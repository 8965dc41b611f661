package bench

import "math/bits"

// scramble is a bijection of 64-bit numbers without visible order (the finisher of SplitMix64).
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// A purpose keeps the draws for different questions about the same person apart.
type purpose uint64

const (
	forBlock purpose = iota + 1
	forRole
	forFault
	forName
	forWork
	forHabits
	forDates
	forLegacyName
	forObjectGUID
	forAnchorGUID
	forTwinAnchor
	forResourceGUID
	forReplacedGUID
	forEntraID
	forMailboxGUID
	forStrayMailboxGUID
	forStrayAnchor
	forArchiveGUID
	forRecipientGUID
	forEntraOrder
	forMailboxOrder
)

// draw is 64 random-looking bits, always the same for one seed, purpose and number.
func draw(seed uint64, why purpose, number uint64) uint64 {
	return scramble(scramble(seed^uint64(why)<<56) ^ number)
}

// guid is a random-looking GUID as its 32 digits stand in the usual text.
type guid [16]byte

func drawGUID(seed uint64, why purpose, number uint64) (g guid) {
	high := draw(seed, why, number)
	low := scramble(high)
	for i := range 8 {
		g[i] = byte(high >> (8 * i))
		g[8+i] = byte(low >> (8 * i))
	}
	g[6] = g[6]&0x0f | 0x40
	g[8] = g[8]&0x3f | 0x80
	return g
}

// shuffle is a pseudo-random order of the numbers below size that needs no memory: a bijection of the next power of two,
// walked until it lands inside.
type shuffle struct {
	size, mask, odd, shift uint64
}

func newShuffle(seed uint64, why purpose, size uint64) shuffle {
	width := uint64(bits.Len64(size))
	return shuffle{size: size, mask: 1<<width - 1, odd: draw(seed, why, size) | 1, shift: width/2 + 1}
}

// at is the number in place i.
func (s shuffle) at(i uint64) uint64 {
	for {
		for range 3 {
			i = (i*s.odd + s.odd>>32) & s.mask
			i ^= i >> s.shift
		}
		if i < s.size {
			return i
		}
	}
}
