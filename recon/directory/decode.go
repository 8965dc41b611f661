package directory

import (
	"reflect"
	"strings"
)

// Decoder turns the cells of a table's rows into its row type. Make one for each header.
type Decoder[Row any] struct {
	names  []string
	fields []int  // for each cell its field in Row, or -1
	typed  []bool // for each cell whether its field reads itself; all others are plain text
}

// BadCell names the cell that a Decoder could not read.
type BadCell struct {
	Name  string // of the column
	Value string
}

// cell is what every typed cell can do: read the snapshot's form of itself. All other fields are plain text.
type cell interface{ UnmarshalCSV(string) error }

// NewDecoder makes a decoder for rows with the given columns. Columns that Row does not have are passed over.
func NewDecoder[Row any](header []string) *Decoder[Row] {
	kind := reflect.TypeFor[Row]()
	byName := map[string]int{}
	for i := range kind.NumField() {
		if name := kind.Field(i).Tag.Get("csv"); name != "" && name != "-" {
			byName[name] = i
		}
	}
	d := &Decoder[Row]{names: header, fields: make([]int, len(header)), typed: make([]bool, len(header))}
	for i, name := range header {
		field, ok := byName[name]
		if !ok {
			d.fields[i] = -1
			continue
		}
		d.fields[i], d.typed[i] = field, reflect.PointerTo(kind.Field(field).Type).Implements(reflect.TypeFor[cell]())
	}
	return d
}

// Decode reads one row's cells, in the order of the header, into row. Empty cells leave their fields as they are. The error
// says what is wrong with the cell that is returned beside it.
func (d *Decoder[Row]) Decode(cells [][]byte, row *Row) (BadCell, error) {
	// One string holds the texts of all cells: to make a string for each would be most of the work.
	length := 0
	for i, text := range cells {
		if d.fields[i] >= 0 {
			length += len(text)
		}
	}
	var all strings.Builder
	all.Grow(length)
	for i, text := range cells {
		if d.fields[i] >= 0 {
			all.Write(text)
		}
	}
	rest := all.String()
	value := reflect.ValueOf(row).Elem()
	for i, bytes := range cells {
		if len(bytes) == 0 || d.fields[i] < 0 {
			continue
		}
		text := rest[:len(bytes)]
		rest = rest[len(bytes):]
		field := value.Field(d.fields[i])
		if !d.typed[i] {
			field.SetString(text)
			continue
		}
		if err := field.Addr().Interface().(cell).UnmarshalCSV(text); err != nil {
			return BadCell{Name: d.names[i], Value: text}, err
		}
	}
	return BadCell{}, nil
}
