package policy

import (
	"regexp"
	"strings"

	"rejoin/recon/directory"
)

var rdn = regexp.MustCompile(`^\s*[A-Za-z0-9][A-Za-z0-9.-]*=.`)

// isDN says whether a text is a distinguished name: parts such as OU=Leavers between commas.
func isDN(name string) bool {
	begin := 0
	for i := range len(name) + 1 {
		if i < len(name) && (name[i] != ',' || isEscaped(name, i)) {
			continue
		}
		if !rdn.MatchString(name[begin:i]) {
			return false
		}
		begin = i + 1
	}
	return true
}

// tidyDN is a distinguished name as AD writes it, without spaces after its commas. Letter case stays.
func tidyDN(name string) string {
	name = strings.TrimSpace(name)
	if !strings.Contains(name, ", ") {
		return name
	}
	var tidy strings.Builder
	for i := range len(name) {
		if name[i] != ' ' || !isAfterComma(name, i) {
			tidy.WriteByte(name[i])
		}
	}
	return tidy.String()
}

// normalDN is the form in which distinguished names are compared: tidy and folded.
func normalDN(name string) string { return directory.Fold(tidyDN(name)) }

// isBelow says whether an object is in an organisational unit or below it. The unit is normal.
func isBelow(name []byte, unit string) bool {
	rest, ok := cutDN(name, unit)
	return ok && (rest == 0 || name[rest-1] == ',' && !isEscaped(name, rest-1))
}

// isSame says whether a distinguished name is another one, which is normal.
func isSame(name []byte, other string) bool {
	rest, ok := cutDN(name, other)
	return ok && rest == 0
}

// cutDN cuts a normal end off a distinguished name, and says how much is left of it. It compares from the end, so that most objects
// are told apart by their last letters.
func cutDN(name []byte, end string) (rest int, ok bool) {
	rest = len(name)
	for at := len(end); at > 0; rest-- {
		if rest == 0 {
			return 0, false
		}
		c := name[rest-1]
		if c == ' ' && isAfterComma(name, rest-1) {
			continue
		}
		at--
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c == end[at] {
			continue
		}
		if c < 0x80 && end[at] < 0x80 {
			return 0, false
		}
		return cutBeyondASCII(name, end)
	}
	for rest > 0 && name[rest-1] == ' ' && isAfterComma(name, rest-1) {
		rest--
	}
	return rest, true
}

// cutBeyondASCII is cutDN for letters whose cases may differ in length.
func cutBeyondASCII(name []byte, end string) (rest int, ok bool) {
	for rest = len(name); rest >= 0; rest-- {
		if (rest == 0 || name[rest-1] == ',' && !isEscaped(name, rest-1)) && normalDN(string(name[rest:])) == end {
			return rest, true
		}
	}
	return 0, false
}

// isAfterComma says whether only spaces stand between a place and the comma before it that separates two parts.
func isAfterComma[T string | []byte](name T, at int) bool {
	for at > 0 && name[at-1] == ' ' {
		at--
	}
	return at > 0 && name[at-1] == ',' && !isEscaped(name, at-1)
}

// isEscaped says whether a '\' stands before a place that is not itself escaped.
func isEscaped[T string | []byte](name T, at int) bool {
	begin := at
	for begin > 0 && name[begin-1] == '\\' {
		begin--
	}
	return (at-begin)%2 == 1
}
