package main

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"rejoin/recon/directory"
)

// dialect is how one producer writes CSV. Its zero value is the canonical form.
type dialect struct {
	encode    func(string) []byte // from UTF-8; nil leaves it
	preamble  string              // what stands before the header
	delimiter string              // a comma if empty
	crlf      bool
	quoteAll  bool

	headers map[string]string                          // what this producer calls some columns
	forms   map[directory.Kind]func(string) string     // how it writes the cells of a kind
	columns map[string]func(string) string             // how it writes those of one column, whatever their kind
	empty   map[string]string                          // what it writes in some columns for nothing
	extra   func(table string, r record) []extraColumn // columns of its own, in front
}

// extraColumn is a column that no table of ours has.
type extraColumn struct{ name, text string }

// write is a table in this dialect.
func (d dialect) write(table string, records []record) []byte {
	return d.writePart(table, records, columns(table, records))
}

// writePart is a part of a table, with the columns of the whole.
func (d dialect) writePart(table string, records []record, cs []directory.Column) []byte {
	var b strings.Builder
	b.WriteString(d.preamble)
	var header []string
	if d.extra != nil {
		for _, e := range d.extra(table, records[0]) {
			header = append(header, e.name)
		}
	}
	for _, c := range cs {
		name := c.Name
		if other, ok := d.headers[name]; ok {
			name = other
		}
		header = append(header, name)
	}
	d.line(&b, header)
	for _, r := range records {
		var fields []string
		if d.extra != nil {
			for _, e := range d.extra(table, r) {
				fields = append(fields, e.text)
			}
		}
		for _, c := range cs {
			fields = append(fields, d.cell(c, r[c.Name]))
		}
		d.line(&b, fields)
	}
	if d.encode == nil {
		return []byte(b.String())
	}
	return d.encode(b.String())
}

func (d dialect) cell(c directory.Column, text string) string {
	if text == "" {
		return d.empty[c.Name]
	}
	if form, ok := d.columns[c.Name]; ok {
		return form(text)
	}
	if form, ok := d.forms[c.Kind]; ok {
		return form(text)
	}
	return text
}

func (d dialect) line(b *strings.Builder, fields []string) {
	delimiter := d.delimiter
	if delimiter == "" {
		delimiter = ","
	}
	for i, field := range fields {
		if i > 0 {
			b.WriteString(delimiter)
		}
		if d.quoteAll || strings.ContainsAny(field, delimiter+"\"\r\n") || strings.HasPrefix(field, " ") {
			field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
		}
		b.WriteString(field)
	}
	if d.crlf {
		b.WriteByte('\r')
	}
	b.WriteByte('\n')
}

// withMark is UTF-8 with a byte order mark.
func withMark(text string) []byte { return append([]byte("\ufeff"), text...) }

// utf16LE is UTF-16, little-endian with a byte order mark, which Windows calls Unicode.
func utf16LE(text string) []byte {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// windows1252 is the ANSI code page of western Europe. The letters of our names in it are those of Latin-1; another letter
// is an error in the sample.
func windows1252(text string) []byte {
	var b bytes.Buffer
	for _, r := range text {
		if r > 0xff || r >= 0x80 && r < 0xa0 {
			panic("not in Windows-1252: " + string(r))
		}
		b.WriteByte(byte(r))
	}
	return b.Bytes()
}
