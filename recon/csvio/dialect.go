package csvio

import (
	"bytes"
	"io"
	"strings"
)

// Dialect is the form of a hand-made file.
type Dialect struct {
	Encoding    Encoding
	Delimiter   byte
	TypeLine    string // Windows PowerShell's first line, #TYPE and a .NET type; empty: none
	SepLine     bool   // a spreadsheet's first line, sep=
	VersionLine string // the first line of Entra ID's bulk files, version:v1.0; empty: none
	CRLF        bool
}

// String describes the dialect for people.
func (d Dialect) String() string {
	parts := []string{string(d.Encoding), map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "bar"}[d.Delimiter]}
	if parts[1] == "" {
		parts[1] = "delimiter " + string(d.Delimiter)
	}
	if d.CRLF {
		parts = append(parts, "CRLF")
	}
	if d.TypeLine != "" {
		parts = append(parts, "a #TYPE line")
	}
	if d.SepLine {
		parts = append(parts, "a sep= line")
	}
	if d.VersionLine != "" {
		parts = append(parts, "a "+d.VersionLine+" line")
	}
	return strings.Join(parts, ", ")
}

// delimiters are the ones that are found out, the likeliest first.
var delimiters = []byte{',', ';', '\t', '|'}

// sampleSize is how much text the dialect is found out from.
const sampleSize = 256 << 10

// findDelimiter picks the delimiter by which the sample's records have the same number of fields, the more the better.
func findDelimiter(sample []byte) byte {
	best, most := delimiters[0], 0
	for _, delimiter := range delimiters {
		s := newSplitter("", bytes.NewReader(sample), delimiter)
		width, same := 0, 0
		for range 30 {
			if _, err := s.next(); err != nil {
				break
			}
			n := len(s.ends)
			for n > 1 && width > 0 && n > width && s.ends[n-1] == s.ends[n-2] {
				n-- // a spreadsheet's empty fields at the end
			}
			if width == 0 {
				width = n
			}
			if n == width {
				same++
			}
		}
		if width > 1 && same*width > most {
			best, most = delimiter, same*width
		}
	}
	return best
}

// preamble are the lines before the header that are no data.
type preamble struct {
	dialect  Dialect
	warnings []string
	length   int // in bytes
	lines    int
}

// maxPreambleLine is how long a line before the header can be; what is longer is the header, or text without line ends.
const maxPreambleLine = 8 << 10

// readPreamble passes over the lines that tools put before the header.
func readPreamble(sample []byte) preamble {
	var p preamble
	for {
		text, _, ended := bytes.Cut(sample[p.length:], []byte{'\n'})
		if len(text) == 0 && !ended || len(text) > maxPreambleLine {
			return p
		}
		line := strings.TrimRight(string(text), "\r")
		bare := strings.Trim(line, "\" ,;\t")
		switch {
		case bare == "":
		case strings.HasPrefix(bare, "#TYPE"):
			p.dialect.TypeLine = bare
		case len(line) == 5 && strings.EqualFold(line[:4], "sep="):
			p.dialect.SepLine, p.dialect.Delimiter = true, line[4]
		case strings.HasPrefix(bare, "version:v"):
			p.dialect.VersionLine = bare
		case isWarning(bare):
			p.warnings = append(p.warnings, bare)
		default:
			return p
		}
		p.length = min(p.length+len(text)+1, len(sample))
		p.lines++
	}
}

// isWarning knows the warnings of PowerShell, which a redirection writes into the file.
func isWarning(text string) bool {
	for _, word := range []string{"WARNING:", "WARNUNG:", "AVERTISSEMENT", "ADVERTENCIA:", "AVVISO:", "AVVERTENZA:", "WAARSCHUWING:", "AVISO:"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}

// saysMore says whether a warning is about rows that are missing. It knows the English texts only; a warning in another
// language counts as one, because these cmdlets have little else to warn of.
func saysMore(warning string) bool {
	if !strings.HasPrefix(warning, "WARNING:") {
		return true
	}
	lower := strings.ToLower(warning)
	for _, words := range []string{"more results", "more objects", "only the first", "first 1000", "truncated", "resultsize", "result size", "limit"} {
		if strings.Contains(lower, words) {
			return true
		}
	}
	return false
}

// isPrintedTable says whether the sample is what Format-Table prints: a line of dashes under the header.
func isPrintedTable(sample []byte) bool {
	lines := strings.SplitN(strings.TrimLeft(string(sample[:min(len(sample), 8192)]), "\r\n "), "\n", 3)
	if len(lines) < 2 {
		return false
	}
	under := strings.TrimSpace(lines[1])
	return strings.Contains(under, "--") && strings.Trim(under, "- ") == ""
}

// readSample reads the beginning of the text.
func readSample(text io.Reader) ([]byte, error) {
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(text, sample)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return sample[:n], err
}
