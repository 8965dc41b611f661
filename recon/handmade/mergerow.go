package handmade

import (
	"fmt"
	"slices"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// joiner joins the rows of one part with those of the file.
type joiner struct {
	*merger
	partial bool           // the file is known not to hold everything
	lost    directory.List // columns that the part left out because they were lost
	old     []string       // the columns of the part
	columns []joined       // those of the part and of the file, in the order of the table, but for _lossy
	lossyAt int            // where _lossy is in the part, or -1
	lossyIn int            // where it is in the file, or -1
	lossy   bool           // the merged part has a _lossy column
}

// joined is a column of the merged part, and where it comes from; -1: that side does not have it.
type joined struct {
	name    string
	at, in  int
	unknown bool // a row that the file does not have leaves the cell unknown
}

// plan finds out which columns the merged part has.
func (j *joiner) plan(part snapshot.Part, grows bool) error {
	old, err := j.sink.edit.Snapshot().OpenPart(part)
	if err != nil {
		return err
	}
	defer old.Close()
	j.old = old.Header.Names
	j.lossyAt, j.lossyIn = slices.Index(j.old, directory.LossyColumn), slices.Index(j.sink.columns, directory.LossyColumn)
	j.lossy = grows || j.partial || j.lossyAt >= 0 || j.lossyIn >= 0
	for _, column := range j.sink.request.Table.Columns {
		one := joined{name: column.Name, at: slices.Index(j.old, column.Name), in: slices.Index(j.sink.columns, column.Name)}
		if one.name == directory.LossyColumn || one.at < 0 && one.in < 0 {
			continue
		}
		wasLost := one.at < 0 && slices.Contains(j.lost, one.name)
		one.unknown = one.in >= 0 && (j.partial || wasLost)
		j.lossy = j.lossy || wasLost
		j.columns = append(j.columns, one)
	}
	return nil
}

// names is the header of the merged part.
func (j *joiner) names() []string {
	var names []string
	for _, one := range j.columns {
		names = append(names, one.name)
	}
	if j.lossy {
		names = append(names, directory.LossyColumn)
	}
	return names
}

// join joins an old row with the file's row of the same object, if there is one.
func (j *joiner) join(old *csvio.Table, cells []string, line int) ([]string, error) {
	key := make([]string, len(j.sink.request.Table.Key))
	for i, name := range j.sink.request.Table.Key {
		if at := slices.Index(j.old, name); at >= 0 {
			key[i] = cells[at]
		}
	}
	added := j.find(key)
	row := make([]string, len(j.columns), len(j.columns)+1)
	var unknown []string
	for i, one := range j.columns {
		before, after := "", ""
		if one.at >= 0 {
			before = cells[one.at]
		}
		if one.in >= 0 && added != nil {
			after = added.cells[one.in]
		}
		if before != "" && after != "" && before != after {
			return nil, j.sink.from.wrong(added.line, csvio.Error{Column: one.name, Value: after,
				Problem: fmt.Sprintf("%s:%d says %q for the same object", old.Name, line, before), Hint: "find out which is right, or leave the column out of the file"})
		}
		if row[i] = before; before == "" {
			row[i] = after
		}
		if added == nil && one.unknown {
			unknown = append(unknown, one.name)
		}
	}
	if j.lossyAt >= 0 {
		unknown = append(unknown, strings.Split(cells[j.lossyAt], ";")...)
	}
	return j.finish(row, unknown, added), nil
}

// alone is a row that only the file has: what the part has besides is unknown of it.
func (j *joiner) alone(added *mergeRow) []string {
	row := make([]string, len(j.columns), len(j.columns)+1)
	var unknown []string
	for i, one := range j.columns {
		if one.in >= 0 {
			row[i] = added.cells[one.in]
		} else {
			unknown = append(unknown, one.name)
		}
	}
	return j.finish(row, unknown, added)
}

// finish adds the _lossy cell: what is unknown of the row, but for cells that one of the two sides gave after all.
func (j *joiner) finish(row, unknown []string, added *mergeRow) []string {
	if !j.lossy {
		return row
	}
	if j.lossyIn >= 0 && added != nil {
		unknown = append(unknown, strings.Split(added.cells[j.lossyIn], ";")...)
	}
	var lossy []string
	for i, one := range j.columns {
		if row[i] == "" && slices.Contains(unknown, one.name) {
			lossy = append(lossy, one.name)
		}
	}
	return append(row, strings.Join(lossy, ";"))
}
