package csvio

import (
	"bytes"
	"encoding/binary"
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
	lf, cr   bool  // whether there are line feeds; if there are none, whether there are carriage returns
}

// look reads the whole file once. What is not valid UTF-8 anywhere is Windows-1252; a NUL is neither.
func look(name string, file io.ReaderAt, size int64, told string) (survey, error) {
	var s survey
	head, err := s.mark(name, file, size)
	if err != nil {
		return s, err
	}
	if told != "" {
		encoding, err := encodingNamed(told)
		if err != nil {
			return s, err
		}
		if s.skip == 0 { // a mark at the beginning knows better
			s.encoding = encoding
		}
	}
	if err := checkFormat(name, s.begin(head)); err != nil {
		return s, err
	}
	return s, s.scan(name, file, size)
}

// lookAtJSON does the same for a file that should be JSON.
func lookAtJSON(name string, file io.ReaderAt, size int64) (survey, error) {
	var s survey
	head, err := s.mark(name, file, size)
	if err != nil {
		return s, err
	}
	if begin := s.begin(head); !isJSON(begin) {
		if err := checkFormat(name, begin); err != nil {
			return s, err
		}
	}
	return s, s.scan(name, file, size)
}

// mark reads the first bytes and the mark in them.
func (s *survey) mark(name string, file io.ReaderAt, size int64) ([]byte, error) {
	head := make([]byte, min(size, 1024))
	if _, err := file.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, &Error{File: name, Problem: "cannot be read: " + err.Error()}
	}
	s.encoding, s.skip = markOf(head)
	return head, nil
}

// begin is the beginning of the text, with the letters that are not ASCII left out.
func (s *survey) begin(head []byte) []byte {
	head = head[s.skip:]
	if s.encoding != UTF16LE && s.encoding != UTF16BE {
		return head
	}
	return bytes.ReplaceAll(head, []byte{0}, nil)
}

// scan reads the whole file.
func (s *survey) scan(name string, file io.ReaderAt, size int64) error {
	if s.encoding == UTF16LE || s.encoding == UTF16BE {
		return s.scan16(name, file, size)
	}
	return s.scan8(name, file, size)
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
	ascii := true
	invalid := int64(-1) // where the first byte that is not UTF-8 stands
	buffer := make([]byte, min(size, 1<<20))
	for at := s.skip; at < size; {
		n, err := file.ReadAt(buffer, at)
		if n == 0 && err != nil {
			return &Error{File: name, Problem: "cannot be read: " + err.Error()}
		}
		chunk := buffer[:n]
		if i := bytes.IndexByte(chunk, 0); i >= 0 {
			return &Error{File: name, Line: lineAt(file, at+int64(i)), Problem: "holds a NUL character, so it is no text in the encoding it seems to have",
				Hint: "the file is damaged, or no CSV; export it again"}
		}
		s.lf = s.lf || bytes.IndexByte(chunk, '\n') >= 0
		s.cr = s.cr || !s.lf && bytes.IndexByte(chunk, '\r') >= 0
		ascii = ascii && asciiLength(chunk) == n
		if !ascii && invalid < 0 {
			if at+int64(n) < size {
				n -= incompleteTail(chunk) // its letter is read again as a whole
			}
			if !utf8.Valid(chunk[:n]) {
				invalid = at + int64(validLength(chunk))
			}
		}
		at += int64(n)
	}
	switch {
	case s.encoding == Windows1252:
	case s.encoding != "" && invalid >= 0:
		return notUTF8(name, file, invalid)
	case s.encoding != "":
	case ascii:
		s.encoding = ASCII
	case invalid < 0:
		s.encoding = UTF8
	default:
		s.encoding = Windows1252
	}
	return nil
}

// validLength is how many bytes from the first on are UTF-8.
func validLength(text []byte) int {
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return len(text)
}

// notUTF8 names the byte at an offset of a file that is said to be UTF-8.
func notUTF8(name string, file io.ReaderAt, offset int64) error {
	value := make([]byte, 20)
	n, _ := file.ReadAt(value, offset)
	word, _, _ := bytes.Cut(value[:n], []byte{'\n'})
	return &Error{File: name, Line: lineAt(file, offset), Value: string(bytes.TrimRight(word, "\r")), Problem: "this is no UTF-8, which the file is said to be",
		Hint: "name the right encoding, or save the file again in one encoding"}
}

// lineAt is the line of an offset. Carriage returns end lines where there are no line feeds.
func lineAt(file io.ReaderAt, offset int64) int {
	return linesIn(io.NewSectionReader(file, 0, offset)) + 1
}

func linesIn(text io.Reader) int {
	lf, cr := 0, 0
	buffer := make([]byte, 64<<10)
	for {
		n, err := text.Read(buffer)
		lf += bytes.Count(buffer[:n], []byte{'\n'})
		cr += bytes.Count(buffer[:n], []byte{'\r'})
		if err != nil && lf > 0 {
			return lf
		}
		if err != nil {
			return cr
		}
	}
}

// asciiLength is how many bytes from the first on are ASCII.
func asciiLength(text []byte) int {
	at := 0
	for ; at+8 <= len(text); at += 8 {
		if binary.LittleEndian.Uint64(text[at:])&0x8080808080808080 != 0 {
			break
		}
	}
	for at < len(text) && text[at] < utf8.RuneSelf {
		at++
	}
	return at
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

// scan16 looks for line ends. Letters are checked when they are decoded.
func (s *survey) scan16(name string, file io.ReaderAt, size int64) error {
	low := 0
	if s.encoding == UTF16BE {
		low = 1
	}
	buffer := make([]byte, min(size, 1<<20))
	for at := s.skip; at < size && !s.lf; {
		n, err := file.ReadAt(buffer, at)
		if n == 0 && err != nil {
			return &Error{File: name, Problem: "cannot be read: " + err.Error()}
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
