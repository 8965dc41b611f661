package directory

import (
	"strings"
)

// Addresses is a list of proxy addresses, in the order of its source, which means nothing. Empty: there are none.
type Addresses []Address

// ParseAddresses reads the snapshot's form: entries joined with ';'.
func ParseAddresses(text string) Addresses {
	var all Addresses
	for _, entry := range splitList(text) {
		all = append(all, ParseAddress(entry))
	}
	return all
}

// Primary is the value of the only primary SMTP address; empty when there is none, or more than one.
func (a Addresses) Primary() string {
	primary, n := "", 0
	for _, one := range a {
		if one.Type == "SMTP" && one.Primary {
			primary = one.Value
			n++
		}
	}
	if n != 1 {
		return ""
	}
	return primary
}

// SMTP lists the values of the SMTP addresses.
func (a Addresses) SMTP() []string { return a.OfType("SMTP") }

// OfType lists the values of the addresses of one type, which is in capitals.
func (a Addresses) OfType(kind string) []string {
	var values []string
	for _, one := range a {
		if one.Type == kind {
			values = append(values, one.Value)
		}
	}
	return values
}

// Has says whether the list holds an address of that type and value, without regard to letter case.
func (a Addresses) Has(kind, value string) bool {
	folded := Fold(value)
	for _, one := range a {
		if one.Type == kind && Fold(one.Value) == folded {
			return true
		}
	}
	return false
}

// MarshalCSV joins the entries with ';'.
func (a Addresses) MarshalCSV() (string, error) {
	entries := make([]string, len(a))
	for i, one := range a {
		entries[i] = one.String()
	}
	return joinList(entries), nil
}

// UnmarshalCSV is ParseAddresses.
func (a *Addresses) UnmarshalCSV(text string) error {
	*a = ParseAddresses(text)
	return nil
}

// readAddresses reads a list of proxy addresses in any of the usual joins. X500 addresses hold spaces, commas and equals
// signs, so a comma or space separates only before an address prefix.
func readAddresses(text string) Cell {
	entries, form := splitHandmade(text)
	if form == "in braces" {
		// What stands between braces is cut before the prefixes, like any text with commas.
		entries = []string{strings.Trim(text, "{} ")}
	}
	var all []string
	for _, entry := range entries {
		pieces := splitBeforePrefixes(entry)
		if len(pieces) > 1 && form == "" {
			form = "joined with commas or spaces"
		}
		for _, piece := range pieces {
			address := ParseAddress(piece)
			if address.Type == "" && strings.Contains(piece, "@") {
				address = Address{Type: "SMTP", Value: piece}
				form = "without prefixes"
			}
			all = append(all, address.String())
		}
	}
	return Cell{Text: joinList(all), Form: form}
}

var addressPrefixes = []string{"smtp:", "sip:", "x500:", "spo:", "eum:", "mepf:", "x400:", "notes:", "ccmail:", "gwise:", "ms:", "mrs:", "im:"}

// splitBeforePrefixes cuts a text before every address prefix that follows a comma, a space or a plus sign.
func splitBeforePrefixes(text string) []string {
	var pieces []string
	begin := 0
	for i := 1; i < len(text); i++ {
		if strings.IndexByte(" ,+", text[i-1]) >= 0 && hasAddressPrefix(text[i:]) {
			pieces = appendPiece(pieces, text[begin:i])
			begin = i
		}
	}
	return appendPiece(pieces, text[begin:])
}

func appendPiece(pieces []string, piece string) []string {
	if piece = strings.Trim(piece, " ,+"); piece != "" {
		pieces = append(pieces, piece)
	}
	return pieces
}

func hasAddressPrefix(text string) bool {
	for _, prefix := range addressPrefixes {
		if len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}
