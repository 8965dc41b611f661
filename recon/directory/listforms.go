package directory

import (
	"encoding/json"
	"strings"
)

// readList reads a list in any of the usual joins. A comma separates only inside braces or a JSON array: distinguished names
// are full of them.
func readList(text string) Cell {
	entries, form := splitHandmade(text)
	return Cell{Text: joinList(entries), Form: form}
}

// splitHandmade cuts a list as tools and people join it: ';', '|', line feeds, a JSON array, or PowerShell's {a, b}. The form
// names a join other than ';'. Whether the list was cut short, Loss tells before.
func splitHandmade(text string) (entries []string, form string) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), &entries) == nil {
		return trimEntries(entries), "JSON array"
	}
	if inner, ok := insideBraces(text); ok {
		return trimEntries(splitBraced(inner)), "in braces"
	}
	switch {
	case hasUnescaped(text, "\r\n"):
		return trimEntries(splitAt(text, ";\r\n")), "one to a line"
	case !hasUnescaped(text, ";") && hasUnescaped(text, "|"):
		return trimEntries(splitAt(text, "|")), "joined with |"
	}
	return trimEntries(splitList(text)), ""
}

// insideBraces takes off the braces in which PowerShell's tables print a list. They print an empty one as {}.
func insideBraces(text string) (string, bool) {
	if len(text) < 2 || text[0] != '{' || text[len(text)-1] != '}' {
		return text, false
	}
	return text[1 : len(text)-1], true
}

// splitBraced cuts at each comma that a space follows. The commas within a distinguished name have none, unless there is a
// '\' before them.
func splitBraced(text string) []string {
	var entries []string
	begin, slashes := 0, 0
	for i := range len(text) {
		if text[i] == ',' && i+1 < len(text) && text[i+1] == ' ' && slashes%2 == 0 {
			entries = append(entries, text[begin:i])
			begin = i + 2
		}
		if text[i] == '\\' {
			slashes++
		} else {
			slashes = 0
		}
	}
	return append(entries, text[begin:])
}

func hasUnescaped(text, separators string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && strings.IndexByte(escapedAnywhere, text[i+1]) >= 0 {
			i++
		} else if strings.IndexByte(separators, text[i]) >= 0 {
			return true
		}
	}
	return false
}

func trimEntries(entries []string) []string {
	for i, entry := range entries {
		entries[i] = strings.TrimSpace(entry)
	}
	return withoutEmpty(entries)
}
