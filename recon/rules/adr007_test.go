package rules

import (
	"fmt"
	"strings"
	"testing"
)

func TestMalformedAddress(t *testing.T) {
	list := func(text string) func(*world) { return func(w *world) { w.ad(ada)["proxyAddresses"] = text } }
	many := "SMTP:ada@contoso.example"
	for i := range 300 {
		many += fmt.Sprintf(";smtp:a%d@contoso.example", i)
	}
	check(t, malformedAddress, []ruleCase{
		{name: "no primary", change: list("smtp:ada@contoso.example"), want: []string{"severity=medium | have= | fix= | evidence~no primary"}},
		{name: "none at all", change: list(""), want: []string{"evidence~no primary"}},
		{name: "two primaries", change: list("SMTP:ada@contoso.example;SMTP:a@contoso.example"), want: []string{"evidence~2 primary"}},
		{name: "no type", change: list("SMTP:ada@contoso.example;a@contoso.example"), want: []string{"have=a@contoso.example | evidence~no type"}},
		{name: "a space", change: list("SMTP:ada@contoso.example;smtp:a b@contoso.example"), want: []string{"evidence~space"}},
		{name: "a space that is none of ASCII", change: list("SMTP:ada@contoso.example;smtp:a\u00a0b@contoso.example"), want: []string{"evidence~space"}},
		{name: "a control character", change: list("SMTP:ada@contoso.example;smtp:a\x01b@contoso.example"), want: []string{"evidence~control"}},
		{name: "too many", change: list(many), want: []string{"evidence~301 entries"}},
		{name: "near miss: three hundred", change: list(strings.TrimSuffix(many, ";smtp:a299@contoso.example"))},
		{name: "near miss: X500 addresses have spaces", change: list("SMTP:ada@contoso.example;X500:/o=First Org/cn=ada")},
		{name: "near miss: letters beyond ASCII", change: list("SMTP:ada@contoso.example;smtp:jörg@contoso.example")},
		{name: "near miss: no mailbox", change: func(w *world) { w.ad(sven)["proxyAddresses"] = "smtp:sven@contoso.example" }},
		{name: "lost, not empty", change: func(w *world) {
			list("")(w)
			w.ad(ada)["_lossy"] = "proxyAddresses"
		}, reason: "the export lost ad_users.proxyAddresses"},
	})
}
