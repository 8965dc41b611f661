package policy

import (
	"strings"
	"testing"
)

func TestIsBelow(t *testing.T) {
	for _, c := range []struct {
		name, unit string
		want       bool
	}{
		{"CN=1,OU=A,DC=x", "OU=A,DC=x", true},
		{"OU=A,DC=x", "OU=A,DC=x", true},
		{"cn=1, ou=a,  dc=X", "OU=A, DC=x", true},
		{"CN=1,OU=AA,DC=x", "OU=A,DC=x", false},
		{"CN=1,OU=BA,DC=x", "A,DC=x", false},
		{`CN=1\,OU=A,DC=x`, "OU=A,DC=x", false},
		{`CN=1\\,OU=A,DC=x`, "OU=A,DC=x", true},
		{`CN=1\\\,OU=A,DC=x`, "OU=A,DC=x", false},
		{`CN=1,OU=Sales\, EMEA,DC=x`, `OU=Sales\, EMEA,DC=x`, true},
		{`CN=1,OU=Sales\,EMEA,DC=x`, `OU=Sales\, EMEA,DC=x`, false},
		{`CN=1,OU=R\+D Labs,DC=x`, `OU=R\+D  Labs,DC=x`, false},
		{"CN=1,OU=STRASSE,DC=x", "OU=Straße,DC=x", false},
		{"CN=1,OU=BÜRO, DC=x", "ou=büro,dc=x", true},
		{"CN=1,OU=XBÜRO,DC=x", "OU=BÜRO,DC=x", false},
		{"CN=1,OU=\u212Aiosk,DC=x", "OU=Kiosk,DC=x", true},
		{"DC=x", "OU=A,DC=x", false},
		{"", "DC=x", false},
	} {
		if got := isBelow([]byte(c.name), normalDN(c.unit)); got != c.want {
			t.Errorf("%s in %s: got %v", c.name, c.unit, got)
		}
	}
}

func TestIsDN(t *testing.T) {
	for _, c := range []struct {
		name string
		want bool
	}{
		{"OU=A,DC=x", true},
		{`CN=Lovelace\, Ada,OU=A, DC=x`, true},
		{"OID.2.5.4.3=A,DC=x", true},
		{`CN=a\\,DC=x`, true},
		{`CN=a\\,x`, false},
		{"contoso.example/A", false},
		{"OU=A,", false},
		{",OU=A", false},
		{"OU=,DC=x", false},
		{"", false},
	} {
		if got := isDN(c.name); got != c.want {
			t.Errorf("%q: got %v", c.name, got)
		}
	}
}

// Comparing from the end must say what comparing the normal forms says.
func FuzzDN(f *testing.F) {
	f.Add(`CN=Lovelace\, Ada,OU=Leavers, DC=x`, "ou=leavers,DC=X")
	f.Add(`CN=1\\,OU=BÜRO,DC=x`, "OU=büro, DC=x")
	f.Add("CN=1,OU=\u212A,DC=x", "ou=k,dc=x")
	f.Fuzz(func(t *testing.T, name, other string) {
		name, other = strings.TrimSpace(name), normalDN(other)
		if !isDN(name) || !isDN(other) {
			return
		}
		normal := normalDN(name)
		if got, want := isSame([]byte(name), other), normal == other; got != want {
			t.Errorf("isSame(%q, %q): got %v", name, other, got)
		}
		rest, ok := strings.CutSuffix(normal, other)
		want := ok && (rest == "" || strings.HasSuffix(rest, ",") && !isEscaped(rest, len(rest)-1))
		if got := isBelow([]byte(name), other); got != want {
			t.Errorf("isBelow(%q, %q): got %v", name, other, got)
		}
	})
}
