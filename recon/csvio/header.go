package csvio

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"rejoin/recon/directory"
)

// readHeader reads the first record and checks that it names columns.
func (r *Reader) readHeader() error {
	line, err := r.split.next()
	if err == io.EOF {
		return &Error{File: r.name, Problem: "has no header and no rows", Hint: "export it again"}
	}
	if err != nil {
		return err
	}
	r.dialect.CRLF = r.split.crlf
	for _, name := range r.split.strings() {
		r.header = append(r.header, strings.TrimSpace(name))
	}
	for len(r.header) > 1 && r.header[len(r.header)-1] == "" {
		// A spreadsheet's empty columns at the end. Cells under them are refused when they come.
		r.header = r.header[:len(r.header)-1]
		r.extra++
	}
	if looksLikeData(r.header) {
		return &Error{File: r.name, Line: line, Value: strings.Join(r.header, string(r.dialect.Delimiter)), Problem: "the first record looks like data: there is no header",
			Hint: "put a line with the columns' names before it"}
	}
	first := map[string]int{}
	for i, name := range r.header {
		if strings.Contains(strings.ReplaceAll(name, "\r\n", ""), "\r") {
			return &Error{File: r.name, Line: line, Problem: fmt.Sprintf("the name of column %d holds a carriage return", i+1),
				Hint: "the file's line ends are of two kinds; save it with line feeds"}
		}
		if name == "" {
			return &Error{File: r.name, Line: line, Problem: fmt.Sprintf("column %d has no name", i+1), Hint: "name it, or take it out"}
		}
		folded := strings.ToLower(name)
		if before, twice := first[folded]; twice {
			return &Error{File: r.name, Line: line, Column: name, Problem: fmt.Sprintf("columns %d and %d have the same name", before+1, i+1), Hint: "rename or remove one of them"}
		}
		first[folded] = i
	}
	return nil
}

// Places says where columns stand in the file, in any letter case. The error is about the first that is not there; hint says what to do then.
func (r *Reader) Places(columns []string, hint string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range r.header {
		at[strings.ToLower(name)] = i
	}
	places := map[string]int{}
	for _, column := range columns {
		i, ok := at[strings.ToLower(column)]
		if !ok {
			return nil, &Error{File: r.name, Line: 1, Column: column, Problem: "is not among the file's columns", Hint: hint}
		}
		places[column] = i
	}
	return places, nil
}

// looksLikeData says whether most of a record's fields are values rather than names.
func looksLikeData(fields []string) bool {
	values, filled := 0, 0
	for _, field := range fields {
		if field == "" {
			continue
		}
		filled++
		_, guidErr := directory.ParseGUID(field)
		_, numberErr := strconv.ParseFloat(field, 64)
		if guidErr == nil || numberErr == nil || strings.Contains(field, "@") || strings.HasPrefix(field, "CN=") || strings.EqualFold(field, "true") || strings.EqualFold(field, "false") {
			values++
		}
	}
	return filled > 0 && 2*values >= filled
}
