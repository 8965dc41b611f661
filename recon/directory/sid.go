package directory

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// SID is a security identifier as text, S-1-5-21-…. Empty: there is none.
type SID string

// IsSelf says whether the SID is SELF, which shared and resource mailboxes have for a master account.
func (s SID) IsSelf() bool { return s == "S-1-5-10" }

// Domain is the SID of the domain that a user's or group's SID belongs to; empty for well-known SIDs.
func (s SID) Domain() string {
	if !strings.HasPrefix(string(s), "S-1-5-21-") || strings.Count(string(s), "-") != 7 {
		return ""
	}
	return string(s[:strings.LastIndexByte(string(s), '-')])
}

// ReadSID reads a SID as text in any letter case, or its bytes as csvde, ldifde and Export-Csv write them. The form names a
// spelling other than the usual one.
func ReadSID(text string) (sid SID, form string, err error) {
	text = strings.TrimSpace(text)
	if len(text) > 4 && strings.EqualFold(text[:4], "S-1-") {
		sid, err := parseSID(text[4:])
		switch {
		case err != nil || string(sid) == text:
			return sid, "", err
		case text[0] == 's':
			return sid, "lower case", nil
		}
		return sid, "other SID text", nil
	}
	for _, read := range []struct {
		bytes func(string) ([]byte, bool)
		form  string
	}{{hexBytes, "hexadecimal bytes"}, {decimalBytes, "decimal bytes"}, {base64Bytes, "base64"}} {
		if raw, ok := read.bytes(text); ok {
			if sid, ok := SIDOf(raw); ok {
				return sid, read.form, nil
			}
		}
	}
	return "", "", errNoSID
}

var errNoSID = errors.New("is no SID such as S-1-5-21-…, nor the bytes of one")

// maxSIDParts is how many parts a SID can have behind its authority (MS-DTYP, 2.4.2).
const maxSIDParts = 15

// parseSID reads the authority, which is hexadecimal when it takes more than 32 bits, and the parts behind it.
func parseSID(text string) (SID, error) {
	first, rest, _ := strings.Cut(text, "-")
	base := 10
	if digits, ok := strings.CutPrefix(strings.ToLower(first), "0x"); ok {
		first, base = digits, 16
	}
	authority, err := strconv.ParseUint(first, base, 48)
	parts := strings.Split(rest, "-")
	if err != nil || len(parts) > maxSIDParts {
		return "", errNoSID
	}
	numbers := make([]uint32, len(parts))
	for i, part := range parts {
		number, err := strconv.ParseUint(part, 10, 32)
		if err != nil {
			return "", errNoSID
		}
		numbers[i] = uint32(number)
	}
	return sidText(authority, numbers), nil
}

func sidText(authority uint64, parts []uint32) SID {
	text := []byte("S-1-")
	if authority > math.MaxUint32 {
		text = fmt.Appendf(text, "0x%012X", authority)
	} else {
		text = strconv.AppendUint(text, authority, 10)
	}
	for _, part := range parts {
		text = strconv.AppendUint(append(text, '-'), uint64(part), 10)
	}
	return SID(text)
}

// SIDOf writes out a binary SID (MS-DTYP, 2.4.2.2): revision, count, a big-endian authority, little-endian parts.
func SIDOf(raw []byte) (SID, bool) {
	if len(raw) < 8 || raw[0] != 1 || raw[1] == 0 || raw[1] > maxSIDParts || len(raw) != 8+4*int(raw[1]) {
		return "", false
	}
	var authority uint64
	for _, b := range raw[2:8] {
		authority = authority<<8 | uint64(b)
	}
	parts := make([]uint32, raw[1])
	for i := range parts {
		parts[i] = binary.LittleEndian.Uint32(raw[8+4*i:])
	}
	return sidText(authority, parts), true
}
