package csvio

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// lineEnd is the last character of a line.
func (s survey) lineEnd() byte {
	if s.cr && !s.lf {
		return '\r'
	}
	return '\n'
}

// decode gives a file's text as UTF-8 with line feeds.
func (s survey) decode(name string, file io.ReaderAt, size int64) io.Reader {
	var text io.Reader = io.NewSectionReader(file, s.skip, size-s.skip)
	switch s.encoding {
	case Windows1252:
		text = &decoder{raw: text, letters: decode1252}
	case UTF16LE, UTF16BE:
		text = &decoder{raw: text, letters: newUTF16(name, s.encoding == UTF16BE, s.lineEnd()).letters}
	}
	if s.lineEnd() == '\r' {
		return &carriageReturns{text}
	}
	return text
}

// decoder turns another encoding into UTF-8, a piece of the file at a time.
type decoder struct {
	raw io.Reader
	// letters appends the letters of raw to text, and says how many bytes of raw it used: all of them at the end of the file.
	letters func(text, raw []byte, final bool) ([]byte, int, error)
	piece   [1 << 16]byte
	kept    int // bytes at the piece's beginning that belong to a letter whose end was not read yet
	text    []byte
	ready   []byte // the part of text that nobody read yet
	err     error
}

func (d *decoder) Read(into []byte) (int, error) {
	for len(d.ready) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		d.fill()
	}
	n := copy(into, d.ready)
	d.ready = d.ready[n:]
	return n, nil
}

func (d *decoder) fill() {
	n, readErr := io.ReadFull(d.raw, d.piece[d.kept:])
	if readErr == io.ErrUnexpectedEOF {
		readErr = io.EOF
	}
	raw := d.piece[:d.kept+n]
	var used int
	d.text, used, d.err = d.letters(d.text[:0], raw, readErr == io.EOF)
	d.kept = copy(d.piece[:], raw[used:])
	d.ready = d.text
	if d.err == nil {
		d.err = readErr
	}
}

// windows1252 are the letters of the bytes from 0x80 to 0x9f; the five that Windows leaves open stay control characters.
var windows1252 = [32]rune{0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178}

func decode1252(text, raw []byte, _ bool) ([]byte, int, error) {
	for at := 0; at < len(raw); {
		plain := asciiLength(raw[at:])
		text = append(text, raw[at:at+plain]...)
		if at += plain; at == len(raw) {
			break
		}
		r := rune(raw[at])
		if r < 0xa0 {
			r = windows1252[r-0x80]
		}
		text = utf8.AppendRune(text, r)
		at++
	}
	return text, len(raw), nil
}

// utf16Letters decodes UTF-16 and refuses half a pair.
type utf16Letters struct {
	name    string
	low     int    // which byte of a unit is the low one
	mask    uint64 // the bits of four units, read as a little-endian number, that are not set in ASCII letters
	lineEnd byte
	line    int
}

func newUTF16(name string, bigEndian bool, lineEnd byte) *utf16Letters {
	u := &utf16Letters{name: name, mask: 0xff80ff80ff80ff80, lineEnd: lineEnd, line: 1}
	if bigEndian {
		u.low, u.mask = 1, 0x80ff80ff80ff80ff
	}
	return u
}

func (u *utf16Letters) letters(text, raw []byte, final bool) ([]byte, int, error) {
	text, used, err := u.decode(text, raw, final)
	if nul := bytes.IndexByte(text, 0); nul >= 0 {
		text, err = text[:nul], &Error{Problem: "holds a NUL character", Hint: "the file is damaged, or no CSV; export it again"}
	}
	u.line += bytes.Count(text, []byte{u.lineEnd})
	if err != nil {
		err.File, err.Line = u.name, u.line
		return text, used, err
	}
	return text, used, nil
}

func (u *utf16Letters) decode(text, raw []byte, final bool) ([]byte, int, *Error) {
	at := 0
	for {
		for ; at+8 <= len(raw); at += 8 {
			four := binary.LittleEndian.Uint64(raw[at:])
			if four&u.mask != 0 {
				break
			}
			four >>= 8 * u.low
			text = append(text, byte(four), byte(four>>16), byte(four>>32), byte(four>>48))
		}
		if at+2 > len(raw) {
			break
		}
		r, n := u.unit(raw[at:]), 2
		if utf16.IsSurrogate(r) {
			if at+4 > len(raw) && !final {
				return text, at, nil
			}
			n = 4
			if at+4 > len(raw) {
				r = utf8.RuneError
			} else {
				r = utf16.DecodeRune(r, u.unit(raw[at+2:]))
			}
			if r == utf8.RuneError {
				return text, at, &Error{Problem: "holds half a UTF-16 pair", Hint: "the file is damaged; export it again"}
			}
		}
		text = utf8.AppendRune(text, r)
		at += n
	}
	if final && at < len(raw) {
		return text, at, &Error{Problem: "ends in the middle of a UTF-16 character", Hint: "the file was cut off; export it again"}
	}
	return text, at, nil
}

func (u *utf16Letters) unit(raw []byte) rune { return rune(raw[u.low]) | rune(raw[1-u.low])<<8 }

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
