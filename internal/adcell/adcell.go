// Package adcell turns Active Directory's values into cells of a snapshot, and cells into values. What the exporter reads and what a repair
// writes must be the same.
package adcell

import (
	"fmt"
	"unicode/utf8"

	"rejoin/recon/directory"
)

// Text is an attribute's values in the snapshot's form; false when they cannot be brought into it. No values are empty text.
func Text(column directory.Column, raw [][]byte) (string, bool) {
	switch {
	case column.Name == "sIDHistory":
		return sidList(raw)
	case column.Kind == directory.KindAddresses || column.Kind == directory.KindList:
		return textList(raw)
	case len(raw) == 0:
		return "", true
	case len(raw) != 1:
		return "", false
	}
	value := raw[0]
	switch column.Kind {
	case directory.KindGUID:
		if len(value) != 16 {
			return "", false
		}
		return directory.GUID(value).String(), true
	case directory.KindSID:
		sid, ok := directory.SIDOf(value)
		return string(sid), ok
	}
	if !utf8.Valid(value) {
		return "", false
	}
	switch column.Kind {
	case directory.KindText, directory.KindName, directory.KindDN, directory.KindAddress, directory.KindTarget:
		// These are taken as they are. What looks like a loss in a hand-made file is what somebody wrote into the directory.
		return string(value), true
	}
	cleaned, err := column.Kind.Clean(string(value), directory.Rules{})
	return cleaned.Text, err == nil && cleaned.Loss == ""
}

func textList(raw [][]byte) (string, bool) {
	list := make(directory.List, len(raw))
	for i, value := range raw {
		if !utf8.Valid(value) {
			return "", false
		}
		list[i] = string(value)
	}
	text, _ := list.MarshalCSV() // joining lists does not fail
	return text, true
}

func sidList(raw [][]byte) (string, bool) {
	list := make(directory.List, len(raw))
	for i, value := range raw {
		sid, ok := directory.SIDOf(value)
		if !ok {
			return "", false
		}
		list[i] = string(sid)
	}
	text, _ := list.MarshalCSV() // joining lists does not fail
	return text, true
}

// Raw is one value of an attribute as Active Directory holds it: of a list one entry. The error says why the value cannot be written.
func Raw(column directory.Column, text string) ([]byte, error) {
	switch column.Kind {
	case directory.KindGUID:
		guid, err := directory.ParseGUID(text)
		if err != nil {
			return nil, err
		}
		return guid[:], nil
	case directory.KindBool:
		switch text {
		case "true":
			return []byte("TRUE"), nil
		case "false":
			return []byte("FALSE"), nil
		}
		return nil, fmt.Errorf("%q is neither true nor false", text)
	case directory.KindText, directory.KindName, directory.KindDN, directory.KindAddress, directory.KindTarget, directory.KindAddresses, directory.KindList,
		directory.KindInt, directory.KindRecipientTypeDetails, directory.KindRemoteRecipientType, directory.KindDisplayType:
		return []byte(text), nil
	}
	return nil, fmt.Errorf("%s holds a %s, which is not written over LDAP", column.Name, column.Kind)
}
