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
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	switch text[0] {
	case '{':
		if isCutShort(strings.TrimSuffix(text, "}")) {
			return "a list that was cut short"
		}
	case '#':
		if len(text) > 1 && strings.Trim(text, "#") == "" || isSpreadsheetError(text) {
			return "a spreadsheet's error"
		}
	case 'S', 'M', 'D':
		if beginsLikeType(text) && isTypeName(text) {
			return "only the name of a .NET type"
		}
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		return "letters that could not be read"
	}
	return ""
}

// isCutShort says whether a text ends in the dots by which PowerShell's tables and lists say that there was more.
func isCutShort(text string) bool {
	return strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…")
}

func isSpreadsheetError(text string) bool {
	switch text {
	case "#NAME?", "#VALUE!", "#REF!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#WERT!", "#NV", "#BEZUG!", "#ZAHL!", "#NOM?", "#VALEUR!", "#¿NOMBRE?", "#¡VALOR!", "#NOME?", "#VALORE!":
		return true
	}
	return false
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
