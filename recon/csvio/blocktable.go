package csvio

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Table is one open part file of a snapshot, in our own dialect: UTF-8, commas, a header, quotes around whole fields.
type Table struct {
	Name   string // for errors
	File   io.ReaderAt
	Size   int64 // in bytes
	Header Header

	blockSize int64 // in bytes; tests make it small
	close     func() error
}

// Header is a table's first record.
type Header struct {
	Names  []string
	Length int64 // in bytes, with its line end: where the first row begins
}

// Index is the place of a column in the header, or -1 when the table does not have it.
func (h Header) Index(name string) int {
	for i, have := range h.Names {
		if have == name {
			return i
		}
	}
	return -1
}

// OpenTable opens a part file and reads its header. The caller closes it.
func OpenTable(path string) (*Table, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &Error{File: path, Problem: reason(err), Hint: "the snapshot is incomplete; import or export the table again"}
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a directory, not a table")
	}
	if err != nil {
		file.Close()
		return nil, &Error{File: path, Problem: reason(err)}
	}
	table, err := NewTable(path, file, info.Size())
	if err != nil {
		file.Close()
		return nil, err
	}
	table.close = file.Close
	return table, nil
}

// NewTable reads the header of a table of the given size in bytes. The name is for errors.
func NewTable(name string, file io.ReaderAt, size int64) (*Table, error) {
	t := &Table{Name: name, File: file, Size: size, blockSize: blockSize}
	if size == 0 {
		return nil, &Error{File: name, Problem: "is empty", Hint: "import or export the table again"}
	}
	line, err := t.firstLine()
	if err != nil {
		return nil, err
	}
	t.Header.Length = int64(len(line))
	text := bytes.TrimRight(line, "\r\n")
	for _, cell := range strings.Split(string(text), ",") {
		cell = strings.Trim(cell, `"`)
		if cell == "" || t.Header.Index(cell) >= 0 {
			return nil, &Error{File: name, Line: 1, Value: cell, Problem: "the header names a column twice, or not at all", Hint: "import or export the table again"}
		}
		t.Header.Names = append(t.Header.Names, cell)
	}
	return t, nil
}

// firstLine is the table's first line with its line end. Our own column names hold no line feeds, so no quotes are needed.
func (t *Table) firstLine() ([]byte, error) {
	var line []byte
	for int64(len(line)) < t.Size {
		var err error
		had := len(line)
		if line, err = t.readAt(line, int64(had), int(min(64<<10, t.Size-int64(had)))); err != nil {
			return nil, err
		}
		if i := bytes.IndexByte(line[had:], '\n'); i >= 0 {
			return line[:had+i+1], nil
		}
		if len(line) > blockSize {
			return nil, &Error{File: t.Name, Line: 1, Problem: "the header is longer than 1 MiB", Hint: "this is no table of a snapshot"}
		}
	}
	return line, nil
}

// Close closes the file behind the table.
func (t *Table) Close() error {
	if t.close == nil {
		return nil
	}
	return t.close()
}

func reason(err error) string {
	if path, ok := errors.AsType[*os.PathError](err); ok {
		err = path.Err
	}
	if errors.Is(err, os.ErrNotExist) {
		return "there is no such file"
	}
	return err.Error()
}

// offsetError is an error whose place is known as an offset; its line is counted only when it is told to someone.
type offsetError struct {
	offset int64
	err    error
}

func (e *offsetError) Error() string { return fmt.Sprintf("at byte %d: %v", e.offset, e.err) }
func (e *offsetError) Unwrap() error { return e.err }

func atOffset(err error, offset int64) error { return &offsetError{offset: offset, err: err} }

// locate gives an error that happened at an offset its file and line.
func (t *Table) locate(err error) error {
	at, ok := errors.AsType[*offsetError](err)
	if !ok {
		return err
	}
	placed, ok := errors.AsType[*Error](at.err)
	if !ok {
		placed = &Error{Problem: at.err.Error()}
	}
	copied := *placed
	copied.File, copied.Line = t.Name, t.LineAt(at.offset)
	return &copied
}

// LineAt is the number of the physical line that holds the byte at offset, counted from 1.
func (t *Table) LineAt(offset int64) int {
	lines := 1
	buffer := make([]byte, 0, blockSize)
	for at := int64(0); at < offset; {
		n := min(int64(blockSize), offset-at)
		var err error
		if buffer, err = t.readAt(buffer[:0], at, int(n)); err != nil {
			return lines
		}
		lines += bytes.Count(buffer, []byte{'\n'})
		at += n
	}
	return lines
}
