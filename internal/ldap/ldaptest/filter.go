package ldaptest

import (
	"cmp"
	"strconv"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	goldap "github.com/go-ldap/ldap/v3"
)

// matches says whether an object fits a filter (RFC 4511, 4.5.1.7). Text compares without regard to letter case; objectCategory
// fits by its short name, as Active Directory lets it.
func matches(filter *ber.Packet, entry *Entry) bool {
	switch filter.Tag {
	case goldap.FilterAnd:
		for _, part := range filter.Children {
			if !matches(part, entry) {
				return false
			}
		}
		return true
	case goldap.FilterOr:
		for _, part := range filter.Children {
			if matches(part, entry) {
				return true
			}
		}
		return false
	case goldap.FilterNot:
		return !matches(filter.Children[0], entry)
	case goldap.FilterPresent:
		name := filter.Data.String()
		return strings.EqualFold(name, "objectClass") || len(entry.Values(name)) > 0
	case goldap.FilterEqualityMatch:
		want := text(filter.Children[1])
		return anyValue(entry, text(filter.Children[0]), func(value string) bool { return strings.EqualFold(value, want) })
	case goldap.FilterGreaterOrEqual:
		want := text(filter.Children[1])
		return anyValue(entry, text(filter.Children[0]), func(value string) bool { return compare(value, want) >= 0 })
	case goldap.FilterLessOrEqual:
		want := text(filter.Children[1])
		return anyValue(entry, text(filter.Children[0]), func(value string) bool { return compare(value, want) <= 0 })
	case goldap.FilterSubstrings:
		return anyValue(entry, text(filter.Children[0]), func(value string) bool { return hasPieces(fold(value), filter.Children[1].Children) })
	case goldap.FilterExtensibleMatch:
		return matchesBits(filter, entry)
	}
	return false
}

func anyValue(entry *Entry, name string, fits func(string) bool) bool {
	for _, value := range entry.Values(name) {
		if fits(value) {
			return true
		}
	}
	return false
}

// compare is by number where both are numbers.
func compare(a, b string) int {
	x, errX := strconv.ParseInt(a, 10, 64)
	y, errY := strconv.ParseInt(b, 10, 64)
	if errX == nil && errY == nil {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(fold(a), fold(b))
}

func hasPieces(value string, pieces []*ber.Packet) bool {
	for _, piece := range pieces {
		want := fold(text(piece))
		switch piece.Tag {
		case goldap.FilterSubstringsInitial:
			if !strings.HasPrefix(value, want) {
				return false
			}
			value = value[len(want):]
		case goldap.FilterSubstringsFinal:
			if !strings.HasSuffix(value, want) {
				return false
			}
		default:
			at := strings.Index(value, want)
			if at < 0 {
				return false
			}
			value = value[at+len(want):]
		}
	}
	return true
}

// bitAnd is the matching rule under which all bits of a number must be set (MS-ADTS, 3.1.1.3.4.4.1).
const bitAnd = "1.2.840.113556.1.4.803"

func matchesBits(filter *ber.Packet, entry *Entry) bool {
	var rule, name, want string
	for _, part := range filter.Children {
		switch part.Tag {
		case goldap.MatchingRuleAssertionMatchingRule:
			rule = text(part)
		case goldap.MatchingRuleAssertionType:
			name = text(part)
		case goldap.MatchingRuleAssertionMatchValue:
			want = text(part)
		}
	}
	bits, err := strconv.ParseInt(want, 10, 64)
	if rule != bitAnd || err != nil {
		return false
	}
	return anyValue(entry, name, func(value string) bool {
		have, err := strconv.ParseInt(value, 10, 64)
		return err == nil && have&bits == bits
	})
}
