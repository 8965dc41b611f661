package policy

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rejoin/recon/csvio"
)

// load reads a policy that stands beside the given lists. What it says of files is without their directory.
func load(t *testing.T, text string, lists map[string]string) (*Policy, []string) {
	t.Helper()
	dir := t.TempDir()
	for name, list := range lists {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "rejoin.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Load(path)
	if err == nil {
		return p, nil
	}
	var told []string
	for line := range strings.SplitSeq(err.Error(), "\n") {
		told = append(told, strings.TrimPrefix(line, dir+string(filepath.Separator)))
	}
	return p, told
}

func TestProblems(t *testing.T) {
	lists := map[string]string{
		"good.csv":      "UserPrincipalName\nada@contoso.example\n",
		"nameless.csv":  "Mail\nada@contoso.example\n",
		"empty-row.csv": "UserPrincipalName,Note\nada@contoso.example,\n,x\n$null,x\nbob@contoso.exa...,x\n",
		"holds.csv":     "UserPrincipalName,LitigationHoldDuration\nada@contoso.example,365.12:00:00\nbob@contoso.example,0\n",
		"twice.csv":     "UserPrincipalName,LitigationHoldDuration\nada@contoso.example,30\nADA@contoso.example,30\nSMTP:ada@contoso.example,31\n",
		"ragged.csv":    "UserPrincipalName,Note\nada@contoso.example\n",
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"an unknown key", "hidden-rooms: true\nleaver:\n  who: []\n", []string{`rejoin.yaml:2: column leaver: "leaver": is no key of a policy; did you mean leavers?`}},
		{"an unknown key below", "leavers:\n  whom: []\n  who: [{ou: 'OU=x,DC=y'}]\n", []string{`rejoin.yaml:2: column leavers.whom: "whom": is no key of a policy; did you mean who?`}},
		{"a key twice", "hidden-rooms: true\n\nhidden-rooms: false\n", []string{"rejoin.yaml:3: column hidden-rooms: the key is there twice, first in line 1; put both under one"}},
		{"a rule twice", "severities:\n  MBX002: low\n  mbx002: high\n", []string{"rejoin.yaml:3: column severities.mbx002: the key is there twice, first in line 2; put both under one"}},
		{"a list for a mapping", "leavers:\n  - ou: OU=x,DC=y\n", []string{"rejoin.yaml:2: column leavers: is no mapping; write key: value, one to a line", "rejoin.yaml:2: column leavers: who is missing; say it"}},
		{"a text for a list", "target-domains: contoso.example\n", []string{`rejoin.yaml:1: column target-domains: "contoso.example": is no list; begin each entry with a dash`}},
		{"a list for a text", "routing-domain: [contoso.example]\n", []string{"rejoin.yaml:1: column routing-domain: is no text; write one value"}},
		{"an alias", "join-keys: &a []\nleavers: *a\n", []string{`rejoin.yaml:2: column leavers: "a": is an alias; write the value out`, "rejoin.yaml:2: column leavers: who is missing; say it"}},
		{"two documents", "hidden-rooms: true\n---\nhidden-rooms: false\n", []string{"rejoin.yaml:3: begins a second document, and a policy is one; take the line --- out"}},
		{"neither true nor false", "offboarding: perhaps\n", []string{`rejoin.yaml:1: column offboarding: "perhaps": is neither true nor false; write true or false`}},
		{"no domain", "internal-domains:\n  - contoso.example\n  - ada@contoso.example\n", []string{`rejoin.yaml:3: column internal-domains[2]: "ada@contoso.example": is no domain; write it without @, such as contoso.example`}},
		{"a percent without its sign", "systemic-share: 5\n", []string{`rejoin.yaml:1: column systemic-share: "5": is no share; write a percentage above 0 and up to 100, such as 5%`}},
		{"a percent that is no number", "systemic-share: NaN%\n", []string{`rejoin.yaml:1: column systemic-share: "NaN%": is no share; write a percentage above 0 and up to 100, such as 5%`}},
		{"more than everybody", "systemic-share: 101%\n", []string{`rejoin.yaml:1: column systemic-share: "101%": is no share; write a percentage above 0 and up to 100, such as 5%`}},
		{"nobody", "systemic-share: 0%\n", []string{`rejoin.yaml:1: column systemic-share: "0%": is no share; write a percentage above 0 and up to 100, such as 5%`}},
		{"an empty text, told once", "systemic-share: ''\n", []string{"rejoin.yaml:1: column systemic-share: is no text; write one value"}},
		{"no severity", "severities:\n  MBX002: bad\n", []string{`rejoin.yaml:2: column severities.MBX002: "bad": is no severity; write critical, high, medium, low or info`}},
		{"no column", "alternate-login-id: shoeSize\n", []string{`rejoin.yaml:1: column alternate-login-id: "shoeSize": is no column of ad_users; rejoin columns ad_users lists them`}},
		{"a column of the other side", "join-keys:\n  - ad: employeeID\n    entra: sAMAccountNam\n", []string{`rejoin.yaml:3: column join-keys[1].entra: "sAMAccountNam": is no column of entra_users; rejoin columns entra_users lists them`}},
		{"half a join key", "join-keys:\n  - ad: employeeID\n", []string{"rejoin.yaml:2: column join-keys[1]: entra is missing; say it"}},
		{"no anchor", "source-anchor:\n  contoso.example: shoeSize\n", []string{`rejoin.yaml:2: column source-anchor.contoso.example: "shoeSize": is no column of ad_users; rejoin columns ad_users lists them`}},
		{"no distinguished name", "protected:\n  - ou: contoso.example/Board\n", []string{`rejoin.yaml:2: column protected[1].ou: "contoso.example/Board": is no distinguished name; write it as AD does, OU=Leavers,DC=contoso,DC=example`}},
		{"a unit with two suffixes", "upn-suffixes:\n  - {ou: 'OU=A,DC=x', suffix: a.example}\n  - {ou: 'ou=a, dc=x', suffix: b.example}\n",
			[]string{`rejoin.yaml:3: column upn-suffixes[2]: "b.example": line 2 wants another suffix for the same forest and organisational unit; keep one of the two`}},
		{"no suffix", "upn-suffixes:\n  - ou: OU=A,DC=x\n", []string{"rejoin.yaml:2: column upn-suffixes[1]: suffix is missing; say it"}},
		{"nobody leaves", "leavers:\n  on-leave: [{ou: 'OU=x,DC=y'}]\n", []string{"rejoin.yaml:2: column leavers: who is missing; say it"}},
		{"an empty selector after other problems", "hidden-rooms: maybe\nprotected:\n  - {}\n", []string{`rejoin.yaml:1: column hidden-rooms: "maybe": is neither true nor false; write true or false`,
			"rejoin.yaml:3: column protected[1]: means nobody; say ou, attribute, group, who or list"}},
		{"a value without its attribute", "protected:\n  - equals: x\n", []string{`rejoin.yaml:2: column protected[1]: "x": equals stands without attribute; name the column of ad_users that it is about`}},
		{"a value that the column cannot have", "service-accounts:\n  - attribute: msExchRecipientTypeDetails\n    equals: RemoteMailbox\n",
			[]string{`rejoin.yaml:2: column service-accounts[1].equals: "RemoteMailbox": is no value of msExchRecipientTypeDetails, which holds recipient type details; write it as rejoin import would read it`}},
		{"a name that was cut", "protected:\n  - who: [ada@contoso.exa...]\n", []string{`rejoin.yaml:2: column protected[1].who[1]: "ada@contoso.exa...": is a text that was cut short; write the name out`}},
		{"a group without its people", "onboarding-groups:\n  - group: CN=A,DC=x\n", []string{"rejoin.yaml:2: column onboarding-groups[1]: who is missing; say it"}},
		{"no duration", "litigation-hold:\n  - ou: OU=x,DC=y\n    duration-days: -1\n", []string{`rejoin.yaml:3: column litigation-hold[1].duration-days: "-1": is no duration; write a number of whole days above 0, or unlimited`}},
		{"a list that does not stand alone", "litigation-hold:\n  - list: good.csv\n    ou: OU=x,DC=y\n",
			[]string{`rejoin.yaml:2: column litigation-hold[1].list: "good.csv": a list of holds stands alone, without ou, attribute, group or who; give the others an entry of their own`}},
		{"nothing of an acceptance", "accepted:\n  - rule: MBX002\n", []string{"rejoin.yaml:2: column accepted[1]: expires is missing; say it", "rejoin.yaml:2: column accepted[1]: owner is missing; say it",
			"rejoin.yaml:2: column accepted[1]: reason is missing; say it"}},
		{"nulls are no answers", "accepted:\n  - rule: MBX002\n    owner: ~\n    reason: null\n    expires: 2027-03-31\n",
			[]string{`rejoin.yaml:3: column accepted[1].owner: "~": is no text; write one value`, `rejoin.yaml:4: column accepted[1].reason: "null": is no text; write one value`}},
		{"no day", "accepted:\n  - {rule: MBX002, owner: o, reason: r, expires: 2027-02-30}\n", []string{`rejoin.yaml:2: column accepted[1].expires: "2027-02-30": is no date; write a day such as 2027-03-31`}},
		{"a list that is not there", "protected:\n  - list: nothing.csv\n", []string{`rejoin.yaml:2: column protected[1].list: "nothing.csv": cannot be read; the path is relative to the policy file`}},
		{"a list without names", "protected:\n  - list: nameless.csv\n", []string{"nameless.csv:1: has no column UserPrincipalName; name the column so"}},
		{"rows without names, in the place of their list", "protected:\n  - list: empty-row.csv\nhidden-rooms: maybe\n", []string{
			"empty-row.csv:3: column UserPrincipalName: names nobody; name the person, or delete the row",
			`empty-row.csv:4: column UserPrincipalName: "$null": names nobody; name the person, or delete the row`,
			`empty-row.csv:5: column UserPrincipalName: "bob@contoso.exa...": is a text that was cut short; write the name out`,
			`rejoin.yaml:3: column hidden-rooms: "maybe": is neither true nor false; write true or false`}},
		{"a ragged list", "protected:\n  - list: ragged.csv\n", []string{`ragged.csv:2: "ada@contoso.example": the record that begins with this value has 1 field, the header 2; the record is cut off, or a line feed in a cell is not quoted`}},
		{"durations in a list", "litigation-hold:\n  - list: holds.csv\n", []string{
			`holds.csv:2: column LitigationHoldDuration: "365.12:00:00": is no duration; write a number of whole days above 0, or unlimited`,
			`holds.csv:3: column LitigationHoldDuration: "0": is no duration; write a number of whole days above 0, or unlimited`}},
		{"two holds for one person", "litigation-hold:\n  - list: twice.csv\n", []string{`twice.csv:4: column UserPrincipalName: "ada@contoso.example": line 2 wants another hold for the same person; keep one of the two`}},
	} {
		p, told := load(t, c.text, lists)
		if p != nil || !slices.Equal(told, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(told, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	for _, c := range []struct {
		text string
		line int
	}{{"hidden-rooms: [\n", 1}, {"leavers:\n\twho: []\n", 2}} {
		_, err := parse("rejoin.yaml", []byte(c.text))
		own, ok := errors.AsType[*csvio.Error](err)
		if !ok || !strings.HasPrefix(own.Problem, "is no YAML: ") || own.Line < c.line {
			t.Errorf("%q: got %v", c.text, err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "rejoin.yaml")); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a file that is not there: got %v", err)
	}
}

func TestLoad(t *testing.T) {
	p, told := load(t, `leavers:
  who:
    - {ou: "OU=Leavers, DC=contoso, DC=example", attribute: msExchRecipientTypeDetails, equals: RemoteSharedMailbox}
    - who: ["{AAAAAAAA-0000-4000-8000-000000000001}", "SMTP:Ada@contoso.example"]
  on-leave: {group: "CN=Leave, DC=contoso, DC=example"}
litigation-hold:
  - list: holds.csv
    duration-days: 30
    owner: legal@contoso.example
  - {who: cleo@contoso.example, duration-days: Unlimited}
service-accounts:
  - {attribute: memberOf, equals: "CN=Services, DC=contoso, DC=example"}
  - list: nobody.csv
guids-nulled-on-purpose: true
protected: []
hidden-rooms:
severities: {mbx002: low}
systemic-share: 2.5 %
accepted:
  - {rule: adr005, owner: o, reason: r, expires: 2020-01-31}
`, map[string]string{
		"holds.csv":  "User Principal Name;LitigationHoldDuration;LitigationHoldOwner\nada@contoso.example;2555.00:00:00;\nbob@contoso.example;UNLIMITED;risk@contoso.example\ncarl@contoso.example;;\n",
		"nobody.csv": "USERPRINCIPALNAME\n",
	})
	if told != nil {
		t.Fatal(strings.Join(told, "\n"))
	}
	named := func(name string) Selectors { return Selectors{{People: []string{name}}} }
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"leavers", p.Leavers, Selectors{{OU: "OU=Leavers,DC=contoso,DC=example", Attribute: "msExchRecipientTypeDetails", Equals: "34359738368"},
			{People: []string{"aaaaaaaa-0000-4000-8000-000000000001", "ada@contoso.example"}}}},
		{"on-leave", p.Leave, Selectors{{Group: "CN=Leave,DC=contoso,DC=example"}}},
		{"litigation-hold", p.LitigationHold, []HoldRule{{named("ada@contoso.example"), 2555, "legal@contoso.example"}, {named("bob@contoso.example"), Unlimited, "risk@contoso.example"},
			{named("carl@contoso.example"), 30, "legal@contoso.example"}, {named("cleo@contoso.example"), Unlimited, ""}}},
		{"service-accounts", p.ServiceAccounts, Selectors{{Attribute: "memberOf", Equals: "CN=Services,DC=contoso,DC=example"}, {People: []string{}}}},
		{"guids-nulled-on-purpose", p.NulledGUIDs, Selectors{{Everybody: true}}},
		{"severities", p.Severities, map[string]string{"MBX002": "low"}},
		{"systemic-share", p.SystemicShare, 0.025},
		{"accepted", p.Accepted, []Acceptance{{Rule: "ADR005", Owner: "o", Reason: "r", Expires: time.Date(2020, 1, 31, 23, 59, 59, 0, time.UTC), Line: 20}}},
		{"what is said", []bool{p.Said("leavers"), p.Said("protected"), p.Said("hidden-rooms"), p.Said("join-keys")}, []bool{true, true, false, false}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.what, c.got, c.want)
		}
	}
}

