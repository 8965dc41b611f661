package directory

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

// GUID is a GUID in the byte order of Active Directory and .NET: the first three fields are little-endian (MS-DTYP, 2.3.4).
// The zero GUID means that there is none; Exchange prints it for "no archive".
type GUID [16]byte

// IsZero says whether there is no GUID.
func (g GUID) IsZero() bool { return g == GUID{} }

// textOrder is where each byte of a GUID's text stands in its bytes.
var textOrder = [16]int{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15}

// String is the usual text, lower-case with dashes; empty for the zero GUID.
func (g GUID) String() string {
	if g.IsZero() {
		return ""
	}
	var text [36]byte
	at := 0
	for i, from := range textOrder {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			text[at] = '-'
			at++
		}
		hex.Encode(text[at:at+2], g[from:from+1])
		at += 2
	}
	return string(text[:])
}

// ImmutableID is the onPremisesImmutableId that Entra ID derives from this source anchor: base64 of the 16 bytes. Empty for
// the zero GUID.
func (g GUID) ImmutableID() string {
	if g.IsZero() {
		return ""
	}
	return base64.StdEncoding.EncodeToString(g[:])
}

// Swapped is the GUID that comes out when a tool takes the byte order of the first three fields for the other one.
func (g GUID) Swapped() GUID {
	var swapped GUID
	for i, from := range textOrder {
		swapped[i] = g[from]
	}
	return swapped
}

// nibbles are the values of hexadecimal digits; 0xff for any other byte.
var nibbles = func() (table [256]byte) {
	for i := range table {
		table[i] = 0xff
	}
	for i := range 10 {
		table['0'+i] = byte(i)
	}
	for i := range 6 {
		table['a'+i], table['A'+i] = byte(10+i), byte(10+i)
	}
	return table
}()

// ParseGUIDBytes reads the usual text of a GUID, in any letter case. An empty text is the zero GUID. It does not allocate.
func ParseGUIDBytes(text []byte) (g GUID, ok bool) {
	if len(text) != 36 {
		return g, len(text) == 0
	}
	// Places known to the compiler cost no bounds check: this is half the time of a loop over them.
	t := (*[36]byte)(text)
	if t[8] != '-' || t[13] != '-' || t[18] != '-' || t[23] != '-' {
		return g, false
	}
	bad := byte(0)
	at := func(place int) byte {
		high, low := nibbles[t[place]], nibbles[t[place+1]]
		bad |= high | low
		return high<<4 | low&0x0f
	}
	g = GUID{at(6), at(4), at(2), at(0), at(11), at(9), at(16), at(14), at(19), at(21), at(24), at(26), at(28), at(30), at(32), at(34)}
	if bad&0xf0 != 0 {
		return GUID{}, false
	}
	return g, true
}

// ParseGUID reads the usual text of a GUID, in any letter case. An empty text is the zero GUID.
func ParseGUID(text string) (GUID, error) {
	g, ok := ParseGUIDBytes([]byte(text))
	if !ok {
		return g, fmt.Errorf("%q is no GUID", text)
	}
	return g, nil
}

// MarshalCSV is String.
func (g GUID) MarshalCSV() (string, error) { return g.String(), nil }

// UnmarshalCSV is ParseGUID.
func (g *GUID) UnmarshalCSV(text string) (err error) {
	*g, err = ParseGUID(text)
	return err
}

// MarshalText is String, for JSON.
func (g GUID) MarshalText() ([]byte, error) { return []byte(g.String()), nil }
