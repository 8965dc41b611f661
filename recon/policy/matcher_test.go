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
		"objectGUID": "aaaaaaaa-0000-4000-8000-000000000001", "sAMAccountName": "ada", "department": "Research;Law",
		"extensionAttribute2": `CONTOSO\[x; LAW`, "proxyAddresses": "SMTP:ada@contoso.example;smtp:a;b@contoso.example"}
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
		{"attribute is not there", Selector{Attribute: "company"}, false},
		{"attribute is another", Selector{Attribute: "employeeType", Equals: "leav"}, false},
		{"one of a list", Selector{Attribute: "extensionAttribute1", Equals: "B"}, true},
		{"one of a list with a space", Selector{Attribute: "extensionAttribute2", Equals: "law"}, true},
		{"a backslash in a list that people keep", Selector{Attribute: "extensionAttribute2", Equals: `contoso\[X`}, true},
		{"a part of an entry", Selector{Attribute: "extensionAttribute2", Equals: "la"}, false},
		{"a text that holds a semicolon is no list", Selector{Attribute: "department", Equals: "law"}, false},
		{"the whole text", Selector{Attribute: "department", Equals: "research;law"}, true},
		{"an address of many", Selector{Attribute: "proxyAddresses", Equals: "smtp:ada@contoso.example"}, true},
		{"memberOf by value", Selector{Attribute: "memberOf", Equals: `cn=legal\, risk,dc=contoso,dc=example`}, true},
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

func TestColumns(t *testing.T) {
	s := Selectors{{OU: "DC=x"}, {Attribute: "employeeType"}, {Group: "CN=A,DC=x"}, {People: []string{"ada"}}, {Attribute: "memberOf"}}
	want := []string{"distinguishedName", "employeeType", "memberOf", "userPrincipalName", "mail", "sAMAccountName", "objectGUID"}
	if got := s.Columns(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if got := (Selectors{{Everybody: true}}).Columns(); len(got) > 0 {
		t.Errorf("everybody is meant without looking: got %v", got)
	}
}

// Rows are matched while they are read, a million of them.
func TestMatchDoesNotAllocate(t *testing.T) {
	s := Selectors{{OU: "OU=No,DC=contoso,DC=example"}, {Attribute: "extensionAttribute1", Equals: "no"}, {Attribute: "employeeType", Equals: "no"},
		{Group: "CN=No,DC=contoso,DC=example"}, {People: []string{"no@contoso.example"}}}
	columns := s.Columns()
	row := map[string]string{"distinguishedName": `CN=Lovelace\, Ada,OU=Yes, DC=contoso,DC=example`, "userPrincipalName": "Ada@contoso.example", "mail": "Ada@contoso.example",
		"extensionAttribute1": "A;B", "employeeType": "Employee", "memberOf": `CN=A,DC=contoso,DC=example;CN=Legal\\, Risk,DC=contoso,DC=example`}
	fields := make([][]byte, len(columns))
	for i, column := range columns {
		fields[i] = []byte(row[column])
	}
	m := s.Compile(func(column string) int { return slices.Index(columns, column) }, func(string) map[string]bool { return map[string]bool{"cn=x": true} })
	m.Match(fields) // makes the matcher's own space
	if n := testing.AllocsPerRun(100, func() {
		if m.Match(fields) {
			t.Fatal("nobody is meant")
		}
	}); n > 0 {
		t.Errorf("%v allocations for a row", n)
	}
}
