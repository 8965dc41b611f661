package csvio

import (
	"strings"
	"time"
)

// GuardCell puts an apostrophe before a cell that a spreadsheet would change or run: one that begins like a formula, or
// looks like a number, a boolean or a date. Only files that people open are guarded; UnguardCell takes the apostrophe off.
func GuardCell(cell string) string {
	if needsGuard(cell) {
		return "'" + cell
	}
	return cell
}

// UnguardCell takes off the apostrophe that GuardCell put on.
func UnguardCell(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && needsGuard(rest) {
		return rest
	}
	return cell
}

func needsGuard(cell string) bool {
	if cell == "" {
		return false
	}
	if strings.IndexByte("=+-@\t'", cell[0]) >= 0 {
		return true
	}
	if strings.EqualFold(cell, "true") || strings.EqualFold(cell, "false") {
		return true
	}
	return cell[0] >= '0' && cell[0] <= '9' && (strings.Trim(cell, "0123456789.,:eE+-/ ") == "" || isTime(cell))
}

func isTime(cell string) bool {
	_, err := time.Parse(time.RFC3339, cell)
	return err == nil
}
