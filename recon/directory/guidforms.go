package directory

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ReadGUID reads a GUID in any spelling that tools and people use, and names the spelling; the name is empty for the usual
// text. Bytes, in decimal, hexadecimal or base64, are in AD's order; 32 bare digits are in the order of the usual text, as
// .NET's format "N" writes them.
func ReadGUID(text string) (g GUID, form string, err error) {
	text = strings.TrimSpace(text)
	if g, ok := ParseGUIDBytes([]byte(text)); ok {
		if strings.ToLower(text) != text {
			form = "upper case"
		}
		return g, form, nil
	}
	if inner, ok := enclosed(text); ok {
		if g, ok := ParseGUIDBytes([]byte(inner)); ok {
			return g, "in brackets", nil
		}
	}
	if at := strings.LastIndexByte(text, ':'); at >= 0 && at+1 < len(text) && !strings.HasPrefix(text, "::") && !strings.HasPrefix(text, ":") {
		if inner, _, err := ReadGUID(text[at+1:]); err == nil && isWord(text[:at]) {
			return inner, "after a prefix", nil
		}
	}
	if raw, ok := hexBytes(text); ok && len(raw) == 16 {
		return GUID(raw), "hexadecimal bytes", nil
	}
	if len(text) == 32 {
		if raw, err := hex.DecodeString(text); err == nil {
			return GUID(raw).Swapped(), "32 digits", nil
		}
	}
	if raw, ok := decimalBytes(text); ok && len(raw) == 16 {
		return GUID(raw), "decimal bytes", nil
	}
	if raw, ok := base64Bytes(text); ok && len(raw) == 16 {
		return GUID(raw), "base64", nil
	}
	return GUID{}, "", noGUID(text)
}

// noGUID says how near a text comes to a GUID, for the person who looks for the damage.
func noGUID(text string) error {
	for _, read := range []func(string) ([]byte, bool){hexBytes, decimalBytes} {
		if raw, ok := read(text); ok {
			return fmt.Errorf("is no GUID: it has %d bytes, not 16", len(raw))
		}
	}
	if inner, _ := enclosed(text); len(inner) > 16 && strings.Trim(inner, "0123456789abcdefABCDEF-") == "" {
		return fmt.Errorf("is no GUID: it has %d hexadecimal digits, or dashes in other places", len(inner)-strings.Count(inner, "-"))
	}
	return errors.New("is no GUID in any known spelling")
}

// isWord says whether a text is a name such as GUID or ExchangeGuid.
func isWord(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ") == ""
}

// enclosed takes the braces, brackets or parentheses off a text.
func enclosed(text string) (string, bool) {
	for _, pair := range []string{"{}", "()", "[]"} {
		if len(text) > 2 && text[0] == pair[0] && text[len(text)-1] == pair[1] {
			return strings.TrimSpace(text[1 : len(text)-1]), true
		}
	}
	return text, false
}

// hexBytes reads bytes as csvde (X'0a1b'), LDAP filters (\0a\1b), programmers (0x0a1b, \x0a\x1b) and .NET's BitConverter
// (0A-1B) write them.
func hexBytes(text string) ([]byte, bool) {
	digits := ""
	switch lower := strings.ToLower(text); {
	case len(text) > 2 && strings.HasPrefix(lower, "x'") && strings.HasSuffix(lower, "'"):
		digits = text[2 : len(text)-1]
	case strings.HasPrefix(lower, "0x"):
		digits = text[2:]
	case strings.HasPrefix(lower, `\x`):
		digits = strings.ReplaceAll(lower, `\x`, "")
	case strings.HasPrefix(lower, `\`):
		digits = strings.ReplaceAll(text, `\`, "")
	case len(text) > 2 && (text[2] == '-' || text[2] == ' ' || text[2] == ':'):
		pairs := strings.Split(text, text[2:3])
		for _, pair := range pairs {
			if len(pair) != 2 {
				return nil, false
			}
		}
		digits = strings.Join(pairs, "")
		if strings.Trim(digits, "0123456789") == "" && text[2] == ' ' {
			return nil, false // bytes in decimal, all of two digits
		}
	}
	if digits == "" {
		return nil, false
	}
	raw, err := hex.DecodeString(digits)
	return raw, err == nil
}

// decimalBytes reads a list of numbers from 0 to 255, as Export-Csv and Select-Object write a joined byte array.
func decimalBytes(text string) ([]byte, bool) {
	inner, _ := enclosed(text)
	if strings.Trim(inner, "0123456789 ,;-|\t") != "" {
		return nil, false
	}
	var raw []byte
	for number := range strings.FieldsFuncSeq(inner, func(r rune) bool { return r < '0' || r > '9' }) {
		value, err := strconv.ParseUint(number, 10, 8)
		if err != nil {
			return nil, false
		}
		raw = append(raw, byte(value))
	}
	return raw, len(raw) > 1
}

// base64Bytes reads base64, with ldifde's two colons before it or without.
func base64Bytes(text string) ([]byte, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "::"))
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	return raw, err == nil && len(raw) > 0
}
