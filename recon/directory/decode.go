package directory

import "reflect"

// Decoder turns the cells of a table's rows into its row type. Make one for each header.
type Decoder[Row any] struct {
	names  []string
	fields []int // for each cell its field in Row, or -1
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
	d := &Decoder[Row]{names: header, fields: make([]int, len(header))}
	for i, name := range header {
		field, ok := byName[name]
		if !ok {
			field = -1
		}
		d.fields[i] = field
	}
	return d
}

// Decode reads one row's cells, in the order of the header, into row. Empty cells leave their fields as they are. The error
// says what is wrong with the cell that is returned beside it.
func (d *Decoder[Row]) Decode(cells [][]byte, row *Row) (BadCell, error) {
	value := reflect.ValueOf(row).Elem()
	for i, text := range cells {
		if len(text) == 0 || d.fields[i] < 0 {
			continue
		}
		field := value.Field(d.fields[i])
		if typed, ok := field.Addr().Interface().(cell); ok {
			if err := typed.UnmarshalCSV(string(text)); err != nil {
				return BadCell{Name: d.names[i], Value: string(text)}, err
			}
			continue
		}
		field.SetString(string(text))
	}
	return BadCell{}, nil
}
