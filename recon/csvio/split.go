package csvio

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// splitter cuts text into records: quotes around fields, doubled quotes and line feeds inside them (RFC 4180). A quote that
// does not begin a field is an ordinary letter.
type splitter struct {
	name      string
	text      io.Reader
	delimiter byte
	buffer    []byte
	at        int // where the next record begins in buffer
	err       error
	line      int // of the next record
	fields    []byte
	ends      []int // where each field ends in fields
	quoted    bool  // the last record's first field was quoted
	crlf      bool  // the last record ended with a carriage return and a line feed
}

func newSplitter(name string, text io.Reader, delimiter byte) *splitter {
	return &splitter{name: name, text: text, delimiter: delimiter, line: 1}
}

// more reads further text. It reports false at the end of the text.
func (s *splitter) more() bool {
	if s.err != nil {
		return false
	}
	if s.at > 0 {
		s.buffer = s.buffer[:copy(s.buffer, s.buffer[s.at:])]
		s.at = 0
	}
	had := len(s.buffer)
	if cap(s.buffer) < had+32<<10 {
		grown := make([]byte, had, 2*cap(s.buffer)+64<<10)
		copy(grown, s.buffer)
		s.buffer = grown
	}
	n, err := io.ReadFull(s.text, s.buffer[had:cap(s.buffer)])
	s.buffer = s.buffer[:had+n]
	if s.err = err; err == io.ErrUnexpectedEOF {
		s.err = io.EOF
	}
	return n > 0
}

// next reads one record. It returns the line it begins in, and io.EOF at the end.
func (s *splitter) next() (line int, err error) {
	for {
		end, err := s.cut()
		switch {
		case err == errIncomplete && len(s.buffer)-s.at > maxRecord, err == nil && end-s.at > maxRecord:
			return 0, &Error{File: s.name, Line: s.line, Problem: "the record that begins here is longer than 16 MiB", Hint: "a quote in it is never closed"}
		case err == errIncomplete:
			if !s.more() && s.err != io.EOF {
				return 0, s.err
			}
			continue
		case err != nil:
			return 0, err
		}
		line = s.line
		s.line += bytes.Count(s.buffer[s.at:end], []byte{'\n'})
		s.at = end
		return line, nil
	}
}

// cut cuts the record at s.at into s.fields and returns where the next one begins.
func (s *splitter) cut() (int, error) {
	final := s.err == io.EOF
	b, at := s.buffer, s.at
	if at == len(b) {
		if final {
			return 0, io.EOF
		}
		return 0, errIncomplete
	}
	s.fields, s.ends, s.quoted, s.crlf = s.fields[:0], s.ends[:0], b[at] == '"', false
	end := indexByte(b, at, '\n')
	for {
		if at < len(b) && b[at] == '"' {
			closing, doubled := closingQuote(b, at+1)
			if closing < 0 || closing+1 == len(b) && !final {
				if final {
					return 0, &Error{File: s.name, Line: s.line + bytes.Count(b[s.at:at], []byte{'\n'}), Column: s.columnNumber(),
						Problem: "a quote opens here and is never closed", Hint: "the file was cut off, or a quote inside a cell is not doubled"}
				}
				return 0, errIncomplete
			}
			s.appendQuoted(b[at+1:closing], doubled)
			at = closing + 1
			if end >= 0 && at > end {
				end = indexByte(b, at, '\n')
			}
			if at < len(b) && b[at] == '\r' && at+1 == max(end, 0) || at < len(b) && b[at] == '\r' && at+1 == len(b) && final {
				s.crlf = true
				at++
			}
			if at < len(b) && b[at] != s.delimiter && b[at] != '\n' {
				if b[at] == '\r' && at+1 == len(b) {
					return 0, errIncomplete
				}
				rest, _, _ := bytes.Cut(b[at:min(len(b), at+20)], []byte{'\n'})
				return 0, &Error{File: s.name, Line: s.line + bytes.Count(b[s.at:at], []byte{'\n'}), Column: s.columnNumber(),
					Value: strings.ToValidUTF8(string(rest), ""), Problem: "text follows the closing quote of a cell", Hint: "quotes inside a cell are doubled; is the delimiter right?"}
			}
		} else {
			stop := end
			if stop < 0 {
				if !final {
					return 0, errIncomplete
				}
				stop = len(b)
			}
			delimiter := bytes.IndexByte(b[at:stop], s.delimiter)
			field := b[at:stop]
			if delimiter >= 0 {
				field = b[at : at+delimiter]
			} else if n := len(field); n > 0 && field[n-1] == '\r' {
				field, s.crlf = field[:n-1], true
			}
			s.fields = append(s.fields, field...)
			if delimiter >= 0 {
				at += delimiter
			} else {
				at = stop
			}
		}
		s.ends = append(s.ends, len(s.fields))
		switch {
		case at == len(b):
			if !final {
				return 0, errIncomplete
			}
			return at, nil
		case b[at] == '\n':
			return at + 1, nil
		}
		at++ // the delimiter
	}
}

func (s *splitter) appendQuoted(field []byte, doubled bool) {
	for doubled {
		quote := bytes.IndexByte(field, '"')
		if quote < 0 {
			break
		}
		s.fields = append(s.fields, field[:quote+1]...)
		field = field[quote+2:]
	}
	s.fields = append(s.fields, field...)
}

// columnNumber names the field that is being cut, for errors.
func (s *splitter) columnNumber() string { return fmt.Sprintf("number %d", len(s.ends)+1) }

// strings returns the fields of the last record. They share one piece of memory.
func (s *splitter) strings() []string {
	text := string(s.fields)
	fields := make([]string, len(s.ends))
	begin := 0
	for i, end := range s.ends {
		fields[i] = text[begin:end]
		begin = end
	}
	return fields
}
