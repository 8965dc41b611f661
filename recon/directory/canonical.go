package directory

import (
	"math"
	"strings"
)

// isCanonical says whether a text is already in the snapshot's form, for the kinds of which nearly all cells of a large import
// are. It may say no to a text that is: then the slow way says yes.
func (k Kind) isCanonical(text string) bool {
	switch k {
	case KindGUID:
		return isCanonicalGUID(text)
	case KindSID:
		return isCanonicalSID(text)
	case KindBool:
		return text == "true" || text == "false"
	case KindInt, KindRecipientTypeDetails, KindRemoteRecipientType, KindDisplayType:
		return isCanonicalInt(text)
	case KindTime:
		return isCanonicalTime(text)
	case KindSize, KindDays:
		return text[0] != '-' && (k == KindSize || len(text) < 10) && isCanonicalInt(text)
	case KindCloudID:
		return strings.HasPrefix(text, "User_") && isCanonicalGUID(text[len("User_"):])
	case KindAddresses:
		return isCanonicalAddresses(text)
	case KindList:
		return isCanonicalList(text)
	}
	return false
}

func isCanonicalGUID(text string) bool {
	if len(text) != 36 || text == "00000000-0000-0000-0000-000000000000" {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if nibbles[c] > 15 || c >= 'A' && c <= 'F' {
			return false
		}
	}
	return true
}

func isCanonicalSID(text string) bool {
	if len(text) < 7 || text[:6] != "S-1-5-" {
		return false
	}
	number, digits, parts := uint64(0), 0, 1
	for _, c := range []byte(text[6:]) {
		switch {
		case c >= '0' && c <= '9' && (digits == 0 || number > 0):
			number = number*10 + uint64(c-'0')
			digits++
			if number > math.MaxUint32 {
				return false
			}
		case c == '-' && digits > 0 && parts < maxSIDParts:
			number, digits = 0, 0
			parts++
		default:
			return false
		}
	}
	return digits > 0
}

func isCanonicalInt(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || len(digits) > 18 || digits[0] == '0' {
		return false
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	return true
}

// isCanonicalTime knows RFC 3339 in UTC to the second, of a year that no tool prints for never. The 29th and later are left to
// the slow way, which knows the calendar.
func isCanonicalTime(text string) bool {
	const layout = "0000-00-00T00:00:00Z"
	if len(text) != len(layout) {
		return false
	}
	for i := range len(layout) {
		if digit := text[i] >= '0' && text[i] <= '9'; digit != (layout[i] == '0') || !digit && text[i] != layout[i] {
			return false
		}
	}
	two := func(at int) int { return int(text[at]-'0')*10 + int(text[at+1]-'0') }
	return two(0) >= 17 && two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= 28 && two(11) < 24 && two(14) < 60 && two(17) < 60
}

// isCanonicalList knows lists in ASCII that are joined with semicolons and hold nothing by which another join could be meant.
func isCanonicalList(text string) bool {
	before := byte(';')
	for i := range len(text) {
		c := text[i]
		switch {
		case c < ' ' || c >= 0x7f || c == '|' || c == '\\':
			return false
		case before == ';' && (c == ';' || c == ' ' || i == 0 && (c == '[' || c == '{')), c == ';' && before == ' ':
			return false
		}
		before = c
	}
	return before != ';' && before != ' ' && Loss(text) == ""
}

// isCanonicalAddresses knows lists of entries with known prefixes, joined with semicolons, that hold nothing by which another
// join could be meant.
func isCanonicalAddresses(text string) bool {
	if strings.IndexByte("[{SMD#", text[0]) >= 0 && !strings.HasPrefix(text, "SMTP:") && !strings.HasPrefix(text, "SIP:") && !strings.HasPrefix(text, "SPO:") {
		return false
	}
	seenAt := false
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' || c >= 0x7f || c == '|' || c == '\\' || c == '?' || c == ',' || c == '+' || c == '{' || c == '[' || c == '"':
			return false
		case c == ' ' && (seenAt || i == 0 || i+1 == len(text) || text[i-1] == ';' || hasAddressPrefix(text[i+1:])):
			return false
		case i == 0 || text[i-1] == ';':
			if c == ';' || !hasAddressPrefix(text[i:]) {
				return false
			}
			prefix, _, _ := strings.Cut(text[i:], ":")
			if lower := prefix[0] >= 'a'; lower && strings.ToLower(prefix) != prefix || !lower && strings.ToUpper(prefix) != prefix {
				return false
			}
			seenAt = false
		case c == ';' && (i+1 == len(text) || text[i-1] == ' '):
			return false
		case c == '@':
			seenAt = true
		}
	}
	return !isCutShort(text)
}
