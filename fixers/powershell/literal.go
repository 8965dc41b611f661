package powershell

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Literal is a text as a PowerShell expression of which no character of the text can break out. PowerShell takes five characters for a
// single quote (U+0027, U+2018, U+2019, U+201A, U+201B: CharTraits.IsSingleQuote in its source); inside single quotes each is doubled,
// and nothing else means anything. What cannot be seen, or turns the direction of writing, is written as its number.
func Literal(text string) string {
	var out strings.Builder
	out.WriteByte('\'')
	pieces, open := 1, true
	for _, r := range text {
		if !visible(r) {
			if open {
				out.WriteByte('\'')
				open = false
			}
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&out, " + [char]0x%04X", unit)
			}
			pieces++
			continue
		}
		if !open {
			out.WriteString(" + '")
			open = true
		}
		if isQuote(r) {
			out.WriteRune(r)
		}
		out.WriteRune(r)
	}
	if open {
		out.WriteByte('\'')
	}
	if pieces > 1 {
		return "(" + out.String() + ")"
	}
	return out.String()
}

// Literals is an array of texts.
func Literals(texts []string) string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = Literal(text)
	}
	return "@(" + strings.Join(all, ", ") + ")"
}

func isQuote(r rune) bool { return r == '\'' || r >= '\u2018' && r <= '\u201b' }

// visible says whether a character may stand in a script as it is: it has a shape of its own, and moves nothing around it.
func visible(r rune) bool {
	return r == ' ' || unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Zs, r)
}
