package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Address is one entry of proxyAddresses or EmailAddresses.
type Address struct {
	Type    string // SMTP, X500, SIP, SPO, EUM, X400 …, in capitals; empty when the entry has no prefix
	Value   string // what stands behind the colon, as written
	Primary bool   // the prefix was in capitals, which makes an SMTP address the primary one
}

// ParseAddress reads an entry with its prefix. What has no prefix keeps an empty type.
func ParseAddress(text string) Address {
	prefix, value, ok := strings.Cut(text, ":")
	if !ok || !isAddressType(prefix) {
		return Address{Value: text}
	}
	switch prefix {
	case "smtp":
		return Address{Type: "SMTP", Value: value}
	case "SMTP", "X500", "SIP", "SPO":
		return Address{Type: prefix, Value: value, Primary: true}
	}
	upper := strings.ToUpper(prefix)
	return Address{Type: upper, Value: value, Primary: prefix == upper}
}

// isAddressType says whether a text is fit for an address prefix: letters and digits.
func isAddressType(prefix string) bool {
	if prefix == "" || len(prefix) > 9 {
		return false
	}
	for _, c := range []byte(prefix) {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// String is the entry as Exchange writes it: the prefix in capitals for a primary address, else in small letters.
func (a Address) String() string {
	switch {
	case a.Type == "":
		return a.Value
	case a.Primary:
		return a.Type + ":" + a.Value
	}
	return strings.ToLower(a.Type) + ":" + a.Value
}

// SplitUPN cuts an address or UPN at its last @. Without one, all of it is the name and the domain is empty.
func SplitUPN(upn string) (name, domain string) {
	at := strings.LastIndexByte(upn, '@')
	if at < 0 {
		return upn, ""
	}
	return upn[:at], upn[at+1:]
}

// Domain is what stands behind the last @ of an address or UPN; empty when there is none.
func Domain(address string) string {
	_, domain := SplitUPN(address)
	return domain
}

// Fold is the form in which addresses and UPNs are compared: without regard to letter case. It does not allocate for a text
// that is folded already and all ASCII.
func Fold(text string) string {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return string(AppendFolded(make([]byte, 0, len(text)), []byte(text)))
		}
	}
	return text
}

// AppendFolded appends the folded text to dst. ASCII letters are folded in place; text beyond ASCII goes letter by letter to
// the smallest of those that Unicode's simple folding takes for equal, which is what Exchange's comparison comes closest to.
func AppendFolded(dst, text []byte) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			return appendFoldedUnicode(dst, text[i:])
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func appendFoldedUnicode(dst, text []byte) []byte {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, text[0])
		} else {
			dst = utf8.AppendRune(dst, foldRune(r))
		}
		text = text[size:]
	}
	return dst
}

// foldRune is one letter for all that differ only in case: a small ASCII letter where there is one, else the lowest.
func foldRune(r rune) rune {
	lowest := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		lowest = min(lowest, other)
	}
	if lowest >= 'A' && lowest <= 'Z' {
		lowest += 'a' - 'A'
	}
	return lowest
}

// IsSMTP says whether the entry is an SMTP address, primary or not.
func (a Address) IsSMTP() bool { return a.Type == "SMTP" }
