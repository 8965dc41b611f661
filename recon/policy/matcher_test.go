package policy

import (
	"slices"
	"testing"
	"time"

	"rejoin/recon/directory"
)

// match compiles selectors over the columns of one row, and says whether they mean it.
func match(s Selectors, row map[string]string, members map[string]bool) bool {
	columns := s.Columns()
	fields := make([][]byte, len(columns))
	for i, column := range columns {
		fields[i] = []byte(row[column])
	}
	at := func(column string) int { return slices.Index(columns, column) }
	return s.Compile(at, func(string) map[string]bool { return members }).Match(fields)
}

func TestSelectors(t *testing.T) {
	ada := map[string]string{"distinguishedName": `CN=Lovelace\, Ada,OU=Leavers,OU=Böhmen,DC=contoso,DC=example`, "userPrincipalName": "Ada@contoso.example",
		"employeeType": "Leaver", "extensionAttribute1": "a;b", "memberOf": `CN=A,DC=contoso,DC=example;CN=Legal\\, Risk,DC=contoso,DC=example`,
		"objectGUID": "aaaaaaaa-0000-4000-8000-000000000001", "sAMAccountName": "ada"}
	members := map[string]bool{directory.Fold(ada["distinguishedName"]): true}
	for _, c := range []struct {
		name     string
		selector Selector
		want     bool
	}{
		{"in the unit", Selector{OU: "OU=Leavers,OU=Böhmen,DC=contoso,DC=example"}, true},
		{"letter case and spaces", Selector{OU: "ou=leavers, ou=BÖHMEN, dc=contoso, dc=EXAMPLE"}, true},
		{"below a unit further up", Selector{OU: "OU=Böhmen,DC=contoso,DC=example"}, true},
		{"a name that only ends alike", Selector{OU: "OU=eavers,OU=Böhmen,DC=contoso,DC=example"}, false},
		{"a unit inside a name", Selector{OU: "Ada,OU=Leavers,OU=Böhmen,DC=contoso,DC=example"}, false},
		{"another unit", Selector{OU: "OU=Leavers,OU=Bohmen,DC=contoso,DC=example"}, false},
		{"a unit below", Selector{OU: "OU=X,OU=Leavers,OU=Böhmen,DC=contoso,DC=example"}, false},
		{"attribute equals", Selector{Attribute: "employeeType", Equals: "leaver"}, true},
		{"attribute is there", Selector{Attribute: "employeeType"}, true},
		{"attribute is not there", Selector{Attribute: "department"}, false},
		{"attribute is another", Selector{Attribute: "employeeType", Equals: "leav"}, false},
		{"one of a list", Selector{Attribute: "extensionAttribute1", Equals: "B"}, true},
		{"group by memberOf, with a comma in its name", Selector{Group: `CN=Legal\, Risk,DC=contoso,DC=example`}, true},
		{"group by its members", Selector{Group: "CN=Other,DC=contoso,DC=example"}, true},
		{"by UPN", Selector{People: []string{"ada@contoso.example"}}, true},
		{"by GUID", Selector{People: []string{"aaaaaaaa-0000-4000-8000-000000000001"}}, true},
		{"a list of others", Selector{People: []string{"bob@contoso.example"}}, false},
		{"a list of nobody", Selector{People: []string{}}, false},
		{"everybody", Selector{Everybody: true}, true},
		{"all parts hold", Selector{OU: "DC=contoso,DC=example", Attribute: "employeeType", Equals: "leaver"}, true},
		{"one part does not", Selector{OU: "DC=contoso,DC=example", Attribute: "employeeType", Equals: "x"}, false},
	} {
		if got := match(Selectors{c.selector}, ada, members); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
	if match(nil, ada, nil) {
		t.Error("no selectors mean nobody")
	}
	if match(Selectors{{Group: "CN=Other,DC=contoso,DC=example"}}, ada, nil) {
		t.Error("a group that nobody knows has no members")
	}
}

func TestNamesPerson(t *testing.T) {
	s := Selectors{{OU: "DC=x", People: []string{"bob"}}, {People: []string{"ada@contoso.example"}}}
	if !s.NamesPerson("x", "ada@contoso.example") || s.NamesPerson("bob") {
		t.Error("only selectors of names alone can mean people without an AD row")
	}
}

func TestSuffixFor(t *testing.T) {
	p := &Policy{UPNSuffixes: []SuffixRule{{Suffix: "all.example"}, {Forest: "a.example", Suffix: "forest.example"}, {OU: "OU=B,DC=a", Suffix: "unit.example"},
		{OU: "OU=C,OU=B,DC=a", Suffix: "below.example"}}}
	for _, c := range [][3]string{{"x.example", "CN=1,DC=x", "all.example"}, {"A.example", "CN=1,DC=a", "forest.example"}, {"a.example", "CN=1,OU=B,DC=a", "unit.example"},
		{"a.example", "CN=1,OU=C,OU=B,DC=a", "below.example"}} {
		if got, ok := p.SuffixFor(c[0], c[1]); !ok || got != c[2] {
			t.Errorf("%s %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
	if _, ok := (&Policy{}).SuffixFor("a", "b"); ok {
		t.Error("a policy that says nothing wants no suffix")
	}
}

func TestAcceptedFor(t *testing.T) {
	day := time.Date(2027, 3, 31, 23, 59, 59, 0, time.UTC)
	p := &Policy{Accepted: []Acceptance{{Rule: "MBX002", Who: "Ada@contoso.example", Expires: day}, {Rule: "ADR005", Expires: day}}}
	for _, c := range []struct {
		rule, name string
		now        time.Time
		want       bool
	}{
		{"MBX002", "ada@contoso.example", day, true},
		{"mbx002", "ada@contoso.example", day.Add(-time.Hour), true},
		{"MBX002", "bob@contoso.example", day, false},
		{"MBX002", "ada@contoso.example", day.Add(time.Second), false},
		{"ADR005", "bob@contoso.example", day, true},
		{"ADR006", "bob@contoso.example", day, false},
	} {
		if _, ok := p.AcceptedFor(c.rule, c.now, c.name); ok != c.want {
			t.Errorf("%+v: got %v", c, ok)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("leavers:\n  who:\n    - ou: OU=x,DC=y\n")
	f.Add("accepted: [{rule: MBX002, owner: a, reason: b, expires: 2027-01-01}]\nsystemic-share: 5%\n")
	f.Add("a: &x 1\nb: *x\n? [c]\n: d\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parse("rejoin.yaml", []byte(text))
		if (p == nil) == (err == nil) {
			t.Errorf("got %v and %v", p, err)
		}
	})
}
