package directory

import "testing"

func TestOneLine(t *testing.T) {
	for value, want := range map[string]string{
		"":                                 "",
		"Zoë D'Angelo; Łukasz":             "Zoë D'Angelo; Łukasz",
		"مها":                              "مها",
		"Ada\n2026-01-01 done  Mallory":    `Ada\n2026-01-01 done  Mallory`,
		"\x1b[2Jgone\r\x00":                `\u001b[2Jgone\u000d\u0000`,
		"abc\u202edcba\u2066x\u2069\ufe0f": `abc\u202edcba\u2066x\u2069` + "\ufe0f",
		"a\u2028b\u0085c":                  `a\u2028b\u0085c`,
	} {
		if got := OneLine(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}
