package directory

import "strings"

// List is a list of texts that is compared as a set. Empty: there are none.
type List []string

// MarshalCSV joins the entries with ';'. Inside an entry a '\' stands before what a reader could take for another join: ';',
// '\', '|', line ends, and '[' or '{' at the very start. Every list of entries that are not empty reads back as it was.
func (l List) MarshalCSV() (string, error) { return joinList(l), nil }

// UnmarshalCSV reads the snapshot's form.
func (l *List) UnmarshalCSV(text string) error {
	*l = splitList(text)
	return nil
}

const (
	escapedAnywhere = ";\\|\r\n"
	escapedAtStart  = "[{"
)

func joinList(entries []string) string {
	joined := strings.Join(entries, ";")
	if !strings.ContainsAny(joined, `\|`+"\r\n"+escapedAtStart) && strings.Count(joined, ";") == max(0, len(entries)-1) {
		return joined
	}
	escaped := make([]byte, 0, len(joined)+8)
	for i, entry := range entries {
		if i > 0 {
			escaped = append(escaped, ';')
		}
		for j := range len(entry) {
			if strings.IndexByte(escapedAnywhere, entry[j]) >= 0 || len(escaped) == 0 && strings.IndexByte(escapedAtStart, entry[j]) >= 0 {
				escaped = append(escaped, '\\')
			}
			escaped = append(escaped, entry[j])
		}
	}
	return string(escaped)
}

// splitList reads the snapshot's form. Empty entries are none.
func splitList(text string) []string { return splitAt(text, ";") }

// splitAt cuts a text at each separator that has no '\' before it. A '\' before anything that needs none is one itself: the
// names in hand-made lists have such.
func splitAt(text, separators string) []string {
	if text == "" {
		return nil
	}
	if strings.IndexByte(text, '\\') < 0 {
		if len(separators) == 1 {
			return withoutEmpty(strings.Split(text, separators))
		}
		return withoutEmpty(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }))
	}
	var entries []string
	var entry []byte
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && strings.IndexByte(escapedAnywhere+escapedAtStart, text[i+1]) >= 0:
			i++
			entry = append(entry, text[i])
		case strings.IndexByte(separators, text[i]) >= 0:
			entries = append(entries, string(entry))
			entry = entry[:0]
		default:
			entry = append(entry, text[i])
		}
	}
	return withoutEmpty(append(entries, string(entry)))
}

func withoutEmpty(entries []string) []string {
	kept := entries[:0]
	for _, entry := range entries {
		if entry != "" {
			kept = append(kept, entry)
		}
	}
	return kept
}
