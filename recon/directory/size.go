package directory

import (
	"errors"
	"strconv"
	"strings"
)

// unlimited is what Exchange writes for a quota or a duration without end.
const unlimited = "Unlimited"

// readSize reads a size as Exchange writes it, 99 GB (106,300,440,576 bytes), or as a number of bytes. The snapshot's form is
// the number of bytes, or Unlimited.
func readSize(text string) (Cell, error) {
	if strings.EqualFold(text, unlimited) {
		return Cell{Text: unlimited}, nil
	}
	if _, err := strconv.ParseUint(text, 10, 63); err == nil {
		return Cell{Text: text}, nil
	}
	if _, exact, ok := strings.Cut(text, "("); ok {
		number, _, ok := strings.Cut(strings.TrimSpace(exact), " b")
		if !ok {
			number, _, ok = strings.Cut(strings.TrimSpace(exact), "\u00a0b")
		}
		digits := strings.Map(onlyDigits, number)
		if _, err := strconv.ParseUint(digits, 10, 63); ok && err == nil && len(digits) < len(number)+1 {
			return Cell{Text: digits, Form: "size with its bytes"}, nil
		}
		return Cell{}, errors.New("is no size such as 99 GB (106,300,440,576 bytes)")
	}
	if number, unit, ok := strings.Cut(text, " "); ok && strings.Trim(number, "0123456789.,") == "" && isByteUnit(unit) {
		return Cell{Loss: "a rounded size, without its bytes"}, nil
	}
	if isRounded(text) {
		return Cell{Loss: "a number that a spreadsheet has rounded"}, nil
	}
	return Cell{}, errors.New("is no size such as 99 GB (106,300,440,576 bytes)")
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

func isByteUnit(unit string) bool {
	switch strings.ToUpper(unit) {
	case "B", "KB", "MB", "GB", "TB":
		return true
	}
	return false
}

// readDays reads a duration as Exchange writes it, 2555.00:00:00, or as a number of days. The snapshot's form is the number
// of whole days, or Unlimited.
func readDays(text string) (Cell, error) {
	if strings.EqualFold(text, unlimited) {
		return Cell{Text: unlimited}, nil
	}
	days, clock, ok := strings.Cut(text, ".")
	if _, err := strconv.ParseUint(days, 10, 31); err != nil || ok && clock != "00:00:00" {
		return Cell{}, errors.New("is no duration in whole days, such as 2555.00:00:00")
	}
	cell := Cell{Text: days}
	if ok {
		cell.Form = "duration"
	}
	return cell, nil
}
