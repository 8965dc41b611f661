package csvio

import (
	"bytes"
	"errors"
	"fmt"
)

// errIncomplete says that the bytes at hand end before the record does.
var errIncomplete = errors.New("record is incomplete")

// cutter cuts records of one width into fields and keeps those that are wanted. It knows only our own tables' dialect:
// commas, quotes only around a whole field, line feeds with or without a carriage return.
type cutter struct {
	width   int        // fields a record must have
	slot    []int16    // for each column up to the last wanted one: its place in row.Fields, or -1
	again   [][2]int16 // further places of columns that are wanted more than once
	names   []string
	row     Row
	scratch []byte // fields with doubled quotes, undoubled
	open    int    // the column whose quote is not closed in the bytes at hand
	final   bool   // the bytes at hand reach to the end of the file, which ends a record as a line feed does
}

func newCutter(header Header, want []int) *cutter {
	c := &cutter{width: len(header.Names), names: header.Names}
	c.row.Fields = make([][]byte, len(want))
	for place, column := range want {
		if column < 0 {
			continue // the table has no such column: its field stays empty
		}
		for len(c.slot) <= column {
			c.slot = append(c.slot, -1)
		}
		if first := c.slot[column]; first >= 0 {
			c.again = append(c.again, [2]int16{first, int16(place)})
			continue
		}
		c.slot[column] = int16(place)
	}
	return c
}

func (c *cutter) clone() *cutter {
	return &cutter{width: c.width, slot: c.slot, again: c.again, names: c.names, row: Row{Fields: make([][]byte, len(c.row.Fields))}}
}

func indexByte(b []byte, from int, x byte) int {
	if i := bytes.IndexByte(b[from:], x); i >= 0 {
		return from + i
	}
	return -1
}

// lineEnd is the index of the next line feed, or of the end of the file; -1 when the bytes at hand have neither.
func (c *cutter) lineEnd(b []byte, from int) int {
	if i := bytes.IndexByte(b[from:], '\n'); i >= 0 {
		return from + i
	}
	if c.final {
		return len(b)
	}
	return -1
}

// cut reads the record that begins at b[at:] into c.row.Fields and returns where the next one begins. It returns
// errIncomplete when b ends before the record does, or inside a quoted field.
func (c *cutter) cut(b []byte, at int) (int, error) {
	next, err := c.fields(b, at)
	for _, places := range c.again {
		c.row.Fields[places[1]] = c.row.Fields[places[0]]
	}
	return next, err
}

// fields does the same for the first place of each column.
func (c *cutter) fields(b []byte, at int) (int, error) {
	c.scratch = c.scratch[:0]
	end := c.lineEnd(b, at)
	if end < 0 {
		return 0, errIncomplete
	}
	quote := indexQuote(b, at, end)
	column := 0
	fields := c.row.Fields
	for ; column < len(c.slot); column++ {
		// Up to the next quote there are only commas to look for, and most rows have their first quote late.
		for column < len(c.slot) && quote > at {
			comma := 0
			if b[at] != ',' {
				if comma = bytes.IndexByte(b[at:quote], ','); comma < 0 {
					break
				}
			}
			if place := c.slot[column]; place >= 0 {
				fields[place] = b[at : at+comma]
			}
			at += comma + 1
			column++
		}
		if column == len(c.slot) {
			break
		}
		var field []byte
		after := at // the index of the delimiter that ends the field
		if quote == at && at < end {
			closing, doubled := closingQuote(b, at+1)
			if closing < 0 {
				c.open = column
				return 0, errIncomplete
			}
			field = b[at+1 : closing]
			if doubled {
				field = c.undouble(field)
			}
			after = closing + 1
			if after > end {
				if end = c.lineEnd(b, after); end < 0 {
					return 0, errIncomplete
				}
			}
			if after < end && b[after] != ',' && !(b[after] == '\r' && after+1 == end) {
				return 0, c.afterQuote(column)
			}
			quote = indexQuote(b, after, end)
			if after < end && b[after] == '\r' {
				after = end
			}
		} else {
			comma := bytes.IndexByte(b[at:end], ',')
			if comma >= 0 {
				after = at + comma
			} else {
				after = end
			}
			if quote < after {
				return 0, c.bareQuote(column)
			}
			field = b[at:after]
			if after == end && len(field) > 0 && field[len(field)-1] == '\r' {
				field = field[:len(field)-1]
			}
		}
		if place := c.slot[column]; place >= 0 {
			fields[place] = field
		}
		if after >= end {
			column++
			if column < c.width {
				return 0, c.ragged(column)
			}
			return min(end+1, len(b)), nil
		}
		at = after + 1
	}
	return c.skip(b, at, end, quote, column)
}

