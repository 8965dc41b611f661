package bench

import (
	"bytes"
	"io"
)

// rows writes CSV. What it puts into quotes is what encoding/csv would, unless everything is quoted.
type rows struct {
	out      io.Writer
	quoteAll bool
	buffer   []byte
	scratch  []byte
	err      error
}

const flushAt = 1 << 18

func newRows(out io.Writer, quoteAll bool) *rows {
	r := &rows{out: out, quoteAll: quoteAll, buffer: make([]byte, 0, flushAt+1<<14)}
	if quoteAll {
		r.buffer = append(r.buffer, 0xef, 0xbb, 0xbf)
	}
	return r
}

// header writes the first line.
func (r *rows) header(names []string) {
	for i, name := range names {
		r.field(append(r.separated(i), name...))
	}
	r.end()
}

// person writes one line: the cells for this person.
func (r *rows) person(cells []cell, p *person) {
	for i, write := range cells {
		r.field(write(r.separated(i), p))
	}
	r.end()
}

// separated is the buffer, ready for field i.
func (r *rows) separated(i int) []byte {
	if i > 0 {
		r.buffer = append(r.buffer, ',')
	}
	return r.buffer
}

// field takes the buffer back with the text of one more field, and puts that into quotes if it must be.
func (r *rows) field(written []byte) {
	start := len(r.buffer)
	r.buffer = written
	text := written[start:]
	if !r.quoteAll && !needsQuotes(text) {
		return
	}
	r.scratch = append(r.scratch[:0], text...)
	r.buffer = append(r.buffer[:start], '"')
	rest := r.scratch
	for {
		i := bytes.IndexByte(rest, '"')
		if i < 0 {
			break
		}
		r.buffer = append(append(r.buffer, rest[:i+1]...), '"')
		rest = rest[i+1:]
	}
	r.buffer = append(append(r.buffer, rest...), '"')
}

// needsQuotes is encoding/csv's rule for what our cells can be.
func needsQuotes(text []byte) bool {
	for _, c := range text {
		if quoted[c] {
			return true
		}
	}
	return len(text) > 0 && text[0] == ' '
}

var quoted = [256]bool{',': true, '"': true, '\n': true}

func (r *rows) end() {
	if r.quoteAll {
		r.buffer = append(r.buffer, '\r')
	}
	r.buffer = append(r.buffer, '\n')
	if len(r.buffer) >= flushAt {
		r.flush()
	}
}

// flush hands over what is written, and gives the first error there was.
func (r *rows) flush() error {
	if r.err == nil {
		_, r.err = r.out.Write(r.buffer)
	}
	r.buffer = r.buffer[:0]
	return r.err
}
