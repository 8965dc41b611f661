package csvio

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// decode gives a file's text as UTF-8 with line feeds.
func (s survey) decode(name string, file io.ReaderAt, size int64) io.Reader {
	raw := io.NewSectionReader(file, s.skip, size-s.skip)
	var text io.Reader = raw
	switch s.encoding {
	case Windows1252:
		text = &decoder{raw: bufio.NewReaderSize(raw, 1<<16), next: nextWindows1252}
	case UTF16LE, UTF16BE:
		text = &decoder{raw: bufio.NewReaderSize(raw, 1<<16), next: (&utf16Reader{name: name, bigEndian: s.encoding == UTF16BE, line: 1}).next}
	}
	if s.cr && !s.lf {
		return &carriageReturns{text}
	}
	return text
}

// decoder turns another encoding into UTF-8, letter by letter.
type decoder struct {
	raw   *bufio.Reader
	next  func(*bufio.Reader) (rune, error)
	ready []byte // decoded, not yet read
	space [1 << 16]byte
	err   error
}

func (d *decoder) Read(into []byte) (int, error) {
	if len(d.ready) == 0 && d.err == nil {
		d.ready = d.space[:0]
		for len(d.ready) < len(d.space)-utf8.UTFMax && d.err == nil {
			var r rune
			if r, d.err = d.next(d.raw); d.err == nil {
				d.ready = utf8.AppendRune(d.ready, r)
			}
		}
	}
	if len(d.ready) == 0 {
		return 0, d.err
	}
	n := copy(into, d.ready)
	d.ready = d.ready[n:]
	return n, nil
}

// windows1252 are the letters of the bytes from 0x80 to 0x9f; the five that Windows leaves open stay control characters.
var windows1252 = [32]rune{0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178}

func nextWindows1252(raw *bufio.Reader) (rune, error) {
	c, err := raw.ReadByte()
	if err == nil && c >= 0x80 && c < 0xa0 {
		return windows1252[c-0x80], nil
	}
	return rune(c), err
}

// utf16Reader reads UTF-16 and refuses half a pair.
type utf16Reader struct {
	name      string
	bigEndian bool
	line      int
}

func (u *utf16Reader) unit(raw *bufio.Reader) (rune, error) {
	first, err := raw.ReadByte()
	if err != nil {
		return 0, err
	}
	second, err := raw.ReadByte()
	if err == io.EOF {
		return 0, &Error{File: u.name, Line: u.line, Problem: "ends in the middle of a UTF-16 character", Hint: "the file was cut off; export it again"}
	}
	if u.bigEndian {
		return rune(first)<<8 | rune(second), err
	}
	return rune(second)<<8 | rune(first), err
}

func (u *utf16Reader) next(raw *bufio.Reader) (rune, error) {
	r, err := u.unit(raw)
	if err != nil {
		return 0, err
	}
	switch {
	case r == '\n':
		u.line++
	case r == 0:
		return 0, &Error{File: u.name, Line: u.line, Problem: "holds a NUL character", Hint: "the file is damaged, or no CSV; export it again"}
	case utf16.IsSurrogate(r):
		low, err := u.unit(raw)
		if err != nil && err != io.EOF {
			return 0, err
		}
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
			return 0, &Error{File: u.name, Line: u.line, Problem: "holds half a UTF-16 pair", Hint: "the file is damaged; export it again"}
		}
	}
	return r, nil
}

// carriageReturns makes line feeds of the carriage returns of a file that has no others.
type carriageReturns struct{ text io.Reader }

func (c *carriageReturns) Read(into []byte) (int, error) {
	n, err := c.text.Read(into)
	for at := 0; ; at++ {
		i := bytes.IndexByte(into[at:n], '\r')
		if i < 0 {
			return n, err
		}
		at += i
		into[at] = '\n'
	}
}
