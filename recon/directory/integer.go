package directory

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Int is a 64-bit integer that may be unset, which is not the same as 0.
type Int struct {
	Value int64
	Set   bool
}

// String is the number in decimal, or empty.
func (i Int) String() string {
	if !i.Set {
		return ""
	}
	return strconv.FormatInt(i.Value, 10)
}

// MarshalCSV is String.
func (i Int) MarshalCSV() (string, error) { return i.String(), nil }

// MarshalText is String, for JSON.
func (i Int) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalCSV reads a number in decimal, or nothing.
func (i *Int) UnmarshalCSV(text string) error {
	*i = Int{}
	if text == "" {
		return nil
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no whole number of 64 bits", text)
	}
	*i = Int{Value: value, Set: true}
	return nil
}

func readInt(text string) (Cell, error) {
	if value, err := strconv.ParseInt(text, 10, 64); err == nil {
		return Cell{Text: strconv.FormatInt(value, 10)}, nil
	}
	if isRounded(text) {
		return Cell{Loss: "a number that a spreadsheet has rounded"}, nil
	}
	return Cell{}, errors.New("is no whole number")
}

// isRounded says whether a text is a number in a spreadsheet's scientific form, such as 2.14748E+09 or 3,43597E+10.
func isRounded(text string) bool {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(text), "E+")
	if !ok || exponent == "" || strings.Trim(exponent, "0123456789") != "" {
		return false
	}
	mantissa = strings.TrimPrefix(mantissa, "-")
	return mantissa != "" && strings.Trim(mantissa, "0123456789.,") == "" && mantissa[0] >= '0' && mantissa[0] <= '9'
}