func TestNothingSaid(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "---\n", "leavers:\naccepted: ~\n", "\ufeff# nothing\r\n"} {
		p, err := parse("rejoin.yaml", []byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		said := *p
		said.Path, said.hash, said.said = "", "", nil
		if !reflect.DeepEqual(said, Default()) || slices.ContainsFunc(Keys(), p.Said) {
			t.Errorf("%q: got %+v", text, p)
		}
	}
	if own := Default(); own.Hash() != "" || own.Said("leavers") {
		t.Error("Default is of no file")
	}
}

func TestHash(t *testing.T) {
	hash := func(text, list string) string {
		p, told := load(t, text, map[string]string{"list.csv": list})
		if told != nil {
			t.Fatal(told)
		}
		return p.Hash()
	}
	const text, list = "protected:\n  - list: list.csv\n", "UserPrincipalName\nada@contoso.example\n"
	first := hash(text, list)
	if len(first) != 64 || hash(text, list) != first {
		t.Error("the same files, wherever they are, have the same hash")
	}
	if hash(text+"\n", list) == first || hash(text, list+"bob@contoso.example\n") == first {
		t.Error("other files have another hash")
	}
}

func TestCheckRules(t *testing.T) {
	p, told := load(t, "severities:\n  MBX02: low\n  ADR005: low\naccepted:\n  - owner: o\n    rule: ANC01\n    reason: r\n    expires: 2027-03-31\n", nil)
	if told != nil {
		t.Fatal(told)
	}
	p.Path = "rejoin.yaml"
	const want = `rejoin.yaml:2: column severities.MBX02: "MBX02": is no rule; did you mean MBX002? rejoin rules lists them
rejoin.yaml:6: column accepted[1].rule: "ANC01": is no rule; did you mean ANC001? rejoin rules lists them`
	if err := p.CheckRules([]string{"ADR005", "ANC001", "MBX002"}); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if err := p.CheckRules([]string{"ADR005", "ANC01", "MBX02"}); err != nil {
		t.Errorf("got %v", err)
	}
}

