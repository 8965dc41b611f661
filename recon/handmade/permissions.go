package handmade

import (
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// expand makes one record of each right: Get-MailboxPermission lists several in one cell, the table has one to a row.
func (c *cleaner) expand(fields []string) [][]string {
	if c.table.Name != "exo_permissions" {
		return [][]string{fields}
	}
	at := -1
	for _, one := range c.columns {
		if one.column.Name == "Right" {
			at = one.from
		}
	}
	if at < 0 || !strings.ContainsAny(fields[at], ",;{}") || directory.Loss(fields[at]) != "" {
		return [][]string{fields}
	}
	var all [][]string
	for right := range strings.FieldsFuncSeq(strings.Trim(fields[at], "{} "), func(r rune) bool { return r == ',' || r == ';' }) {
		if right = strings.TrimSpace(right); right != "" {
			one := slices.Clone(fields)
			one[at] = right
			all = append(all, one)
		}
	}
	if all == nil {
		return [][]string{fields}
	}
	return all
}

// translate puts a cell of a vendor's shape into ours: Get-RecipientPermission says Allow or Deny where
// Get-MailboxPermission says whether it denies.
func (c *cleaner) translate(one *mapped, raw string) string {
	if one.column.Name == "Deny" && strings.EqualFold(one.header, "AccessControlType") {
		switch {
		case strings.EqualFold(raw, "Allow"):
			return "false"
		case strings.EqualFold(raw, "Deny"):
			return "true"
		}
	}
	return raw
}
