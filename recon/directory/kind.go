package directory

import (
	"slices"
	"strings"
	"time"
)

// Kind says how the text of a column's cells is read and written.
type Kind uint8

// The kinds of cells. Clean brings hand-made text into the snapshot's form of each.
const (
	KindText                 Kind = iota // free text, kept as it is
	KindName                             // a person's or object's name: text in which a lone question mark shows lost letters
	KindGUID                             // a GUID, lower-case with dashes; the zero GUID is empty
	KindAnchor                           // an onPremisesImmutableId: base64 of 16 bytes, or a custom anchor kept verbatim
	KindSID                              // a security identifier, S-1-…
	KindDN                               // a distinguished name, as the server wrote it
	KindAddress                          // one address or UPN without a prefix, in its own letter case
	KindTarget                           // one address with a type prefix, as targetAddress and ExternalEmailAddress hold it
	KindAddresses                        // proxy addresses, joined with ';'
	KindList                             // other lists of text, joined with ';'
	KindBool                             // true or false
	KindInt                              // a 64-bit integer
	KindTime                             // a moment, RFC 3339 in UTC
	KindSize                             // a size in bytes, or Unlimited
	KindDays                             // a duration in whole days, or Unlimited
	KindRecipientTypeDetails             // msExchRecipientTypeDetails, as its number
	KindRemoteRecipientType              // msExchRemoteRecipientType, as its number
	KindDisplayType                      // msExchRecipientDisplayType, as its number
	KindJSON                             // objects, as compact JSON with sorted keys
	KindLicences                         // assignedLicenses: JSON, or made from the SKU ids alone
	KindCloudID                          // msDS-ExternalDirectoryObjectId: User_, Group_ or Contact_ and a GUID
)

var kindNames = []string{"text", "name", "guid", "immutable id", "sid", "distinguished name", "address", "target", "addresses", "list",
	"boolean", "integer", "time", "size", "days", "recipient type details", "remote recipient type", "recipient display type", "objects", "licences", "cloud id"}

// String is the kind in words, as row types and the column reference name it.
func (k Kind) String() string { return kindNames[k] }

// MarshalText is String, for JSON.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

func kindNamed(name string) (Kind, bool) {
	i := slices.Index(kindNames, name)
	return Kind(max(0, i)), i >= 0
}

// Cell is what one hand-made cell turned out to hold.
type Cell struct {
	Text string // in the snapshot's form; empty: null
	Form string // the spelling it came in, where that is not the snapshot's own
	Loss string // why the value is lost; Text is empty then. Empty: it is whole
}

// Rules are what must be known to read some cells. The zero value is good.
type Rules struct {
	Dates DateOrder
	Zone  *time.Location // of times that name none; nil: UTC
}

// Clean brings a cell into the snapshot's form, and leaves alone what is in it already. Space around the value is dropped, but
// in free text; of the words for nothing only $null and csvde's <not set> are empty. The error says that the text is no value of
// the kind at all; it names neither column nor value.
func (k Kind) Clean(raw string, rules Rules) (Cell, error) {
	text := raw
	if k != KindText && !isTight(raw) {
		text = strings.TrimSpace(raw)
	}
	if text == "" || isNull(text) {
		return Cell{}, nil
	}
	if k.isCanonical(text) {
		return Cell{Text: text}, nil
	}
	return k.cleanSlowly(text, rules)
}

// cleanSlowly is Clean for any text that is neither empty nor a word for nothing.
func (k Kind) cleanSlowly(text string, rules Rules) (Cell, error) {
	if loss := k.loss(text); loss != "" {
		return Cell{Loss: loss}, nil
	}
	cell, err := k.read(text, rules)
	if err != nil || cell.Text == text || cell.Text == "" {
		return cell, err
	}
	// JSON and lists may have held, behind their quotes, what would have been lost without them.
	if loss := k.loss(cell.Text); loss != "" {
		return Cell{Loss: loss}, nil
	}
	if isNull(cell.Text) {
		return Cell{Form: "null inside a list"}, nil
	}
	return cell, nil
}

// isTight says whether a text surely has no space around it.
func isTight(text string) bool {
	return len(text) > 0 && text[0] > ' ' && text[0] < 0x7f && text[len(text)-1] > ' ' && text[len(text)-1] < 0x7f
}

func isNull(text string) bool { return text == "$null" || text == "<not set>" }

// loss is Loss, and what else is a sign of loss in a cell of the kind.
func (k Kind) loss(text string) string {
	if loss := Loss(text); loss != "" {
		return loss
	}
	switch k {
	case KindDN, KindAddress, KindTarget:
		if isCutShort(text) {
			return "a text that was cut short"
		}
	case KindAddresses:
		if isCutShort(text) {
			return "a list that was cut short"
		}
	}
	switch k {
	case KindName, KindDN, KindAddress, KindTarget, KindAddresses:
		if LostLetters(text) {
			return "question marks in the place of letters"
		}
	}
	return ""
}

// read reads a text that is neither empty nor lost.
func (k Kind) read(text string, rules Rules) (Cell, error) {
	switch k {
	case KindGUID:
		return cleanGUID(text)
	case KindAnchor:
		return readAnchor(text), nil
	case KindSID:
		sid, form, err := ReadSID(text)
		return Cell{Text: string(sid), Form: form}, err
	case KindAddress:
		return cleanAddress(text), nil
	case KindTarget:
		if address := ParseAddress(text); address.Type == "" {
			return Cell{Text: text, Form: "without a prefix"}, nil
		}
		return Cell{Text: text}, nil
	case KindAddresses:
		return readAddresses(text), nil
	case KindList:
		return readList(text), nil
	case KindBool:
		return readBool(text)
	case KindInt:
		return readInt(text)
	case KindTime:
		return readTime(text, rules)
	case KindSize:
		return readSize(text)
	case KindDays:
		return readDays(text)
	case KindRecipientTypeDetails:
		return readNamed(text, recipientTypeNames)
	case KindRemoteRecipientType:
		return readRemoteRecipientType(text)
	case KindDisplayType:
		return readNamed(text, displayTypeNames)
	case KindJSON:
		return readJSON(text)
	case KindLicences:
		return readLicences(text)
	case KindCloudID:
		return readCloudID(text)
	}
	return Cell{Text: text}, nil
}

func cleanGUID(text string) (Cell, error) {
	guid, form, err := ReadGUID(text)
	switch {
	case err != nil && isRounded(text):
		return Cell{Loss: "a number that a spreadsheet has rounded"}, nil
	case err != nil:
		return Cell{}, err
	case guid.IsZero():
		return Cell{Form: "zero GUID"}, nil
	case form == "":
		return Cell{Text: text}, nil
	}
	return Cell{Text: guid.String(), Form: form}, nil
}

// cleanAddress takes the prefix off an address; UPNs and primary addresses have none.
func cleanAddress(text string) Cell {
	form := ""
	for {
		address := ParseAddress(text)
		value := strings.TrimSpace(address.Value)
		if address.Type != "SMTP" || value == "" {
			return Cell{Text: text, Form: form}
		}
		text, form = value, "with a prefix"
	}
}
