package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Loss says why a cell cannot be what its source held: the reason in words, or nothing when the cell looks whole. What it
// knows: the names of .NET types that Export-Csv writes for lists and objects, lists that Format-List has cut, spreadsheet
// errors, and the sign that a decoder puts in the place of letters it could not read.
func Loss(text string) string {
	if text == "" {
		return ""
	}
	switch text[0] {
	case '{':
		if strings.HasSuffix(text, "...}") || strings.HasSuffix(text, "…}") {
			return "a list that was cut short"
		}
	case '#':
		if strings.Trim(text, "#") == "" || isSpreadsheetError(text) {
			return "a spreadsheet's error"
		}
	case 'S', 'M', 'D':
		if isTypeName(text) {
			return "only the name of a .NET type"
		}
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		return "letters that could not be read"
	}
	return ""
}

func isSpreadsheetError(text string) bool {
	switch text {
	case "#NAME?", "#VALUE!", "#REF!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#WERT!", "#NV", "#BEZUG!", "#ZAHL!", "#NOM?", "#VALEUR!", "#¿NOMBRE?", "#¡VALOR!", "#NOME?", "#VALORE!":
		return true
	}
	return false
}

// typeRoots are the namespaces of the .NET types that exports of directory objects are full of.
var typeRoots = []string{"System.", "Microsoft.Exchange.", "Microsoft.ActiveDirectory.", "Microsoft.Graph.", "Microsoft.Online.", "Microsoft.Open.",
	"Microsoft.Azure.", "Microsoft.PowerShell.", "Deserialized."}

// typeNames are the words that such a type's last part ends with. A job title such as System.Manager ends with none.
var typeNames = []string{"[]", "]", "ArrayList", "Collection", "Hashtable", "Dictionary", "List", "Object", "PSObject", "PSCustomObject", "Property", "Property`1",
	"SecurityDescriptor", "ActiveDirectorySecurity", "Identity", "License", "LicenseDetails", "AssignedLicense", "AssignedPlan", "ProvisionedPlan", "Unlimited`1",
	"Id", "ADObjectId", "Guid", "TimeSpan", "PropertyValueCollection", "ErrorCategoryInfo", "Attributes", "Address", "State", "Errors", "Error", "Activity", "Info", "Plan", "Domain", "Detail"}

// isTypeName says whether a text is nothing but the name of a .NET type, or several of them joined.
func isTypeName(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ' ' || r == '|' }) {
		if !isOneTypeName(strings.TrimSuffix(word, ",")) {
			return false
		}
	}
	return true
}

func isOneTypeName(word string) bool {
	rooted := false
	for _, root := range typeRoots {
		rooted = rooted || strings.HasPrefix(word, root)
	}
	if !rooted || strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz0123456789._`[],=+-") != "" {
		return false
	}
	if strings.Contains(word, "`") {
		return true
	}
	for _, ending := range typeNames {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return strings.HasPrefix(word, "Deserialized.") || strings.HasPrefix(word, "Microsoft.Graph.PowerShell.Models.") || strings.HasPrefix(word, "Microsoft.Exchange.Data.")
}

// LostLetters says whether question marks stand where letters were: an export in ASCII writes J?rgen for Jürgen. It is for
// names and addresses; in free text a question mark may be one.
func LostLetters(text string) bool {
	at := strings.IndexByte(text, '?')
	if at < 0 {
		return false
	}
	for ; at >= 0 && at < len(text); at++ {
		if text[at] != '?' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+1:])
		if after == '?' || unicode.IsLetter(after) || unicode.IsLetter(before) {
			return true
		}
	}
	return false
}
