package directory

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
)

// unlimited is what Exchange writes for a quota or a duration without end.
const unlimited = "Unlimited"

// readSize reads a size as Exchange writes it, 99 GB (106,300,440,576 bytes), or as a number of bytes. The snapshot's form is
// the number of bytes, or Unlimited.
func readSize(text string) (Cell, error) {
	if strings.EqualFold(text, unlimited) {
		return Cell{Text: unlimited}, nil
	}
	if number, err := strconv.ParseUint(text, 10, 63); err == nil {
		return Cell{Text: strconv.FormatUint(number, 10)}, nil
	}
	if rounded, exact, ok := strings.Cut(text, "("); ok {
		number, err := exactBytes(exact)
		if err != nil || !isRoundedSize(strings.TrimSpace(rounded)) {
			return Cell{}, errNoSize
		}
		return Cell{Text: strconv.FormatUint(number, 10), Form: "size with its bytes"}, nil
	}
	if isRoundedSize(text) {
		return Cell{Loss: "a rounded size, without its bytes"}, nil
	}
	if isRounded(text) {
		return Cell{Loss: "a number that a spreadsheet has rounded"}, nil
	}
	return Cell{}, errNoSize
}

var errNoSize = errors.New("is no size such as 99 GB (106,300,440,576 bytes)")

// exactBytes reads what stands in the parentheses. The separators of the thousands are those of the exporting machine's
// culture: a comma, a dot, an apostrophe, or some kind of space.
func exactBytes(text string) (uint64, error) {
	number, ok := strings.CutSuffix(strings.ToLower(text), "bytes)")
	if !ok {
		return 0, errNoSize
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(".,'’", r) {
			return -1
		}
		return r
	}, number)
	return strconv.ParseUint(digits, 10, 63)
}

// isRoundedSize says whether a text is a number and a unit, such as 3.402 KB.
func isRoundedSize(text string) bool {
	number := strings.TrimRightFunc(text, unicode.IsLetter)
	switch strings.ToUpper(text[len(number):]) {
	case "B", "KB", "MB", "GB", "TB":
	default:
		return false
	}
	number = strings.TrimSpace(number)
	return number != "" && strings.Trim(number, "0123456789.,") == ""
}

// readDays reads a duration as Exchange writes it, 2555.00:00:00, or as a number of days. The snapshot's form is the number
// of whole days, or Unlimited.
func readDays(text string) (Cell, error) {
	if strings.EqualFold(text, unlimited) {
		return Cell{Text: unlimited}, nil
	}
	const midnight = "00:00:00"
	if text == midnight {
		return Cell{Text: "0", Form: "duration"}, nil
	}
	days, clock, isDuration := strings.Cut(text, ".")
	number, err := strconv.ParseUint(days, 10, 31)
	if err != nil || isDuration && clock != midnight {
		return Cell{}, errors.New("is no duration in whole days, such as 2555.00:00:00")
	}
	cell := Cell{Text: strconv.FormatUint(number, 10)}
	if isDuration {
		cell.Form = "duration"
	}
	return cell, nil
}
