package policy

import (
	"strings"

	"rejoin/recon/directory"
)

// personName is a name by which people are listed, in the form in which names are compared: folded, an address without its prefix, a
// GUID without braces. Empty when the text is none. The reason says why a text cannot be whole.
func personName(text string) (name, reason string) {
	cell, err := directory.KindAddress.Clean(text, directory.Rules{})
	if err != nil {
		return "", err.Error()
	}
	if bare := strings.Trim(cell.Text, "{}"); bare != "" {
		if guid, ok := directory.ParseGUIDBytes([]byte(bare)); ok {
			return guid.String(), ""
		}
	}
	if cell.Loss != "" {
		return "", "is " + cell.Loss
	}
	return directory.Fold(cell.Text), ""
}