// Whatever the text is, it is a policy, or every error says where.
func FuzzLoad(f *testing.F) {
	for _, text := range []string{
		"leavers:\n  who:\n    - ou: OU=x,DC=y\n    - {attribute: memberOf, equals: x}\n  on-leave: {who: ada}\n",
		"accepted: [{rule: MBX002, owner: a, reason: b, expires: 2027-01-01}]\nsystemic-share: 5%\n",
		"litigation-hold: [{list: list.csv, duration-days: 2555.00:00:00}]\nguids-nulled-on-purpose: true\n",
		"a: &x 1\nb: *x\n? [c]\n: d\n<<: *x\n---\nx: y\n",
	} {
		f.Add(text, "UserPrincipalName;LitigationHoldDuration\nada@contoso.example;30\n")
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text, list string) {
		if err := os.WriteFile(filepath.Join(dir, "list.csv"), []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := parse(filepath.Join(dir, "rejoin.yaml"), []byte(text))
		if (p == nil) == (err == nil) {
			t.Fatalf("got %v and %v", p, err)
		}
		if err == nil {
			_ = p.CheckRules([]string{"MBX002"})
			_, _ = p.SuffixFor("contoso.example", text)
			match(p.Leavers, map[string]string{"distinguishedName": text, "memberOf": text}, nil)
			return
		}
		all := []error{err}
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			all = joined.Unwrap()
		}
		for _, one := range all {
			if own, ok := errors.AsType[*csvio.Error](one); !ok || own.File == "" || own.Problem == "" {
				t.Errorf("%v does not say where", one)
			}
		}
	})
}
