package handmade

import (
	"fmt"
	"slices"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// mapped is one column of the part to be written, and where in the file it comes from.
type mapped struct {
	column directory.Column
	header string
	from   int // index in the file's header
}

// mapHeader finds out which header is which column. Of two that mean the same, the one that names it more directly wins.
// The columns are in the order of the table.
func mapHeader(request Request, from origin, header []string) (columns []mapped, ignored []string, err error) {
	table := request.Table
	best := map[string]int{}
	for i, name := range header {
		column, ok, err := columnOf(request, name)
		if err != nil {
			return nil, nil, err
		}
		if !ok || column.Name == directory.LossyColumn {
			continue
		}
		have, taken := best[column.Name]
		if !taken || rank(request, name) < rank(request, header[have]) {
			best[column.Name] = i
		}
	}
	for i, name := range header {
		column, ok, _ := columnOf(request, name)
		switch winner, used := best[column.Name]; {
		case !ok || !used:
			ignored = append(ignored, name)
		case winner != i:
			ignored = append(ignored, fmt.Sprintf("%s (the column %s is read instead)", name, header[winner]))
		}
	}
	for _, column := range table.Columns {
		if from, ok := best[column.Name]; ok {
			columns = append(columns, mapped{column, header[from], from})
		}
	}
	for name := range request.Map {
		if !slices.ContainsFunc(header, func(have string) bool { return strings.EqualFold(have, name) }) {
			return nil, nil, from.wrong(0, csvio.Error{Problem: fmt.Sprintf("has no column %q, which --map names", name), Hint: "its columns are " + strings.Join(header, ", ")})
		}
	}
	return columns, ignored, checkKey(request, from, header, columns)
}

// columnOf is the column that a header means: by --map, or by the table.
func columnOf(request Request, header string) (directory.Column, bool, error) {
	for name, target := range request.Map {
		if strings.EqualFold(name, header) {
			column, ok := request.Table.Column(target)
			if !ok {
				return column, false, fmt.Errorf("--map %s=%s: %s has no column %s; rejoin columns %s lists them", name, target, request.Table.Name, target, request.Table.Name)
			}
			return column, true, nil
		}
	}
	column, ok := request.Table.Column(bareHeader(header))
	return column, ok, nil
}

// bareHeader takes a header of Entra ID's bulk files apart: "Object ID [id] Required" means id.
func bareHeader(header string) string {
	if _, rest, ok := strings.Cut(header, "["); ok {
		if name, _, ok := strings.Cut(rest, "]"); ok && name != "" {
			return name
		}
	}
	return header
}

// rank is how directly a header names its column; what a person said with --map stands above all.
func rank(request Request, header string) int {
	for name := range request.Map {
		if strings.EqualFold(name, header) {
			return -1
		}
	}
	return request.Table.Rank(bareHeader(header))
}

// checkKey refuses a file that lacks the key of its table, and says so when it looks like another table.
func checkKey(request Request, from origin, header []string, columns []mapped) error {
	table := request.Table
	var have []string
	for _, one := range columns {
		have = append(have, one.column.Name)
	}
	missing := 0
	for _, name := range table.Key {
		if !slices.Contains(have, name) {
			missing++
		}
	}
	if missing == 0 || !table.KeyAll && missing < len(table.Key) || table.Name == "exo_permissions" && slices.Contains(have, "ExchangeGuid") && slices.Contains(have, "Trustee") {
		return nil
	}
	hint := "say with --map which column it is, or export it with this line: " + repairLine(table, columns)
	if other := looksLike(table, header, len(columns)); other != "" {
		hint = "it looks like " + other + "; import it with --table " + other
	}
	return from.wrong(0, csvio.Error{Hint: hint,
		Problem: fmt.Sprintf("has no column that is %s, by which %s tells its rows apart; its columns are %s", strings.Join(table.Key, " or "), table.Name, strings.Join(header, ", "))})
}

// looksLike is the table that the header fits better; empty when there is none. Of tables with the same columns the first
// is named.
func looksLike(table *directory.Table, header []string, fits int) string {
	best, most := "", fits
	for _, other := range directory.Tables() {
		if other == table || strings.HasSuffix(other.Name, "_deleted") || strings.HasSuffix(other.Name, "deleted_users") {
			continue
		}
		n, keys := 0, 0
		for _, name := range header {
			if column, ok := other.Column(name); ok {
				n++
				if slices.Contains(other.Key, column.Name) {
					keys++
				}
			}
		}
		if n > most && keys > 0 {
			best, most = other.Name, n
		}
	}
	return best
}
