package directory

import (
	"encoding/binary"
	"errors"
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
	if upper := strings.ToUpper(text); strings.HasPrefix(upper, "S-1-") {
		for part := range strings.SplitSeq(upper[len("S-1-"):], "-") {
			if _, err := strconv.ParseUint(part, 0, 48); err != nil {
				return "", "", errors.New("is no SID")
			}
		}
		if upper != text {
			form = "lower case"
		}
		return SID(upper), form, nil
	}
	for _, read := range []struct {
		bytes func(string) ([]byte, bool)
		form  string
	}{{hexBytes, "hexadecimal bytes"}, {decimalBytes, "decimal bytes"}, {base64Bytes, "base64"}} {
		if raw, ok := read.bytes(text); ok {
			if sid, ok := sidOf(raw); ok {
				return sid, read.form, nil
			}
		}
	}
	return "", "", errors.New("is no SID")
}

// sidOf writes out a binary SID (MS-DTYP, 2.4.2.2): revision, count, a big-endian authority, little-endian parts.
func sidOf(raw []byte) (SID, bool) {
	if len(raw) < 8 || raw[0] != 1 || len(raw) != 8+4*int(raw[1]) {
		return "", false
	}
	var authority uint64
	for _, b := range raw[2:8] {
		authority = authority<<8 | uint64(b)
	}
	text := "S-1-" + strconv.FormatUint(authority, 10)
	for at := 8; at < len(raw); at += 4 {
		text += "-" + strconv.FormatUint(uint64(binary.LittleEndian.Uint32(raw[at:])), 10)
	}
	return SID(text), true
}
