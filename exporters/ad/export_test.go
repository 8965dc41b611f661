package ad

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	goldap "github.com/go-ldap/ldap/v3"

	"rejoin/internal/ldap"
	"rejoin/internal/ldap/ldaptest"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

const (
	reader = "reader@contoso.example"
	secret = "pass-phrase of nobody"
	people = "OU=People,DC=contoso,DC=example"
)

// domain is a server with units, and whatever a test adds.
func domain(t testing.TB, without []string, add ...*ldaptest.Entry) *ldaptest.Server {
	t.Helper()
	names := slices.DeleteFunc(allAttributes(), func(name string) bool { return slices.Contains(without, name) })
	s := ldaptest.NewDomain(names, "15334", reader, secret)
	s.Add(&ldaptest.Entry{Name: people}, &ldaptest.Entry{Name: "OU=Leavers," + people})
	s.Add(add...)
	return s
}

func connect(t testing.TB, s *ldaptest.Server) *ldap.Conn {
	t.Helper()
	c, err := ldap.Connect(t.Context(), ldap.Settings{URL: s.URL(), Login: ldap.Login{Name: reader, Password: secret}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// run exports into a new snapshot.
func run(t testing.TB, s *ldaptest.Server, r Request) (*snapshot.Snapshot, Report) {
	t.Helper()
	if r.Out == "" {
		r.Out = filepath.Join(t.TempDir(), "snap")
	}
	r.Now = func() time.Time { return noon }
	report, err := Export(t.Context(), connect(t, s), r)
	if err != nil {
		t.Fatal(err)
	}
	made, err := snapshot.Open(r.Out)
	if err != nil {
		t.Fatal(err)
	}
	return made, report
}

func usersOf(t testing.TB, s *snapshot.Snapshot) map[string]directory.ADUser {
	t.Helper()
	rows, err := snapshot.ReadRows[directory.ADUser](s, "ad_users")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]directory.ADUser{}
	for _, user := range rows.Rows {
		all[user.SAMAccountName] = user
	}
	if len(all) != len(rows.Rows) {
		t.Fatalf("%d rows with %d names", len(rows.Rows), len(all))
	}
	return all
}

// Every kind of attribute arrives as what it is.
func TestCells(t *testing.T) {
	name := `CN=Example\, Ada \2B \"x\" \<y\>\; a\=b\\c,` + people
	s := domain(t, nil, ldaptest.User(name,
		ldaptest.Attr("sAMAccountName", "ada"), ldaptest.Attr("userPrincipalName", "ada@contoso.example"),
		ldaptest.Attr("objectGUID", "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"),
		ldaptest.Attr("mS-DS-ConsistencyGuid", "\x01\x02\x03"), // no GUID has three bytes
		ldaptest.Attr("msExchMailboxGuid", strings.Repeat("\x00", 16)),
		ldaptest.Attr("objectSid", ldaptest.SID(1, 2, 3, 4294967295)), ldaptest.Attr("sIDHistory", ldaptest.SID(7), ldaptest.SID(8)),
		ldaptest.Attr("msDS-ExternalDirectoryObjectId", "User_00112233-4455-6677-8899-aabbccddeeff"),
		ldaptest.Attr("proxyAddresses", "SMTP:ada@contoso.example", "smtp:a;b@contoso.example", `X500:/o=Contoso/cn=a\b`),
		ldaptest.Attr("msExchRecipientTypeDetails", "34359738368"), ldaptest.Attr("msExchRecipientDisplayType", "-2147483642"),
		ldaptest.Attr("msExchHideFromAddressLists", "TRUE"), ldaptest.Attr("userAccountControl", "514"),
		ldaptest.Attr("whenCreated", "20260113140500.0Z"), ldaptest.Attr("accountExpires", "9223372036854775807"),
		ldaptest.Attr("pwdLastSet", "133170048000000000"), ldaptest.Attr("displayName", "What? Ada"),
		ldaptest.Attr("description", "Line one\r\nLine two, \"quoted\""), ldaptest.Attr("title", "J\xfcrgen"),
	))
	s.Start(t)
	made, report := run(t, s, Request{})
	if len(report.Partial) > 0 {
		t.Fatal(report.Partial)
	}
	ada := usersOf(t, made)["ada"]
	for column, want := range map[string]string{
		"objectGUID": "00112233-4455-6677-8899-aabbccddeeff", "mS-DS-ConsistencyGuid": "", "msExchMailboxGuid": "",
		"objectSid": "S-1-5-21-1-2-3-4294967295", "sIDHistory": "S-1-5-21-7;S-1-5-21-8",
		"msDS-ExternalDirectoryObjectId": "User_00112233-4455-6677-8899-aabbccddeeff",
		"proxyAddresses":                 `SMTP:ada@contoso.example;smtp:a\;b@contoso.example;X500:/o=Contoso/cn=a\\b`,
		"msExchRecipientTypeDetails":     "34359738368", "msExchRecipientDisplayType": "-2147483642", "msExchHideFromAddressLists": "true",
		"userAccountControl": "514", "whenCreated": "2026-01-13T14:05:00Z", "accountExpires": "", "pwdLastSet": "2023-01-01T00:00:00Z",
		"displayName": "What? Ada", "description": "Line one\r\nLine two, \"quoted\"", "title": "", "distinguishedName": name,
		"_lossy": "mS-DS-ConsistencyGuid;title",
	} {
		if got := directory.CellOf(&ada, column); got != want {
			t.Errorf("%s is %q, not %q", column, got, want)
		}
	}
	part := made.Table("ad_users")[0]
	if part.Complete != snapshot.Proven || part.Forest != "contoso.example" || part.Source != "dc01.contoso.example" || part.Filter != "" ||
		!part.Finished.Equal(noon) || option(part, optionExchange) != "15334" || option(part, optionController) != s.Server {
		t.Errorf("%+v", part)
	}
	if len(part.Warnings) != 2 || !strings.Contains(part.Warnings[1], "1 of title could not be read") {
		t.Errorf("warnings: %q", part.Warnings)
	}
	if faults, err := made.Verify(); err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
}

// What the schema does not have is unknown, not empty.
func TestSchemaWithoutExchange(t *testing.T) {
	s := domain(t, []string{"msExchMailboxGuid", "mailNickname"}, ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada")))
	s.Start(t)
	made, _ := run(t, s, Request{})
	rows, err := snapshot.ReadRows[directory.ADUser](made, "ad_users")
	if err != nil || rows.Has("msExchMailboxGuid") || rows.Has("mailNickname") || !rows.Has("mail") {
		t.Fatal(rows.Columns, err)
	}
}

func TestOtherTables(t *testing.T) {
	s := domain(t, nil,
		ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada")),
		ldaptest.Contact("CN=Partner,"+people, ldaptest.Attr("mail", "partner@fabrikam.example")),
		ldaptest.Group("CN=Staff,"+people, ldaptest.Attr("sAMAccountName", "staff"), ldaptest.Attr("groupType", "-2147483640"), ldaptest.Attr("member", "CN=Ada,"+people)),
		ldaptest.User(`CN=Gone\0ADEL:00112233-4455-6677-8899-aabbccddeeff,CN=Deleted Objects,DC=contoso,DC=example`, ldaptest.Attr("isDeleted", "TRUE"),
			ldaptest.Attr("sAMAccountName", "gone"), ldaptest.Attr("lastKnownParent", people)),
		ldaptest.User(`CN=Ada\0ACNF:00112233-4455-6677-8899-aabbccddeeff,`+people, ldaptest.Attr("sAMAccountName", "$DUPLICATE-1")),
	)
	s.Start(t)
	made, report := run(t, s, Request{Deleted: true})
	if len(report.Partial) > 0 {
		t.Fatal(report.Partial)
	}
	contacts, err := snapshot.ReadRows[directory.ADContact](made, "ad_contacts")
	if err != nil || len(contacts.Rows) != 1 || contacts.Rows[0].Mail != "partner@fabrikam.example" {
		t.Error(contacts.Rows, err)
	}
	groups, err := snapshot.ReadRows[directory.ADGroup](made, "ad_groups")
	if err != nil || len(groups.Rows) != 1 || groups.Rows[0].GroupType.Value != -2147483640 || len(groups.Rows[0].Member) != 1 {
		t.Error(groups.Rows, err)
	}
	domains, err := snapshot.ReadRows[directory.ADDomain](made, "ad_domains")
	if err != nil || len(domains.Rows) != 2 || domains.Rows[0].Name != "contoso.example" || domains.Rows[0].NetBIOSName != "CONTOSO" ||
		domains.Rows[0].DomainSID != "S-1-5-21-1000-2000-3000" || domains.Rows[1].Name != "fabrikam.example" || domains.Rows[1].SuffixOnly != directory.True {
		t.Error(domains.Rows, err)
	}
	gone, err := snapshot.ReadRows[directory.ADDeleted](made, "ad_deleted")
	if err != nil || len(gone.Rows) != 1 || gone.Rows[0].SAMAccountName != "gone" || gone.Rows[0].LastKnownParent != people {
		t.Error(gone.Rows, err)
	}
	all := usersOf(t, made)
	if conflict := all["$DUPLICATE-1"]; len(all) != 2 || !conflict.IsConflictOrDeleted() {
		t.Error(all)
	}
	if warnings := made.Table("ad_users")[0].Warnings; len(warnings) != 1 || !strings.Contains(warnings[0], "1 objects are leavings of replication conflicts") {
		t.Error(warnings)
	}
}

func TestTwoThousandAddresses(t *testing.T) {
	var addresses []string
	for i := range 2000 {
		addresses = append(addresses, fmt.Sprintf("smtp:ada%d@contoso.example", i))
	}
	s := domain(t, nil, ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada"), ldaptest.Attr("proxyAddresses", addresses...)))
	s.Start(t)
	made, _ := run(t, s, Request{})
	ada := usersOf(t, made)["ada"]
	if len(ada.ProxyAddresses) != 2000 || ada.ProxyAddresses[1999].Value != "ada1999@contoso.example" {
		t.Fatal(len(ada.ProxyAddresses))
	}
}

// A domain controller that dies in the middle leaves an honest table, and the same export can be run again.
func TestLostConnection(t *testing.T) {
	var entries []*ldaptest.Entry
	for i := range 1000 {
		entries = append(entries, ldaptest.User(fmt.Sprintf("CN=User %d,%s", i, people), ldaptest.Attr("sAMAccountName", fmt.Sprintf("user%d", i))))
	}
	s := domain(t, nil, entries...)
	var dead atomic.Bool
	dead.Store(true)
	s.Fault = func(r ldaptest.Request) ldaptest.Fault {
		return ldaptest.Fault{Drop: dead.Load() && r.Page == 1, After: 10}
	}
	s.Start(t)
	out := filepath.Join(t.TempDir(), "snap")
	made, report := run(t, s, Request{Out: out})
	parts := made.Table("ad_users")
	if len(parts) != 1 || parts[0].Complete != snapshot.No || parts[0].Rows != 400 || !strings.Contains(parts[0].Warnings[0], "incomplete: searching DC=contoso,DC=example: the connection was lost") {
		t.Fatalf("%+v", parts)
	}
	if len(report.Partial) != 4 || made.Has("ad_groups") || !strings.Contains(report.Partial[1].Error(), "ad_groups was not read") {
		t.Fatal(report.Partial)
	}
	dead.Store(false)
	made, report = run(t, s, Request{Out: out})
	if parts := made.Table("ad_users"); len(report.Partial) > 0 || len(parts) != 1 || parts[0].Complete != snapshot.Proven || parts[0].Rows != 1000 {
		t.Fatalf("%v %+v", report.Partial, parts)
	}
}

func TestScope(t *testing.T) {
	s := domain(t, nil,
		ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada"), ldaptest.Attr("department", "Finance")),
		ldaptest.User("CN=Bob,"+people, ldaptest.Attr("sAMAccountName", "bob"), ldaptest.Attr("department", "Legal")),
		ldaptest.User("CN=Cid,OU=Leavers,"+people, ldaptest.Attr("sAMAccountName", "cid"), ldaptest.Attr("department", "Finance")),
		ldaptest.User("CN=Dan,DC=contoso,DC=example", ldaptest.Attr("sAMAccountName", "dan"), ldaptest.Attr("department", "Finance")))
	s.Start(t)
	for _, test := range []struct {
		request Request
		want    string
		filter  string
	}{
		{Request{}, "ada bob cid dan", ""},
		{Request{OUs: []string{strings.ToLower(people)}}, "ada bob cid", "below " + people},
		{Request{OUs: []string{people}, ExcludeOUs: []string{"ou=leavers," + people}}, "ada bob", "below " + people + "; without OU=Leavers," + people},
		{Request{Filter: "(department=Finance)"}, "ada cid dan", "(department=Finance)"},
		{Request{Base: people}, "ada bob cid", "below " + people},
	} {
		made, _ := run(t, s, test.request)
		var names []string
		for name := range usersOf(t, made) {
			names = append(names, name)
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != test.want || made.Table("ad_users")[0].Filter != test.filter {
			t.Errorf("%+v: %s, filter %q", test.request, got, made.Table("ad_users")[0].Filter)
		}
	}
}

func TestRefused(t *testing.T) {
	s := domain(t, nil, ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada")))
	s.Start(t)
	dir := t.TempDir()
	run(t, s, Request{Out: filepath.Join(dir, "there")})
	for _, test := range []struct {
		request Request
		want    string
	}{
		{Request{Base: "OU=Nowhere,DC=contoso,DC=example"}, "--base OU=Nowhere,DC=contoso,DC=example: there is no such object, or the account may not see it; the domain's own base is DC=contoso,DC=example"},
		{Request{Base: "DC=fabrikam,DC=example"}, "--base DC=fabrikam,DC=example: is in another domain"},
		{Request{OUs: []string{"People"}}, "--ou People: is no distinguished name"},
		{Request{OUs: []string{people, "OU=Leavers," + people}}, "overlaps with"},
		{Request{Filter: "(department=Finance"}, "--filter (department=Finance: is no LDAP filter"},
		{Request{Out: filepath.Join(dir, "there")}, "there: has ad_users of the forest contoso.example already (ad_users.csv, from dc01.contoso.example); export into a new directory"},
		{Request{Since: filepath.Join(dir, "nowhere")}, "is no snapshot"},
	} {
		if test.request.Out == "" {
			test.request.Out = filepath.Join(dir, "out")
		}
		_, err := Export(t.Context(), connect(t, s), test.request)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v does not say %q", err, test.want)
		}
	}
	if made, err := snapshot.Open(filepath.Join(dir, "there")); err != nil || len(made.Parts) != 4 {
		t.Error("the snapshot that was there is no longer what it was:", err)
	}
}

// To an account that may not see it, the container of deleted objects looks empty.
func TestDeletedObjectsOutOfSight(t *testing.T) {
	s := domain(t, nil)
	s.Remove("CN=Deleted Objects,DC=contoso,DC=example")
	s.Start(t)
	made, report := run(t, s, Request{Deleted: true})
	if len(report.Partial) != 1 || !strings.Contains(report.Partial[0].Error(), "no deleted object is to be seen") || made.Complete("ad_deleted") != snapshot.No {
		t.Fatal(report.Partial)
	}
}

// Another forest is another part of the same tables.
func TestSecondForest(t *testing.T) {
	first := domain(t, nil, ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada")))
	first.Start(t)
	out := filepath.Join(t.TempDir(), "snap")
	run(t, first, Request{Out: out})
	second := &ldaptest.Server{Base: "DC=fabrikam,DC=example", Passwords: map[string]string{reader: secret}}
	configuration := "CN=Configuration," + second.Base
	second.Add(&ldaptest.Entry{Name: second.Base}, &ldaptest.Entry{Name: "CN=Schema," + configuration}, &ldaptest.Entry{Name: "CN=Partitions," + configuration},
		ldaptest.User("CN=Bob,"+second.Base, ldaptest.Attr("sAMAccountName", "bob")))
	for _, name := range []string{"objectGUID", "sAMAccountName", "distinguishedName", "name"} {
		second.Add(&ldaptest.Entry{Name: "CN=" + name + ",CN=Schema," + configuration, Attributes: []ldaptest.Attribute{ldaptest.Attr("objectClass", "attributeSchema"), ldaptest.Attr("lDAPDisplayName", name)}})
	}
	second.Start(t)
	made, _ := run(t, second, Request{Out: out})
	parts := made.Table("ad_users")
	if len(parts) != 2 || parts[0].Forest != "contoso.example" || parts[1].Forest != "fabrikam.example" || len(usersOf(t, made)) != 2 {
		t.Fatalf("%+v", parts)
	}
	if option(parts[1], optionExchange) != "" {
		t.Error("the second forest has no Exchange schema")
	}
}

// What does not overlap goes into one snapshot; the forest's domains are there once.
func TestSecondBase(t *testing.T) {
	s := domain(t, nil, &ldaptest.Entry{Name: "OU=Service,DC=contoso,DC=example"},
		ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada")),
		ldaptest.User("CN=Backup,OU=Service,DC=contoso,DC=example", ldaptest.Attr("sAMAccountName", "backup")))
	s.Start(t)
	out := filepath.Join(t.TempDir(), "snap")
	run(t, s, Request{Out: out, Base: people})
	made, _ := run(t, s, Request{Out: out, Base: "OU=Service,DC=contoso,DC=example"})
	if len(usersOf(t, made)) != 2 || len(made.Table("ad_users")) != 2 || len(made.Table("ad_domains")) != 1 {
		t.Fatalf("%+v", made.Parts)
	}
	for _, base := range []string{"", "OU=Leavers," + people} {
		_, err := Export(t.Context(), connect(t, s), Request{Out: out, Base: base})
		if err == nil || !strings.Contains(err.Error(), "has ad_users of the forest contoso.example already") {
			t.Errorf("below %q: %v", base, err)
		}
	}
}

func TestIncremental(t *testing.T) {
	t.Run("uSNChanged", func(t *testing.T) { testIncremental(t, "uSNChanged", nil) })
	t.Run("DirSync", func(t *testing.T) { testIncremental(t, "DirSync", []string{reader}) })
}

func testIncremental(t *testing.T, by string, syncers []string) {
	name := func(who string) string { return "CN=" + who + "," + people }
	add := func(s *ldaptest.Server, who string) {
		s.Add(ldaptest.User(name(who), ldaptest.Attr("sAMAccountName", strings.ToLower(who)), ldaptest.Attr("manager", name("Boss")), ldaptest.Attr("description", "two\r\nlines;")))
	}
	s := domain(t, nil)
	s.Syncers = syncers
	for _, who := range []string{"Ada", "Bob", "Cid", "Dan", "Boss"} {
		add(s, who)
	}
	s.Add(ldaptest.Group(name("Staff"), ldaptest.Attr("sAMAccountName", "staff"), ldaptest.Attr("member", name("Ada"))))
	s.Start(t)
	before := filepath.Join(t.TempDir(), "before")
	run(t, s, Request{Out: before})

	s.Change(name("Ada"), "mailNickname", "ada")
	s.Rename(name("Bob"), "CN=Bob,OU=Leavers,"+people)
	s.Remove(name("Cid"))
	add(s, "Eve")
	s.Relink(name("Dan"), "manager", "CN=Great Boss,"+people)

	var wholes atomic.Int32
	s.Fault = func(r ldaptest.Request) ldaptest.Fault {
		if strings.HasPrefix(r.Base, "<GUID=") {
			wholes.Add(1)
		}
		return ldaptest.Fault{}
	}
	changed, report := run(t, s, Request{Since: before})
	full, _ := run(t, s, Request{})
	for _, table := range []string{"ad_users", "ad_groups", "ad_contacts", "ad_domains"} {
		if changed.Table(table)[0].SHA256 != full.Table(table)[0].SHA256 || changed.Complete(table) != snapshot.Proven {
			t.Errorf("%s of the incremental export is not that of the full one", table)
		}
	}
	if wholes.Load() != 3 || !slices.Contains(report.Notes, "ad_users: 3 new or changed were read again, told by "+by) {
		t.Errorf("%d objects were read again: %q", wholes.Load(), report.Notes)
	}
	if dan := usersOf(t, changed)["dan"]; dan.Manager != "CN=Great Boss,"+people {
		t.Error(dan.Manager)
	}
}

func TestIncrementalFallsBack(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*ldaptest.Server, *Request)
		why    string
	}{
		{"another controller", func(s *ldaptest.Server, _ *Request) { s.Server = "CN=NTDS Settings,CN=DC02,CN=Configuration," + s.Base }, "another domain controller"},
		{"restored", func(s *ldaptest.Server, _ *Request) { s.Change(s.Server, "invocationId", "another 16 bytes") }, "restored from a backup"},
		{"another part", func(_ *ldaptest.Server, r *Request) { r.Filter = "(department=*)" }, "another part of the directory"},
		{"another base", func(_ *ldaptest.Server, r *Request) { r.Base = people }, "has none of it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := domain(t, nil, ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada"), ldaptest.Attr("department", "Finance")))
			s.Start(t)
			request := Request{Since: filepath.Join(t.TempDir(), "before")}
			run(t, s, Request{Out: request.Since})
			test.change(s, &request)
			made, report := run(t, s, request)
			if len(usersOf(t, made)) != 1 || len(report.Notes) != 3 || !strings.Contains(report.Notes[0], "ad_users is read in full: ") || !strings.Contains(report.Notes[0], test.why) {
				t.Errorf("%q", report.Notes)
			}
		})
	}
}

func TestBusyServerIsWaitedFor(t *testing.T) {
	s := domain(t, nil, ldaptest.User("CN=Ada,"+people, ldaptest.Attr("sAMAccountName", "ada")))
	var refusals atomic.Int32
	s.Fault = func(r ldaptest.Request) ldaptest.Fault {
		if strings.Contains(r.Filter, "user") && refusals.Add(1) == 1 {
			return ldaptest.Fault{Code: goldap.LDAPResultBusy}
		}
		return ldaptest.Fault{}
	}
	s.Start(t)
	if made, report := run(t, s, Request{}); len(report.Partial) > 0 || len(usersOf(t, made)) != 1 {
		t.Fatal(report.Partial)
	}
}
