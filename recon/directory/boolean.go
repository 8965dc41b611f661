package directory

import (
	"errors"
	"fmt"
	"strings"
)

// Bool is a boolean that may be unset. Unset and False are different answers: Entra ID's onPremisesSyncEnabled is null for a
// user that was never synchronized.
type Bool uint8

// The three values of Bool.
const (
	Unset Bool = iota
	False
	True
)

// String is true, false, or empty.
func (b Bool) String() string { return [...]string{"", "false", "true"}[b] }

// MarshalCSV is String.
func (b Bool) MarshalCSV() (string, error) { return b.String(), nil }

// MarshalText is String, for JSON.
func (b Bool) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalCSV reads the snapshot's form: true, false or nothing.
func (b *Bool) UnmarshalCSV(text string) error {
	switch text {
	case "":
		*b = Unset
	case "true":
		*b = True
	case "false":
		*b = False
	default:
		return fmt.Errorf("%q is neither true nor false", text)
	}
	return nil
}

// booleans are the words for true and false that tools and spreadsheets write in English, German, French, Spanish, Italian,
// Dutch, Portuguese, Polish, Czech, Hungarian and the languages of the north.
var booleans = map[string]Bool{
	"true": True, "wahr": True, "vrai": True, "verdadero": True, "vero": True, "waar": True, "verdadeiro": True,
	"false": False, "falsch": False, "faux": False, "falso": False, "onwaar": False,
	"prawda": True, "pravda": True, "igaz": True, "sant": True, "sand": True, "sann": True, "tosi": True,
	"fałsz": False, "nepravda": False, "hamis": False, "falskt": False, "falsk": False, "usann": False, "epätosi": False,
	"yes": True, "ja": True, "oui": True, "sí": True, "si": True, "sì": True, "sim": True,
	"no": False, "nein": False, "non": False, "nee": False, "não": False,
	"1": True, "0": False, "$true": True, "$false": False, "enabled": True, "disabled": False,
}

func readBool(text string) (Cell, error) {
	value, ok := booleans[strings.ToLower(text)]
	if !ok {
		return Cell{}, errors.New("is neither true nor false in any language known here")
	}
	cell := Cell{Text: value.String()}
	if !strings.EqualFold(text, cell.Text) {
		cell.Form = strings.ToLower(text)
	}
	return cell, nil
}
