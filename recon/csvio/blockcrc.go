package csvio

// crcJoin puts the CRC-32C of a file together from the sums of its pieces, which were taken in parallel. A sum is linear
// over GF(2): the sum of A then B is the sum of A, moved over as many zero bits as B has, added to the sum of B.
type crcJoin struct {
	sum     uint32
	length  int64     // the length of the pieces that shift is for
	shift   bitMatrix // moves a sum over length bytes of zeros
	started bool
}

// bitMatrix is a 32 by 32 matrix over GF(2), one column a word.
type bitMatrix [32]uint32

func newCRCJoin() *crcJoin { return &crcJoin{} }

// add appends a piece of the given sum and length in bytes.
func (j *crcJoin) add(sum uint32, length int64) {
	if !j.started {
		j.sum, j.started = sum, true
		return
	}
	if j.length != length {
		j.length, j.shift = length, zeroBytes(length)
	}
	j.sum = j.shift.times(j.sum) ^ sum
}

func (m *bitMatrix) times(v uint32) uint32 {
	var out uint32
	for i := 0; v != 0; i, v = i+1, v>>1 {
		if v&1 != 0 {
			out ^= m[i]
		}
	}
	return out
}

func (m *bitMatrix) square() bitMatrix {
	var out bitMatrix
	for i, column := range m {
		out[i] = m.times(column)
	}
	return out
}

// zeroBytes is the matrix that moves a sum over n bytes of zeros, by repeated squaring of the one that moves it over a bit.
func zeroBytes(n int64) bitMatrix {
	var power, out bitMatrix
	const reversedCastagnoli = 0x82f63b78
	power[0] = reversedCastagnoli
	for i := 1; i < 32; i++ {
		power[i] = 1 << (i - 1)
	}
	for i := range out {
		out[i] = 1 << i
	}
	for bits := uint64(n) * 8; bits != 0; bits >>= 1 {
		if bits&1 != 0 {
			for i, column := range out {
				out[i] = power.times(column)
			}
		}
		power = power.square()
	}
	return out
}
