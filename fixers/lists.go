package fixers

import (
	"strings"

	"rejoin/recon/directory"
)

// Entries splits a list cell.
func Entries(list string) []string {
	var l directory.List
	// A snapshot's list cell always reads.
	_ = l.UnmarshalCSV(list)
	return l
}

func joined(list []string) string {
	text, _ := directory.List(list).MarshalCSV()
	return text
}

// same says whether two values of an attribute mean the same: addresses and names are compared without regard to case.
func same(table, attribute, a, b string) bool {
	if IsList(table, attribute) || isName(table, attribute) {
		return strings.EqualFold(a, b) || directory.Fold(a) == directory.Fold(b)
	}
	return a == b
}

// isEntry says whether an entry of a list is the one that a removal means. Of an address it also matters whether it is the primary one:
// an address that has become the primary one since is not taken away.
func isEntry(table, attribute, entry, value string) bool {
	if !same(table, attribute, entry, value) {
		return false
	}
	prefix, _, _ := strings.Cut(entry, ":")
	wanted, _, _ := strings.Cut(value, ":")
	return kindOf(table, attribute) != directory.KindAddresses || prefix == wanted
}

// IsList says whether an attribute holds a list, of which single values are added and removed.
func IsList(table, attribute string) bool {
	kind := kindOf(table, attribute)
	return kind == directory.KindAddresses || kind == directory.KindList
}

func isName(table, attribute string) bool {
	switch kindOf(table, attribute) {
	case directory.KindAddress, directory.KindTarget, directory.KindDN:
		return true
	}
	return false
}

func kindOf(table, attribute string) directory.Kind {
	if definition, ok := directory.TableNamed(table); ok {
		if column, ok := definition.Column(attribute); ok {
			return column.Kind
		}
	}
	return directory.KindText
}
