package snapshot

import (
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// Rows is a whole table in memory, part after part. It is for the small tables; the large ones are read in blocks.
type Rows[Row any] struct {
	Rows    []Row
	Columns map[string]bool // the columns that every part has and none lost
}

// Has says whether a column was read in every part. A column that it denies is unknown, not empty.
func (r Rows[Row]) Has(column string) bool { return r.Columns[column] }

// ReadRows reads a table. A table that the snapshot does not have gives no rows and no columns.
func ReadRows[Row any](s *Snapshot, table string) (Rows[Row], error) {
	all := Rows[Row]{Columns: map[string]bool{}}
	for i, part := range s.Table(table) {
		rows, err := readPart[Row](s, part)
		if err != nil {
			return Rows[Row]{}, err
		}
		all.Rows = append(all.Rows, rows.Rows...)
		if i == 0 {
			all.Columns = rows.Columns
			continue
		}
		for column := range all.Columns {
			if !rows.Columns[column] {
				delete(all.Columns, column)
			}
		}
	}
	return all, nil
}

func readPart[Row any](s *Snapshot, part Part) (Rows[Row], error) {
	file, err := s.OpenPart(part)
	if err != nil {
		return Rows[Row]{}, err
	}
	defer file.Close()
	decoder := directory.NewDecoder[Row](file.Header.Names)
	rows := Rows[Row]{Columns: map[string]bool{}}
	want := make([]int, len(file.Header.Names))
	for i, name := range file.Header.Names {
		want[i] = i
		rows.Columns[name] = true
	}
	stats, err := csvio.Reduce(file, want, 1,
		func() *decoding[Row] { return &decoding[Row]{decoder: decoder} },
		func(block *decoding[Row]) error {
			rows.Rows = append(rows.Rows, block.rows...)
			return nil
		})
	if err != nil {
		return Rows[Row]{}, err
	}
	return rows, s.CheckRead(part, stats)
}

// decoding is a reducer that keeps every row, decoded.
type decoding[Row any] struct {
	decoder *directory.Decoder[Row]
	rows    []Row
}

func (d *decoding[Row]) Row(row csvio.Row) error {
	d.rows = append(d.rows, *new(Row))
	column, err := d.decoder.Decode(row.Fields, &d.rows[len(d.rows)-1])
	if err != nil {
		return &csvio.Error{Column: column.Name, Value: column.Value, Problem: err.Error(), Hint: "import or export the table again"}
	}
	return nil
}

func (d *decoding[Row]) Reset() { d.rows = nil }
