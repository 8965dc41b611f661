package ad

import (
	"testing"
	"unicode/utf8"

	"rejoin/internal/adcell"
	"rejoin/recon/directory"
)

// Whatever bytes a directory holds, a cell is text that its own column reads again, or it is said to be lost.
func FuzzCell(f *testing.F) {
	f.Add([]byte("ada@contoso.example"), []byte("smtp:a;b"))
	f.Add([]byte("TRUE"), []byte{})
	f.Add([]byte("20261102060000.0Z"), []byte("133170048000000000"))
	f.Add([]byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"), []byte("J\xfcrgen"))
	f.Add([]byte("\x01\x01\x00\x00\x00\x00\x00\x05\x0a\x00\x00\x00"), []byte("-9223372036854775808"))
	columns := users.columns()
	var names []string
	for _, column := range columns {
		names = append(names, column.Name)
	}
	decoder := directory.NewDecoder[directory.ADUser](names)
	f.Fuzz(func(t *testing.T, first, second []byte) {
		for _, raw := range [][][]byte{{first}, {first, second}} {
			cells := make([][]byte, len(columns))
			for i, column := range columns {
				text, ok := adcell.Text(column, raw)
				if !ok && text != "" || !utf8.ValidString(text) {
					t.Fatalf("%s: %q of %q", column.Name, text, raw)
				}
				cells[i] = []byte(text)
			}
			var user directory.ADUser
			if bad, err := decoder.Decode(cells, &user); err != nil {
				t.Fatalf("%s cannot read its own %q: %v", bad.Name, bad.Value, err)
			}
		}
	})
}
