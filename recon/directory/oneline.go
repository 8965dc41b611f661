package directory

import (
	"fmt"
	"strings"
	"unicode"
)

// OneLine is a value as it can be printed within a line: line breaks, control characters and marks that turn the direction of writing
// are written as escapes (\n, \u202e), so that a name can neither begin a line of its own nor steer a terminal. Everything else stays.
func OneLine(value string) string {
	if strings.IndexFunc(value, steers) < 0 {
		return value
	}
	var text strings.Builder
	for _, r := range value {
		switch {
		case r == '\n':
			text.WriteString(`\n`)
		case steers(r):
			fmt.Fprintf(&text, `\u%04x`, r)
		default:
			text.WriteRune(r)
		}
	}
	return text.String()
}

// steers says whether a character does something instead of being shown: Unicode's controls, its line and paragraph separators, and the
// controls of bidirectional writing (Unicode Standard Annex #9).
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}
