package directory

import (
	"encoding/json"
	"strings"
)

// List is a list of texts that is compared as a set. Empty: there are none.
type List []string

// MarshalCSV joins the entries with ';'. A ';' or '\' inside an entry gets a '\' before it.
func (l List) MarshalCSV() (string, error) { return joinList(l), nil }

// UnmarshalCSV reads the snapshot's form.
func (l *List) UnmarshalCSV(text string) error {
	*l = splitList(text)
	return nil
}

func joinList(entries []string) string {
	for i, entry := range entries {
		if strings.ContainsAny(entry, `;\`) {
			escaped := make([]string, len(entries))
			copy(escaped, entries[:i])
			for j := i; j < len(entries); j++ {
				escaped[j] = strings.ReplaceAll(strings.ReplaceAll(entries[j], `\`, `\\`), ";", `\;`)
			}
			entries = escaped
			break
		}
	}
	return strings.Join(entries, ";")
}

// splitList reads the snapshot's form. Empty entries are none.
func splitList(text string) []string {
	if text == "" {
		return nil
	}
	if !strings.Contains(text, `\`) {
		return appendEntries(nil, strings.Split(text, ";"))
	}
	var entries []string
	var entry []byte
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == ';' || text[i+1] == '\\'):
			i++
			entry = append(entry, text[i])
		case text[i] == ';':
			entries = appendEntries(entries, []string{string(entry)})
			entry = entry[:0]
		default:
			entry = append(entry, text[i])
		}
	}
	return appendEntries(entries, []string{string(entry)})
}

func appendEntries(entries, more []string) []string {
	for _, entry := range more {
		if entry != "" {
			entries = append(entries, entry)
		}
	}
	return entries
}

// readList reads a list in any of the usual joins. A comma separates only inside braces or a JSON array: distinguished names
// are full of them.
func readList(text string) Cell {
	entries, form := splitHandmade(text)
	return Cell{Text: joinList(entries), Form: form}
}

// splitHandmade cuts a list as tools and people join it: ';', '|', line feeds, a JSON array, or PowerShell's {a, b}. The form
// names a join other than ';'. Whether the list was cut short, Loss tells before.
func splitHandmade(text string) (entries []string, form string) {
	trimmed := strings.TrimSpace(text)
	if strings.HasPrefix(trimmed, "[") && json.Unmarshal([]byte(trimmed), &entries) == nil {
		return appendEntries(nil, entries), "JSON array"
	}
	if inner, ok := enclosed(trimmed); ok && trimmed[0] == '{' {
		return trimEntries(strings.Split(inner, ", ")), "in braces"
	}
	switch {
	case strings.ContainsAny(trimmed, "\r\n"):
		return trimEntries(strings.FieldsFunc(trimmed, func(r rune) bool { return r == '\r' || r == '\n' })), "one to a line"
	case !strings.Contains(trimmed, ";") && strings.Contains(trimmed, "|"):
		return trimEntries(strings.Split(trimmed, "|")), "joined with |"
	}
	return trimEntries(splitList(trimmed)), ""
}

func trimEntries(entries []string) []string {
	var trimmed []string
	for _, entry := range entries {
		if entry = strings.TrimSpace(entry); entry != "" {
			trimmed = append(trimmed, entry)
		}
	}
	return trimmed
}
