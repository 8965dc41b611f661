package csvio

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Options say what is known of a file's form. Empty fields are found out.
type Options struct {
	Encoding  string // utf-8, utf-16le, utf-16be, windows-1252
	Delimiter string // one character, or the word tab
}

// Record is one row of a hand-made file.
type Record struct {
	Fields []string // as many as the header has
	Line   int      // the physical line in which the record begins, counted from 1; of JSON pages the object's number
}

// Reader reads a hand-made CSV file, record by record.
type Reader struct {
	name      string
	close     func() error
	split     *splitter
	dialect   Dialect
	header    []string
	extra     int // columns without a name at the end of the header, which must stay empty
	warnings  []string
	truncated bool
}

// Open finds out the form of a file and reads its header. The caller closes the reader.
func Open(path string, options Options) (*Reader, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, err
	}
	r, err := newReader(path, file, size, options)
	if err != nil {
		file.Close()
		return nil, err
	}
	r.close = file.Close
	return r, nil
}

// openFile opens a file that can be read, and tells its size.
func openFile(path string) (*os.File, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, &Error{File: path, Problem: reason(err), Hint: "check the path"}
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		err = &Error{File: path, Problem: reason(err)}
	case info.IsDir():
		err = &Error{File: path, Problem: "is a directory", Hint: "name the files in it"}
	case !info.Mode().IsRegular():
		err = &Error{File: path, Problem: "is no ordinary file, and it must be read twice", Hint: "write it to a file first"}
	case info.Size() == 0:
		err = &Error{File: path, Problem: "is empty", Hint: "export it again"}
	}
	if err != nil {
		file.Close()
		return nil, 0, err
	}
	return file, info.Size(), nil
}

func newReader(name string, file io.ReaderAt, size int64, options Options) (*Reader, error) {
	found, err := look(name, file, size, options.Encoding)
	if err != nil {
		return nil, err
	}
	text := found.decode(name, file, size)
	sample, err := readSample(text)
	if err != nil {
		return nil, err
	}
	p := readPreamble(sample)
	if isPrintedTable(sample[p.length:]) {
		return nil, &Error{File: name, Line: p.lines + 1, Problem: "is a table as PowerShell prints it, not CSV", Hint: "export it with Export-Csv instead of > or Out-File"}
	}
	r := &Reader{name: name, dialect: p.dialect}
	for _, warning := range p.warnings {
		r.warn(warning)
	}
	r.dialect.Encoding = found.encoding
	switch {
	case options.Delimiter == "tab":
		r.dialect.Delimiter = '\t'
	case len(options.Delimiter) == 1 && !strings.ContainsAny(options.Delimiter, "\"\r\n"):
		r.dialect.Delimiter = options.Delimiter[0]
	case options.Delimiter != "":
		return nil, fmt.Errorf("the delimiter is %q; it is one character, or the word tab", options.Delimiter)
	case r.dialect.Delimiter == 0:
		r.dialect.Delimiter = findDelimiter(sample[p.length:])
	}
	r.split = newSplitter(name, io.MultiReader(bytes.NewReader(sample[p.length:]), text), r.dialect.Delimiter)
	r.split.line += p.lines
	return r, r.readHeader()
}

// Header lists the columns' names, as the file has them.
func (r *Reader) Header() []string { return r.header }

// Dialect is the form of the file.
func (r *Reader) Dialect() Dialect { return r.dialect }

// Warnings lists what the exporting tool wrote into the file about itself. It is complete only at the end.
func (r *Reader) Warnings() []string { return r.warnings }

// Truncated says whether the file itself says that rows are missing. It is known only at the end.
func (r *Reader) Truncated() bool { return r.truncated }

// Close closes the file.
func (r *Reader) Close() error {
	if r.close == nil {
		return nil
	}
	return r.close()
}

func (r *Reader) warn(text string) {
	r.warnings = append(r.warnings, text)
	r.truncated = r.truncated || saysMore(text)
}

// Next reads the next record; io.EOF at the end. Blank lines, rows of empty cells and warnings are no records.
func (r *Reader) Next() (Record, error) {
	for {
		line, err := r.split.next()
		if err != nil {
			return Record{}, r.named(err)
		}
		if len(bytes.TrimSpace(r.split.fields)) == 0 {
			continue
		}
		fields := r.split.strings()
		if isWarning(fields[0]) && !r.split.quoted {
			r.warn(strings.Join(fields, string(r.dialect.Delimiter)))
			continue
		}
		if len(fields) == len(r.header) {
			return Record{fields, line}, nil
		}
		if len(fields) > len(r.header) && strings.Join(fields[len(r.header):], "") == "" {
			return Record{fields[:len(r.header)], line}, nil
		}
		return Record{}, r.ragged(fields, line)
	}
}

// named gives an error of the splitter, which counts columns, the column's name.
func (r *Reader) named(err error) error {
	wrong, ok := errors.AsType[*Error](err)
	if !ok || wrong.Column == "" || len(r.header) == 0 {
		return err
	}
	var number int
	if _, scanErr := fmt.Sscanf(wrong.Column, "number %d", &number); scanErr == nil && number >= 1 && number <= len(r.header) {
		wrong.Column = r.header[number-1]
	}
	return wrong
}

func (r *Reader) ragged(fields []string, line int) error {
	hint := "a cell that holds the delimiter must be quoted"
	if len(fields) > len(r.header) && r.extra > 0 {
		hint = "cells stand under columns that have no name; name the columns in the header"
	}
	if len(fields) < len(r.header) {
		hint = "the record is cut off, or a line feed in a cell is not quoted"
	}
	return &Error{File: r.name, Line: line, Value: fields[0], Hint: hint,
		Problem: fmt.Sprintf("the record that begins with this value has %s, the header %d", countFields(len(fields)), len(r.header))}
}
