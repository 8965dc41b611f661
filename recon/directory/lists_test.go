package directory

import (
	"slices"
	"strings"
	"testing"
)

func clean(t testing.TB, kind Kind, raw string) Cell {
	t.Helper()
	cell, err := kind.Clean(raw, Rules{})
	if err != nil {
		t.Errorf("%s: %q: %v", kind, raw, err)
	}
	return cell
}

func TestCleanAddresses(t *testing.T) {
	const want = "SMTP:ada@contoso.example;smtp:a.l@contoso.example;X500:/o=Old Org/ou=First, Second/cn=Recipients/cn=ada"
	for name, raw := range map[string]string{
		"semicolons":   want,
		"bars":         strings.ReplaceAll(want, ";", "|"),
		"line feeds":   strings.ReplaceAll(want, ";", "\r\n"),
		"commas":       strings.ReplaceAll(want, ";", ","),
		"comma spaces": strings.ReplaceAll(want, ";", ", "),
		"spaces":       strings.ReplaceAll(want, ";", " "),
		"plus signs":   strings.ReplaceAll(want, ";", "+"),
		"braces":       "{" + strings.ReplaceAll(want[:strings.Index(want, ";X500")], ";", ", ") + ", X500:/o=Old Org/ou=First, Second/cn=Recipients/cn=ada}",
		"JSON":         `["` + strings.ReplaceAll(want, ";", `","`) + `"]`,
	} {
		if got := clean(t, KindAddresses, raw); got.Loss != "" || got.Text != want {
			t.Errorf("%s: want %q, got %+v", name, want, got)
		}
	}
	for raw, want := range map[string]Cell{
		"ada@contoso.example;al@contoso.example":                               {Text: "smtp:ada@contoso.example;smtp:al@contoso.example", Form: "without prefixes"},
		`X500:/o=A/cn=semi\;colon;smtp:a@contoso.example`:                      {Text: `X500:/o=A/cn=semi\;colon;smtp:a@contoso.example`},
		"{SMTP:ada@contoso.example, smtp:al@contoso.ex...}":                    {Loss: "a list that was cut short"},
		"{SMTP:ada@contoso.example, smtp:al@contoso.exampl…":                   {Loss: "a list that was cut short"},
		"SMTP:ada@contoso.example, smtp:al@conto...":                           {Loss: "a list that was cut short"},
		"ada@contoso.example, al@contoso.example":                              {Text: "smtp:ada@contoso.example;smtp:al@contoso.example", Form: "without prefixes"},
		"ada@contoso.example al@contoso.example":                               {Text: "smtp:ada@contoso.example;smtp:al@contoso.example", Form: "without prefixes"},
		"SMTP:ada@contoso.example,al+x@contoso.example":                        {Text: "SMTP:ada@contoso.example;smtp:al+x@contoso.example", Form: "without prefixes"},
		"ada+x@contoso.example+al@contoso.example":                             {Text: "smtp:ada+x@contoso.example;smtp:al@contoso.example", Form: "without prefixes"},
		"smtp:ada+x@contoso.example":                                           {Text: "smtp:ada+x@contoso.example"},
		"X400:C=DE;A= ;P=Contoso;S=Example":                                    {Text: `X400:C=DE\;A=\;P=Contoso\;S=Example`},
		"EUM:4711;phone-context=Plan.contoso.example;SMTP:ada@contoso.example": {Text: `EUM:4711\;phone-context=Plan.contoso.example;SMTP:ada@contoso.example`},
		"x500:/o=First;Second/cn=ada|smtp:ada@contoso.example":                 {Text: `x500:/o=First\;Second/cn=ada;smtp:ada@contoso.example`, Form: "joined with commas or spaces"},
		"SMTP:ada@contoso.example;phone-context=Plan":                          {Text: "SMTP:ada@contoso.example;phone-context=Plan"},
		"EUM:4711@contoso.example;al@contoso.example":                          {Text: "EUM:4711@contoso.example;smtp:al@contoso.example", Form: "without prefixes"},
		"Smtp:ada@contoso.example":                                             {Text: "smtp:ada@contoso.example"},
		"{SMTP:ada@contoso.example;smtp:al@contoso.example}":                   {Text: "SMTP:ada@contoso.example;smtp:al@contoso.example", Form: "in braces"},
		"{}":                          {Form: "in braces"},
		"System.String[]":             {Loss: "only the name of a .NET type"},
		"SMTP:J?rgen@contoso.example": {Loss: "question marks in the place of letters"},
		"":                            {},
	} {
		if got := clean(t, KindAddresses, raw); got != want {
			t.Errorf("%q: want %+v, got %+v", raw, want, got)
		}
	}
}

func TestAddresses(t *testing.T) {
	list := ParseAddresses(`SMTP:Ada@contoso.example;smtp:al@contoso.example;X500:/o=A/cn=semi\;colon;SIP:ada@contoso.example;bare`)
	if got := list.Primary(); got != "Ada@contoso.example" {
		t.Errorf("got the primary %q", got)
	}
	if !list.Has("SMTP", "AL@contoso.example") || list.Has("SIP", "al@contoso.example") || len(list.SMTP()) != 2 {
		t.Errorf("got %v", list)
	}
	if got := list[2].Value; got != "/o=A/cn=semi;colon" {
		t.Errorf("got %q", got)
	}
	if list[4].Type != "" || list[4].String() != "bare" {
		t.Errorf("an entry without a prefix: got %+v", list[4])
	}
	if got := ParseAddresses("SMTP:a@contoso.example;SMTP:b@contoso.example").Primary(); got != "" {
		t.Errorf("of two primary addresses one was picked: %q", got)
	}
}

