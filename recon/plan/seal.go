package plan

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// letters are those of seals: no spreadsheet takes a text that begins with a letter and has no E between digits for a number.
var letters = base32.NewEncoding("abcdfghijklmnopqrstuvwxyz2345678").WithPadding(base32.NoPadding)

const (
	sealLength  = 16
	checkLength = 2
)

func hash(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		// Spreadsheets write line breaks inside cells in their own way.
		sum.Write([]byte(strings.ReplaceAll(part, "\r\n", "\n")))
		sum.Write([]byte{0})
	}
	return letters.EncodeToString(sum.Sum(nil))
}

// Seal computes the action's id from its sealed values.
func (a *Action) Seal(snapshot string) string {
	parts := []string{snapshot, a.Fix, string(a.System), a.Table, string(a.Authority), a.Place, a.Target, string(a.Risk), yes(a.Access),
		strings.Join(a.Rules, " "), strings.Join(a.DependsOn, " ")}
	for _, c := range a.Changes {
		parts = append(parts, string(c.Op), c.Attribute, c.Before, c.After)
	}
	return "a" + hash(parts...)[:sealLength]
}

// checks are short seals of single cells, so that a damaged one can be named. They begin with a letter.
func checks(cells []string) string {
	var text strings.Builder
	text.WriteString("k")
	for i, cell := range cells {
		if i > 0 {
			text.WriteByte('.')
		}
		text.WriteString(hash(cell)[:checkLength])
	}
	return text.String()
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