// skip passes over the columns from column on, none of which is wanted, and checks that there are as many as there should
// be. It looks at quotes only, of which the next is given, and counts commas between them.
func (c *cutter) skip(b []byte, at, end, quote, column int) (int, error) {
	if column >= c.width {
		return 0, c.ragged(column + 1 + bytes.Count(b[at:end], []byte{','}))
	}
	for quote < end {
		column += bytes.Count(b[at:quote], []byte{','})
		if quote > at && b[quote-1] != ',' {
			return 0, c.bareQuote(column)
		}
		closing, _ := closingQuote(b, quote+1)
		if closing < 0 {
			c.open = column
			return 0, errIncomplete
		}
		at = closing + 1
		if at > end {
			if end = c.lineEnd(b, at); end < 0 {
				return 0, errIncomplete
			}
		}
		if at < end && b[at] != ',' && !(b[at] == '\r' && at+1 == end) {
			return 0, c.afterQuote(column)
		}
		quote = indexQuote(b, at, end)
	}
	column += bytes.Count(b[at:end], []byte{','})
	if column+1 != c.width {
		return 0, c.ragged(column + 1)
	}
	return min(end+1, len(b)), nil
}

// indexQuote is the index of the next quote before end, or end.
func indexQuote(b []byte, at, end int) int {
	if i := bytes.IndexByte(b[at:end], '"'); i >= 0 {
		return at + i
	}
	return end
}

// closingQuote is the index of the quote that ends a quoted field, or -1; doubled says that the field contains quotes.
func closingQuote(b []byte, from int) (closing int, doubled bool) {
	for {
		i := bytes.IndexByte(b[from:], '"')
		if i < 0 {
			return -1, doubled
		}
		from += i
		if from+1 >= len(b) || b[from+1] != '"' {
			return from, doubled
		}
		doubled = true
		from += 2
	}
}

// undouble copies a field into the scratch space with every doubled quote made single.
func (c *cutter) undouble(field []byte) []byte {
	begin := len(c.scratch)
	for {
		i := bytes.IndexByte(field, '"')
		if i < 0 {
			c.scratch = append(c.scratch, field...)
			return c.scratch[begin:]
		}
		c.scratch = append(c.scratch, field[:i+1]...)
		field = field[i+2:]
	}
}

func (c *cutter) ragged(fields int) error {
	return &Error{
		Problem: fmt.Sprintf("this record has %s, its header %d", countFields(fields), c.width),
		Hint:    "a snapshot's tables are not edited by hand; import or export the table again",
	}
}

func countFields(n int) string {
	if n == 1 {
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
}

func (c *cutter) afterQuote(column int) error {
	return &Error{Column: c.name(column), Problem: "text follows the closing quote", Hint: "quotes inside a cell are doubled"}
}

func (c *cutter) bareQuote(column int) error {
	return &Error{Column: c.name(column), Problem: "a quote stands inside an unquoted cell", Hint: "quote the whole cell and double the quotes inside it"}
}

func (c *cutter) unclosed() error {
	return &Error{Column: c.name(c.open), Problem: "a quote opens in this record and is never closed", Hint: "the file is damaged or was cut off; export or import it again"}
}

// name is a column's name; empty when the record has more fields than the header.
func (c *cutter) name(column int) string {
	if column >= len(c.names) {
		return ""
	}
	return c.names[column]
}
