package directory

import "strings"

// isCanonical says whether a text that is not empty is already in the snapshot's form and whole, for nearly all cells of a
// large import. It may say no to a text that is: then the slow way says yes.
func (k Kind) isCanonical(text string) bool {
	switch k {
	case KindText:
		return isPlain(text, 0)
	case KindName:
		return isPlain(text, questionMark)
	case KindDN:
		return isPlain(text, questionMark) && !isCutShort(text)
	case KindAddress:
		return isPlain(text, questionMark|colon) && !isCutShort(text)
	case KindTarget:
		return addressPrefix(text) > 0 && isPlain(text, questionMark) && !isCutShort(text)
	case KindGUID:
		return isCanonicalGUID(text)
	case KindAnchor:
		return isCanonicalAnchor(text)
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

// What a byte can be in the texts below. A byte of class 0 never needs a second look.
const (
	strange      = 1 << iota // a control character, or beyond ASCII
	semicolon                // joins lists
	otherJoin                // may join lists, or escape what does
	addressJoin              // may join addresses, too, or stand before them
	space                    // may join addresses
	atSign                   // tells that an address has its domain, and that a space behind it joins
	questionMark             // may stand where a letter was
	colon                    // ends an address prefix
)

var classes = func() (table [256]uint8) {
	for i := range table {
		if i < ' ' || i >= 0x7f {
			table[i] = strange
		}
	}
	for class, members := range map[uint8]string{semicolon: ";", otherJoin: `|\`, addressJoin: `,+{["`, space: " ", atSign: "@", questionMark: "?", colon: ":"} {
		for _, member := range []byte(members) {
			table[member] = class
		}
	}
	return table
}()

// isPlain says whether a text is ASCII, has no byte of the forbidden classes, and does not begin like anything that Loss knows.
func isPlain(text string, forbidden uint8) bool {
	switch text[0] {
	case ' ', '#', '{':
		return false
	case 'S', 'M', 'D':
		if beginsLikeType(text) {
			return false
		}
	}
	seen := uint8(0)
	for i := range len(text) {
		seen |= classes[text[i]]
	}
	return seen&(forbidden|strange) == 0
}

// lowerDigits counts, summed over a text, its dashes. Any byte that is neither a dash nor a hexadecimal digit in lower case
// makes the sum too large.
var lowerDigits = func() (table [256]uint32) {
	for i := range table {
		table[i] = 0x100
	}
	for _, digit := range []byte("0123456789abcdef") {
		table[digit] = 0
	}
	table['-'] = 1
	return table
}()

func isCanonicalGUID(text string) bool {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return false
	}
	sum := uint32(0)
	for i := 0; i < 36; i += 2 {
		sum += lowerDigits[text[i]] + lowerDigits[text[i+1]]
	}
	return sum == 4 && text != "00000000-0000-0000-0000-000000000000"
}

func isCanonicalAnchor(text string) bool {
	if len(text) != 24 {
		return false
	}
	_, ok := AnchorBytes([]byte(text))
	return ok
}

func isCanonicalSID(text string) bool {
	if len(text) < 7 || text[:6] != "S-1-5-" {
		return false
	}
	begin, parts := 6, 1
	for i := 6; i < len(text); i++ {
		if text[i]-'0' <= 9 {
			continue
		}
		if text[i] != '-' || parts == maxSIDParts || !isCanonicalSIDPart(text[begin:i]) {
			return false
		}
		begin = i + 1
		parts++
	}
	return isCanonicalSIDPart(text[begin:])
}

// isCanonicalSIDPart says whether digits are a number of 32 bits without leading zeros.
func isCanonicalSIDPart(digits string) bool {
	const highest = "4294967295"
	return len(digits) > 0 && (digits[0] != '0' || len(digits) == 1) && (len(digits) < len(highest) || len(digits) == len(highest) && digits <= highest)
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
	if len(text) != len(layout) || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z' {
		return false
	}
	two := func(at int) int {
		high, low := text[at]-'0', text[at+1]-'0'
		if high > 9 || low > 9 {
			return 100
		}
		return int(high)*10 + int(low)
	}
	century, month, day := two(0), two(5), two(8)
	return century >= 17 && century < 100 && two(2) < 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28 &&
		two(11) < 24 && two(14) < 60 && two(17) < 60
}

// isCanonicalList knows lists in ASCII that are joined with semicolons and hold nothing by which another join could be meant.
func isCanonicalList(text string) bool {
	if text[0] == '[' || !isPlain(text, otherJoin) {
		return false
	}
	for begin := 0; ; {
		end := strings.IndexByte(text[begin:], ';')
		if end < 0 {
			end = len(text) - begin
		}
		if end == 0 || text[begin] == ' ' || text[begin+end-1] == ' ' {
			return false
		}
		if begin += end + 1; begin >= len(text) {
			return begin > len(text) // else it ends with a semicolon
		}
	}
}

// isCanonicalAddresses knows lists of entries with known prefixes, joined with semicolons, that hold nothing by which another
// join could be meant.
func isCanonicalAddresses(text string) bool {
	i := addressPrefix(text)
	if i == 0 {
		return false
	}
	for seenAt := false; i < len(text); i++ {
		class := classes[text[i]]
		switch {
		case class == 0 || class == colon:
		case class == atSign:
			seenAt = true
		case class == semicolon:
			prefix := addressPrefix(text[i+1:])
			if prefix == 0 || text[i-1] == ' ' {
				return false
			}
			i += prefix
			seenAt = false
		case class != space || seenAt || i+1 == len(text) || hasAddressPrefix(text[i+1:]):
			return false
		}
	}
	return !isCutShort(text)
}

// addressPrefix is the length of the address prefix at the start of a text, with its colon, if the prefix is a usual one in one
// letter case; else 0.
func addressPrefix(text string) int {
	if len(text) < 5 {
		return 0
	}
	switch text[:5] {
	case "SMTP:", "smtp:", "X500:", "x500:":
		return 5
	}
	switch text[:4] {
	case "SIP:", "sip:", "SPO:", "spo:", "EUM:", "eum:":
		return 4
	}
	return 0
}
