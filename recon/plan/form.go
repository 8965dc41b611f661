package plan

import (
	"fmt"
	"strconv"
	"strings"

	"rejoin/recon/directory"
)

// Show is a value as people read it: recipient types and flags by their names, everything else as the table has it.
func Show(table, attribute, value string) string {
	number, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return value
	}
	switch kindOf(table, attribute) {
	case directory.KindRecipientTypeDetails:
		return directory.RecipientTypeDetails(number).String()
	case directory.KindRemoteRecipientType:
		return directory.RemoteRecipientType(number).String()
	case directory.KindDisplayType:
		return directory.DisplayType(number).String()
	}
	return value
}

// ReadValue brings a value of a change that a person may have saved with a spreadsheet back into the table's form. The error says what
// is wrong with it.
func ReadValue(table string, c Change, text string) (string, error) {
	if c.Op == Call {
		return text, nil
	}
	return read(table, c.Attribute, text)
}

func read(table, attribute string, text string) (string, error) {
	switch kind := kindOf(table, attribute); kind {
	case directory.KindText, directory.KindName, directory.KindDN, directory.KindList, directory.KindAddresses, directory.KindTarget, directory.KindAddress, directory.KindAnchor:
		return text, nil
	default:
		cell, err := kind.Clean(text, directory.Rules{})
		switch {
		case err != nil:
			return "", err
		case cell.Loss != "":
			return "", fmt.Errorf("has lost its value: %s", cell.Loss)
		}
		return cell.Text, nil
	}
}

func kindOf(table, attribute string) directory.Kind {
	if definition, ok := directory.TableNamed(table); ok {
		if column, ok := definition.Column(attribute); ok && column.Name == attribute {
			return column.Kind
		}
	}
	return directory.KindText
}

func joinWords(words []string) string { return strings.Join(words, " ") }

// words splits a cell of words; nil where there are none.
func words(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Fields(cell)
}
