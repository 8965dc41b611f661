package csvio

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Encoding is how a file's bytes are letters.
type Encoding string

// The encodings that are recognised.
const (
	ASCII       Encoding = "ASCII"
	UTF8        Encoding = "UTF-8"
	UTF8BOM     Encoding = "UTF-8 with BOM"
	UTF16LE     Encoding = "UTF-16LE"
	UTF16BE     Encoding = "UTF-16BE"
	Windows1252 Encoding = "Windows-1252"
)

// encodingNamed reads what a person says about a file.
func encodingNamed(name string) (Encoding, error) {
	switch string(bytes.ToLower([]byte(name))) {
	case "utf-8", "utf8":
		return UTF8, nil
	case "utf-16le", "utf-16", "unicode":
		return UTF16LE, nil
	case "utf-16be":
		return UTF16BE, nil
	case "windows-1252", "ansi", "1252", "latin1":
		return Windows1252, nil
	}
	return "", fmt.Errorf("the encoding is %q; it is utf-8, utf-16le, utf-16be or windows-1252", name)
}

// survey is what one pass over a file's bytes tells.
type survey struct {
	encoding Encoding
	skip     int64 // bytes of a byte order mark
	lf, cr   bool  // whether there are line feeds, and carriage returns
}

// look reads the whole file once. What is not valid UTF-8 anywhere is Windows-1252; a NUL is neither.
func look(name string, file io.ReaderAt, size int64, told string) (survey, error) {
	var s survey
	head := make([]byte, min(size, 1024))
	if _, err := file.ReadAt(head, 0); err != nil && err != io.EOF {
		return s, &Error{File: name, Problem: "cannot be read: " + err.Error()}
	}
	if err := checkFormat(name, head); err != nil {
		return s, err
	}
	s.encoding, s.skip = markOf(head)
	if told != "" {
		encoding, err := encodingNamed(told)
		if err != nil {
			return s, err
		}
		if s.encoding == "" || encoding != UTF8 {
			s.encoding = encoding
		}
	}
	if s.encoding == UTF16LE || s.encoding == UTF16BE {
		return s, s.scan16(file, size)
	}
	return s, s.scan8(name, file, size)
}

// markOf reads a byte order mark. UTF-16 without one shows by its NULs.
func markOf(head []byte) (Encoding, int64) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return UTF8BOM, 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	var even, odd int
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch {
	case odd > len(head)/4 && even == 0:
		return UTF16LE, 0
	case even > len(head)/4 && odd == 0:
		return UTF16BE, 0
	}
	return "", 0
}

// scan8 looks for line ends, NULs, and bytes that are not UTF-8.
func (s *survey) scan8(name string, file io.ReaderAt, size int64) error {
	valid, ascii := true, true
	lines := 1
	var carry []byte
	buffer := make([]byte, 1<<20)
	for at := s.skip; at < size; {
		n, err := file.ReadAt(buffer, at)
		if n == 0 && err != nil {
			return &Error{File: name, Problem: "cannot be read: " + err.Error()}
		}
		chunk := buffer[:n]
		at += int64(n)
		if i := bytes.IndexByte(chunk, 0); i >= 0 {
			return &Error{File: name, Line: lines + bytes.Count(chunk[:i], []byte{'\n'}), Problem: "holds a NUL character, so it is no text in the encoding it seems to have",
				Hint: "the file is damaged, or no CSV; export it again"}
		}
		lines += bytes.Count(chunk, []byte{'\n'})
		s.lf = s.lf || bytes.IndexByte(chunk, '\n') >= 0
		s.cr = s.cr || bytes.IndexByte(chunk, '\r') >= 0
		if ascii {
			ascii = isASCII(chunk)
		}
		if valid && !ascii {
			text := append(carry, chunk...)
			keep := incompleteTail(text)
			valid = utf8.Valid(text[:len(text)-keep])
			carry = append([]byte(nil), text[len(text)-keep:]...)
		}
	}
	if s.encoding != "" {
		return nil
	}
	switch {
	case ascii:
		s.encoding = ASCII
	case valid && len(carry) == 0:
		s.encoding = UTF8
	default:
		s.encoding = Windows1252
	}
	return nil
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// incompleteTail is how many of the last bytes begin a letter that is not at its end.
func incompleteTail(text []byte) int {
	for n := 1; n <= min(3, len(text)); n++ {
		if c := text[len(text)-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(text[len(text)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

func (s *survey) scan16(file io.ReaderAt, size int64) error {
	low := 0
	if s.encoding == UTF16BE {
		low = 1
	}
	buffer := make([]byte, 1<<20)
	for at := s.skip; at < size; {
		n, _ := file.ReadAt(buffer, at)
		if n == 0 {
			break
		}
		for i := 0; i+1 < n; i += 2 {
			if buffer[i+1-low] == 0 {
				s.lf = s.lf || buffer[i+low] == '\n'
				s.cr = s.cr || buffer[i+low] == '\r'
			}
		}
		at += int64(n)
	}
	return nil
}

// checkFormat knows files that are no CSV, and says what to do with them.
func checkFormat(name string, head []byte) error {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \r\n\t")
	problem, hint := "", ""
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		problem, hint = "is an Excel workbook or another archive", "save it as CSV UTF-8"
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		problem, hint = "is compressed", "unpack it first"
	case bytes.HasPrefix(text, []byte("<Objs")):
		problem, hint = "is PowerShell's CLIXML", "export it with Export-Csv instead of Export-Clixml"
	case bytes.HasPrefix(text, []byte("<")):
		problem, hint = "is XML or HTML", "export it as CSV"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		problem, hint = "is JSON", "pages of Microsoft Graph are read when their names end with .json"
	case bytes.HasPrefix(text, []byte("dn: ")), bytes.HasPrefix(text, []byte("version: 1\n")), bytes.HasPrefix(text, []byte("version: 1\r\n")):
		problem, hint = "is LDIF", "export it with csvde instead of ldifde"
	default:
		return nil
	}
	return &Error{File: name, Problem: problem, Hint: hint}
}
