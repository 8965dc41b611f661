// Package csvio reads and writes CSV: hand-made files of every usual dialect and encoding, and a snapshot's own tables, which
// it reads in parallel blocks.
package csvio

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error is something wrong with a file that a person can go and look at. Empty fields are left out of its text.
type Error struct {
	File    string
	Line    int    // the physical line, counted from 1; 0: the whole file
	Column  string // the header of the column
	Value   string // what is wrong, as it was read
	Problem string
	Hint    string // what to do next
}

// Error is file:line, column, value, problem and hint in one sentence.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&text, ":%d", e.Line)
	}
	if text.Len() > 0 {
		text.WriteString(": ")
	}
	if e.Column != "" {
		fmt.Fprintf(&text, "column %s: ", e.Column)
	}
	if e.Value != "" {
		fmt.Fprintf(&text, "%q: ", shorten(e.Value))
	}
	text.WriteString(e.Problem)
	if e.Hint != "" {
		text.WriteString("; " + e.Hint)
	}
	return text.String()
}

// shorten keeps a value readable on a screen.
func shorten(value string) string {
	const most = 60
	if utf8.RuneCountInString(value) <= most {
		return value
	}
	return string([]rune(value)[:most]) + "…"
}
