package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// guid is an invented GUID, always the same for one label.
func guid(label string) string {
	sum := sha256.Sum256([]byte("contoso " + label))
	sum[6] = sum[6]&0x0f | 0x40
	sum[8] = sum[8]&0x3f | 0x80
	return guidText(sum[:16])
}

func guidText(b []byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// windowsBytes are a GUID's bytes as Active Directory stores them: the first three groups little-endian.
func windowsBytes(guid string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(guid, "-", ""))
	if err != nil || len(b) != 16 {
		panic("not a GUID: " + guid)
	}
	b[0], b[1], b[2], b[3] = b[3], b[2], b[1], b[0]
	b[4], b[5], b[6], b[7] = b[5], b[4], b[7], b[6]
	return b
}

// immutableID is the base64 of a GUID, as Entra ID keeps the source anchor.
func immutableID(guid string) string { return base64.StdEncoding.EncodeToString(windowsBytes(guid)) }

// The SIDs of the two domains.
const (
	contosoSID  = "S-1-5-21-2718281828-1414213562-1732050807"
	fabrikamSID = "S-1-5-21-1618033988-2236067977-2645751311"
)

func sid(domain string, rid int) string { return fmt.Sprintf("%s-%d", domain, rid) }
