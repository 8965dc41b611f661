package csvio

import "bytes"

const blanks = " \r\n\t"

// isJSON says whether a text begins like a JSON object or list.
func isJSON(text []byte) bool {
	text = bytes.TrimLeft(text, blanks)
	return len(text) > 0 && (text[0] == '{' || text[0] == '[')
}

// checkFormat knows the beginnings of files that are no CSV, and says what to do with them.
func checkFormat(name string, head []byte) error {
	text := bytes.TrimLeft(head, blanks)
	begins := func(beginnings ...string) bool {
		for _, beginning := range beginnings {
			if bytes.HasPrefix(text, []byte(beginning)) {
				return true
			}
		}
		return false
	}
	problem, hint := "", ""
	switch {
	case begins("PK\x03\x04", "\xd0\xcf\x11\xe0"):
		problem, hint = "is an Excel workbook or another archive", "save it as CSV UTF-8"
	case begins("\x1f\x8b"):
		problem, hint = "is compressed", "unpack it first"
	case begins("<Objs"):
		problem, hint = "is PowerShell's CLIXML", "export it with Export-Csv instead of Export-Clixml"
	case begins("<"):
		problem, hint = "is XML or HTML", "export it as CSV"
	case isJSON(text):
		problem, hint = "is JSON", "pages of Microsoft Graph are read when their names end with .json"
	case begins("dn: ", "dn:: ", "version: 1\n", "version: 1\r\n", "# extended LDIF"):
		problem, hint = "is LDIF", "export it with csvde instead of ldifde"
	default:
		return nil
	}
	return &Error{File: name, Problem: problem, Hint: hint}
}