func TestCleanLists(t *testing.T) {
	for raw, want := range map[string]string{
		"a;b":         "a;b",
		"a|b":         "a;b",
		"a\nb":        "a;b",
		"{a, b}":      "a;b",
		`["a","b;c"]`: `a;b\;c`,
		"CN=Sales,OU=Groups,DC=contoso,DC=example":              "CN=Sales,OU=Groups,DC=contoso,DC=example",
		"CN=A,DC=contoso,DC=example;CN=B,DC=contoso,DC=example": "CN=A,DC=contoso,DC=example;CN=B,DC=contoso,DC=example",
		`CN=Doe\, Jo,DC=contoso`:                                `CN=Doe\\, Jo,DC=contoso`,
		`{CN=Doe\, Jo,DC=contoso, CN=B,DC=contoso}`:             `CN=Doe\\, Jo,DC=contoso;CN=B,DC=contoso`,
		"a;b\r\nc;\r\n":      "a;b;c",
		`["one|two"]`:        `one\|two`,
		`one\|two`:           `one\|two`,
		`["[x]"]`:            `\[x]`,
		`{{x}}`:              `\{x}`,
		"{}":                 "",
		"[]":                 "",
		` ["a ", "", null] `: "a",
	} {
		if got := clean(t, KindList, raw); got.Text != want || got.Loss != "" {
			t.Errorf("%q: want %q, got %+v", raw, want, got)
		}
	}
	if got := clean(t, KindList, "{a, b...}"); got.Loss == "" {
		t.Errorf("a cut list was taken: %+v", got)
	}
}

func FuzzList(f *testing.F) {
	f.Add("a", `b;c`, `\`)
	f.Add("[a", "{b|", "c\n")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		var want List
		for _, entry := range []string{a, b, c} {
			if entry != "" {
				want = append(want, entry)
			}
		}
		text, err := want.MarshalCSV()
		if err != nil {
			t.Fatal(err)
		}
		var got List
		if err := got.UnmarshalCSV(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q was written as %q and read as %q", want, text, got)
		}
	})
}

func FuzzAddresses(f *testing.F) {
	f.Add("SMTP:a@contoso.example;x500:/o=a;b")
	f.Fuzz(func(t *testing.T, text string) {
		list := ParseAddresses(text)
		written, err := list.MarshalCSV()
		if err != nil {
			t.Fatal(err)
		}
		again := ParseAddresses(written)
		if !slices.Equal(list, again) {
			t.Errorf("%q: read as %v, written as %q, read as %v", text, list, written, again)
		}
	})
}

// Addresses that are written down in any of the joins that tools use must come back as they were.
func FuzzJoinedAddresses(f *testing.F) {
	f.Add("ada", "/o=Old Org/ou=First, Second/cn=ada")
	f.Add("al", "/o=A=B, C/cn=x 1")
	f.Fuzz(func(t *testing.T, name, x500 string) {
		for _, c := range []byte(name + x500) {
			if c <= ' ' && c != ' ' || c >= 0x7f {
				t.Skip("a byte that proxy addresses cannot hold")
			}
		}
		if name == "" || strings.ContainsAny(name, addressSeparators+`@:?\"{}[]<>()`) || strings.ContainsAny(x500, `;:@?|\"`) || !strings.HasPrefix(x500, "/") || trimPiece(x500) != x500 {
			t.Skip("no address")
		}
		entries := []string{"SMTP:" + name + "@contoso.example", "x500:" + x500, "smtp:" + name + "2@contoso.example"}
		want := joinList(entries)
		for _, join := range []string{";", "|", "\n", "\r\n", ",", ", ", " "} {
			got, err := KindAddresses.Clean(strings.Join(entries, join), Rules{})
			if err == nil && got.Loss == "" && got.Text != want {
				t.Errorf("joined with %q: want %q, got %q", join, want, got.Text)
			}
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("ADA@Contoso.Example", "ada@contoso.example")
	f.Add("\u212a", "k")
	f.Add("STRASSE", "straße")
	f.Fuzz(func(t *testing.T, a, b string) {
		if appended := string(AppendFolded([]byte("x"), []byte(a))); appended != "x"+Fold(a) {
			t.Errorf("%q: folded to %q, appended as %q", a, Fold(a), appended)
		}
		if Fold(Fold(a)) != Fold(a) {
			t.Errorf("folding %q twice is not folding it once", a)
		}
		if strings.EqualFold(a, b) != (Fold(a) == Fold(b)) && strings.ToValidUTF8(a, "") == a && strings.ToValidUTF8(b, "") == b {
			t.Errorf("%q and %q: equal without case: %v, folded: %q and %q", a, b, strings.EqualFold(a, b), Fold(a), Fold(b))
		}
	})
}

func TestFoldAndSplit(t *testing.T) {
	for text, want := range map[string]string{"": "", "ada@contoso.example": "ada@contoso.example", "ADA@Contoso.Example": "ada@contoso.example", "J\u00dcRGEN": Fold("j\u00fcrgen"), "A\xff": "a\xff"} {
		if got := Fold(text); got != want || string(AppendFolded([]byte("x"), []byte(text))) != "x"+want {
			t.Errorf("%q: want %q, got %q", text, want, got)
		}
	}
	for upn, want := range map[string][2]string{"ada@contoso.example": {"ada", "contoso.example"}, "a@b@contoso.example": {"a@b", "contoso.example"}, "ada": {"ada", ""}, "@x": {"", "x"}} {
		if name, domain := SplitUPN(upn); name != want[0] || domain != want[1] || Domain(upn) != want[1] {
			t.Errorf("%q: got %q and %q", upn, name, domain)
		}
	}
}
