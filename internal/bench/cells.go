package bench

import (
	"fmt"
	"maps"

	"rejoin/recon/directory"
)

// cell appends the text of one column for one person, unquoted; nothing where the column is empty.
type cell func(b []byte, p *person) []byte

// when is the cell for those that the condition holds for, and empty for others.
func when(holds func(*person) bool, then cell) cell {
	return func(b []byte, p *person) []byte {
		if !holds(p) {
			return b
		}
		return then(b, p)
	}
}

// text is a cell that is the same for everybody.
func text(s string) cell {
	return func(b []byte, _ *person) []byte { return append(b, s...) }
}

// truthOf is a boolean cell.
func truthOf(holds func(*person) bool) cell {
	return func(b []byte, p *person) []byte {
		if holds(p) {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	}
}

func withCells(cells, more map[string]cell) map[string]cell {
	all := maps.Clone(cells)
	maps.Copy(all, more)
	return all
}

// sheet is a table with the columns that are filled, in the order in which a snapshot writes them.
type sheet struct {
	header []string
	cells  []cell
}

// newSheet puts the cells into the order of the table's columns.
func newSheet(table string, cells map[string]cell) (sheet, error) {
	t, ok := directory.TableNamed(table)
	if !ok {
		return sheet{}, fmt.Errorf("no table %q", table)
	}
	var s sheet
	for _, column := range t.Columns {
		if c, ok := cells[column.Name]; ok {
			s.header = append(s.header, column.Name)
			s.cells = append(s.cells, c)
		}
	}
	if len(s.cells) != len(cells) {
		return sheet{}, fmt.Errorf("table %s lacks some of the %d columns that are filled", table, len(cells))
	}
	return s, nil
}
