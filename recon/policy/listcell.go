package policy

import (
	"bytes"
	"strings"

	"rejoin/recon/directory"
)

// listForm is how a column's cells hold several values.
type listForm uint8

const (
	noList      listForm = iota
	plainList            // people join them with ';' in an attribute that AD takes for text
	escapedList          // the snapshot's own lists, directory.List
)

// listFormOf is the form of a column of ad_users; noList for one that is not known.
func listFormOf(name string) listForm {
	table, _ := directory.TableNamed("ad_users")
	column, _ := table.Column(name)
	switch {
	case column.Kind == directory.KindList || column.Kind == directory.KindAddresses:
		return escapedList
	case strings.HasPrefix(column.Name, "extensionAttribute"):
		return plainList
	}
	return noList
}

// cutEntry cuts the first entry off a list, and appends it to dst as it is without its join. directory.List says what a '\' stands
// before.
func cutEntry(dst, cell []byte, form listForm) (entry, rest []byte) {
	if form == plainList || bytes.IndexByte(cell, '\\') < 0 {
		first, rest, _ := bytes.Cut(cell, []byte{';'})
		return append(dst, bytes.TrimSpace(first)...), rest
	}
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\' && i+1 < len(cell) && strings.IndexByte(";\\|\r\n[{", cell[i+1]) >= 0:
			i++
			dst = append(dst, cell[i])
		case cell[i] == ';':
			return dst, cell[i+1:]
		default:
			dst = append(dst, cell[i])
		}
	}
	return dst, nil
}
