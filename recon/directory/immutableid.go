package directory

import "encoding/base64"

// ImmutableID is an onPremisesImmutableId as Entra ID shows it. Its letter case counts. Empty: the user has none.
type ImmutableID string

// GUID is the source anchor behind the immutable ID; false for a custom anchor, and when there is none.
func (id ImmutableID) GUID() (GUID, bool) { return AnchorBytes([]byte(id)) }

// IsCustom says whether the anchor is something else than a GUID: an employee number, a mail address. Such anchors are
// respected, never repaired.
func (id ImmutableID) IsCustom() bool {
	_, ok := id.GUID()
	return id != "" && !ok
}

// sextets are the values of base64's characters; 0xff for any other byte.
var sextets = func() (table [256]byte) {
	for i := range table {
		table[i] = 0xff
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = byte(i)
	}
	return table
}()

// AnchorBytes reads the 24 base64 characters of a GUID anchor; false when they are anything else. It does not allocate.
func AnchorBytes(text []byte) (g GUID, ok bool) {
	if len(text) != 24 || text[22] != '=' || text[23] != '=' {
		return g, false
	}
	bad := byte(0)
	at := 0
	for i := 0; i < 20; i += 4 {
		a, b, c, d := sextets[text[i]], sextets[text[i+1]], sextets[text[i+2]], sextets[text[i+3]]
		bad |= a | b | c | d
		g[at], g[at+1], g[at+2] = a<<2|b>>4, b<<4|c>>2, c<<6|d
		at += 3
	}
	a, b := sextets[text[20]], sextets[text[21]]
	g[15] = a<<2 | b>>4
	// The last four bits belong to no byte: anything but zeros there is another text for the same bytes.
	if (bad|a|b)&0xc0 != 0 || b&0x0f != 0 {
		return GUID{}, false
	}
	return g, true
}

// readAnchor reads an anchor as tools write it. A GUID in another spelling is taken for what it is; anything else is a
// custom anchor and kept.
func readAnchor(text string) Cell {
	if _, ok := AnchorBytes([]byte(text)); ok {
		return Cell{Text: text}
	}
	if isRounded(text) {
		return Cell{Loss: "a number that a spreadsheet has rounded"}
	}
	if guid, form, err := ReadGUID(text); err == nil && form != "base64" {
		if guid.IsZero() {
			return Cell{Form: "zero GUID"}
		}
		return Cell{Text: base64.StdEncoding.EncodeToString(guid[:]), Form: "GUID instead of base64"}
	}
	return Cell{Text: text}
}
