package directory

import (
	"strings"
	"unicode"
)

// readAddresses reads a list of proxy addresses in any of the usual joins. X500 addresses hold spaces, commas and equals
// signs, so a comma or space separates only before an address prefix, or between two addresses with an @.
func readAddresses(text string) Cell {
	entries, form := splitHandmade(text)
	if inner, ok := insideBraces(text); ok {
		// What stands between braces is cut before the prefixes, like any text with commas.
		entries = []string{inner}
	}
	var all []string
	for _, entry := range entries {
		pieces := splitBeforePrefixes(entry)
		if len(pieces) > 1 && form == "" {
			form = "joined with commas or spaces"
		}
		for _, piece := range pieces {
			if last := len(all) - 1; last >= 0 && isPart(all[last], piece) {
				all[last] += ";" + piece
				continue
			}
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

// isPart says whether a piece is the rest of the address before it: X400 addresses and those of voice mail have semicolons of
// their own (EUM:4711;phone-context=Plan.contoso.example), which most tools that join with semicolons do not escape. What
// follows one of these without prefix and @ is such a rest.
func isPart(before, piece string) bool {
	switch ParseAddress(before).Type {
	case "X400", "X500", "EUM":
		return ParseAddress(piece).Type == "" && strings.IndexByte(piece, '@') < 0
	}
	return false
}

var addressPrefixes = []string{"smtp:", "sip:", "x500:", "spo:", "eum:", "mepf:", "x400:", "notes:", "ccmail:", "gwise:", "ms:", "mrs:", "im:"}

// addressSeparators are what stands between addresses that were joined. The Microsoft 365 admin center joins with '+'.
const addressSeparators = " ,+;|\r\n\t"

// splitBeforePrefixes cuts a text before every address prefix that follows a separator, and then the pieces at those between
// two addresses with an @.
func splitBeforePrefixes(text string) []string {
	var pieces []string
	begin := 0
	for i := 1; i < len(text); i++ {
		if strings.IndexByte(addressSeparators, text[i-1]) >= 0 && hasAddressPrefix(text[i:]) {
			pieces = appendPieces(pieces, text[begin:i])
			begin = i
		}
	}
	return appendPieces(pieces, text[begin:])
}

func appendPieces(pieces []string, piece string) []string {
	piece = trimPiece(piece)
	if kind := ParseAddress(piece).Type; kind == "" || kind == "SMTP" {
		for {
			end := addressEnd(piece)
			if end < 0 {
				break
			}
			pieces = append(pieces, trimPiece(piece[:end]))
			piece = trimPiece(piece[end:])
		}
	}
	if piece != "" {
		pieces = append(pieces, piece)
	}
	return pieces
}

func trimPiece(piece string) string {
	return strings.TrimFunc(piece, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(addressSeparators, r) })
}

// addressEnd is where the first of two addresses ends: at a separator behind an @, with another @ behind the separator. A plus
// sign before the @ belongs to the address. It is -1 for a single address.
func addressEnd(text string) int {
	at := strings.IndexByte(text, '@')
	if at < 0 {
		return -1
	}
	end := strings.IndexAny(text[at:], addressSeparators)
	if end < 0 || strings.IndexByte(text[at+end:], '@') < 0 {
		return -1
	}
	return at + end
}

func hasAddressPrefix(text string) bool {
	for _, prefix := range addressPrefixes {
		if len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}
