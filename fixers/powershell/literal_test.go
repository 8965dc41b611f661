package powershell

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rejoin/internal/psgrammar"
)

// hostile are texts that try to be more than text.
var hostile = []string{
	"", " ", "plain", "O'Connor", "''", "'", "‘’‚‛", "it‘s'‛", "’; Remove-ADUser x #", "$(Remove-Item x)", "$env:x ${y} `n `' \"z\" “”„", "; exit; #>", "<# x #>", "--% a", "@'\nx\n'@", "@{a=1}",
	"a\nb", "\r\n", "\x00\x01\x1b[31m", "\t", "a\u2028b\u2029c\u0085d", "\u202eevil\u202c\u200f\u061c", "\u00a0\u3000\ufeff", "Łukasz Öğüt Şahin", "渡辺 😀", "\U000e0041", "\ue000",
	"x' + [char]0x0041 + 'y", "('x')", "\\", "%00", "',@'", "ends with ‘", "–—―-Confirm:$false",
}

func TestLiteral(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "''"},
		{"Ada", "'Ada'"},
		{"O'Connor", "'O''Connor'"},
		{"a‘b’c‚d‛", "'a‘‘b’’c‚‚d‛‛'"},
		{"a\nb", "('a' + [char]0x000A + 'b')"},
		{"\r\n", "('' + [char]0x000D + [char]0x000A)"},
		{"\u202ex", "('' + [char]0x202E + 'x')"},
		{"\U000e0041", "('' + [char]0xDB40 + [char]0xDC41)"},
		{"$(x) `n \"", "'$(x) `n \"'"},
	} {
		if got := Literal(c.text); got != c.want {
			t.Errorf("Literal(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}

// readBack is what a scanner that shares nothing with Literal makes of it, amid other code.
func readBack(t *testing.T, text string) []string {
	t.Helper()
	script, err := psgrammar.Scan("x.ps1", "Get-Thing -A "+Literal(text)+" -B 'end' # x\nGet-Other 'next'\n")
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if len(script.Commands) != 2 || len(script.Commands[0].Parameters) != 2 {
		t.Fatalf("%q broke out: %+v", text, script.Commands)
	}
	return script.Literals
}

func TestLiteralsReadBack(t *testing.T) {
	for _, text := range hostile {
		if got := readBack(t, text); len(got) != 3 || got[0] != text {
			t.Errorf("%q reads back as %q", text, got)
		}
	}
}

func FuzzLiteral(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // refused before anything is written
		}
		if got := readBack(t, text); len(got) != 3 || got[0] != text || got[1] != "end" || got[2] != "next" {
			t.Errorf("%q reads back as %q", text, got)
		}
		for _, r := range Literal(text) {
			if !visible(r) {
				t.Errorf("%q holds %U as it is", text, r)
			}
		}
	})
}

// mixed are texts put together of pieces of hostile ones, always the same.
func mixed(n int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	all := slices.Clone(hostile)
	for range n {
		text := ""
		for range 1 + random.IntN(5) {
			piece := []rune(hostile[random.IntN(len(hostile))])
			from := random.IntN(len(piece) + 1)
			text += string(piece[from : from+random.IntN(len(piece)-from+1)])
		}
		all = append(all, text)
	}
	return all
}

// The grammar, and the reading of literals that stands beside it, agree.
func TestLiteralsByTheGrammar(t *testing.T) {
	hostile := mixed(3000)
	var script strings.Builder
	for _, text := range hostile {
		script.WriteString("Get-Thing -A " + Literal(text) + " -B 'end'\n")
	}
	read := psgrammar.Read(t, map[string]string{"x.ps1": script.String()})[0]
	for _, problem := range read.Errors {
		t.Errorf("line %d is no PowerShell: %s", problem.Line, problem.Text)
	}
	if len(read.Literals) != 2*len(hostile) || len(read.Commands) != len(hostile) {
		t.Fatalf("%d literals and %d commands, want %d and %d", len(read.Literals), len(read.Commands), 2*len(hostile), len(hostile))
	}
	for i, text := range hostile {
		if got := read.Literals[2*i]; got != text {
			t.Errorf("%q reads back as %q", text, got)
		}
	}
}
