package directory

import "reflect"

// cellWriter is what every typed cell can do: write the snapshot's form of itself.
type cellWriter interface{ MarshalCSV() (string, error) }

// CellOf is the cell of a row's column in the snapshot's form; row is a pointer to a row type. Empty for a column that the type
// does not have.
func CellOf(row any, column string) string {
	value := reflect.ValueOf(row).Elem()
	kind := value.Type()
	for i := range kind.NumField() {
		if kind.Field(i).Tag.Get("csv") != column || column == "-" {
			continue
		}
		field := value.Field(i)
		if typed, ok := field.Addr().Interface().(cellWriter); ok {
			// No cell of ours fails to be written; the error is the interface's.
			text, _ := typed.MarshalCSV()
			return text
		}
		return field.String()
	}
	return ""
}
