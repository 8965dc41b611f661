package ldap

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	goldap "github.com/go-ldap/ldap/v3"

	"rejoin/internal/ldap/ldaptest"
)

const (
	reader = "reader@contoso.example"
	secret = "pass-phrase of nobody"
	people = "OU=People,DC=contoso,DC=example"
)

// serve starts a server with users and a group that is larger than any limit.
func serve(t testing.TB, users int, change func(*ldaptest.Server)) *ldaptest.Server {
	t.Helper()
	s := &ldaptest.Server{Passwords: map[string]string{reader: secret}}
	s.Add(&ldaptest.Entry{Name: people, Attributes: []ldaptest.Attribute{ldaptest.Attr("objectClass", "organizationalUnit")}})
	var members []string
	for i := range users {
		name := fmt.Sprintf("CN=User %d,%s", i, people)
		members = append(members, name)
		s.Add(&ldaptest.Entry{Name: name, Attributes: []ldaptest.Attribute{ldaptest.Attr("objectClass", "user"), ldaptest.Attr("cn", fmt.Sprintf("User %d", i)),
			ldaptest.Attr("mailNickname", fmt.Sprintf("user%d", i))}})
	}
	s.Add(&ldaptest.Entry{Name: "CN=Everybody," + people, Attributes: []ldaptest.Attribute{ldaptest.Attr("objectClass", "group"), ldaptest.Attr("member", members...)}})
	if change != nil {
		change(s)
	}
	s.Start(t)
	return s
}

func connect(t testing.TB, s *ldaptest.Server) *Conn {
	t.Helper()
	c, err := Connect(t.Context(), Settings{URL: s.URL(), Login: Login{Name: reader, Password: secret}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

var allUsers = Search{Base: people, Filter: "(objectClass=user)", Scope: Subtree, Attributes: []string{"cn"}, PageSize: 5000}

func TestEachReadsEveryPage(t *testing.T) {
	s := serve(t, 2500, nil)
	var names []string
	err := connect(t, s).Each(t.Context(), allUsers, func(e Entry) error {
		names = append(names, e.Text("CN"))
		return nil
	})
	if err != nil || len(names) != 2500 || names[0] != "User 0" || names[2499] != "User 2499" {
		t.Fatalf("%d names, %v", len(names), err)
	}
}

func TestValuesBeyondTheRangeLimit(t *testing.T) {
	for _, size := range []int{1500, 1501, 3000, 4501} {
		s := serve(t, size, nil)
		seen := 0
		err := connect(t, s).Each(t.Context(), Search{Base: people, Filter: "(objectClass=group)", Attributes: []string{"member"}, Scope: Subtree}, func(e Entry) error {
			all := e.Texts("member")
			seen = len(all)
			if all[len(all)-1] != fmt.Sprintf("CN=User %d,%s", size-1, people) {
				t.Errorf("the last of %d is %s", size, all[len(all)-1])
			}
			if raw := e.Values("member"); len(raw) != size {
				t.Errorf("%d raw values of %d", len(raw), size)
			}
			return nil
		})
		if err != nil || seen != size {
			t.Errorf("%d members of %d, %v", seen, size, err)
		}
	}
}

func TestBusyIsAskedAgain(t *testing.T) {
	var refusals atomic.Int32
	s := serve(t, 1200, func(s *ldaptest.Server) {
		s.Fault = func(r ldaptest.Request) ldaptest.Fault {
			if r.Kind == "search" && r.Page == 1 && refusals.Add(1) <= 2 {
				return ldaptest.Fault{Code: goldap.LDAPResultBusy}
			}
			return ldaptest.Fault{}
		}
	})
	n := 0
	err := connect(t, s).Each(t.Context(), allUsers, func(Entry) error { n++; return nil })
	if err != nil || n != 1200 || refusals.Load() < 3 {
		t.Fatalf("%d of 1200 after %d refusals, %v", n, refusals.Load(), err)
	}
}

// A server that goes away must never look like one that is at its end, wherever it happens.
func TestLostConnectionIsNoEnd(t *testing.T) {
	for _, after := range []int{0, 1, 700} {
		s := serve(t, 2500, func(s *ldaptest.Server) {
			s.Fault = func(r ldaptest.Request) ldaptest.Fault {
				return ldaptest.Fault{Drop: r.Kind == "search" && r.Page == 1, After: after}
			}
		})
		n := 0
		err := connect(t, s).Each(t.Context(), allUsers, func(Entry) error { n++; return nil })
		if !IsLost(err) || n != 1000 || !strings.Contains(err.Error(), "lost before the answer was complete") {
			t.Errorf("after %d: %d objects, %v", after, n, err)
		}
	}
}

func TestIdleConnectionIsOpenedAgain(t *testing.T) {
	s := serve(t, 3, nil)
	c := connect(t, s)
	if _, err := c.RootDSE(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.DropAll()
	n := 0
	if err := c.Each(t.Context(), allUsers, func(Entry) error { n++; return nil }); err != nil || n != 3 {
		t.Fatalf("%d of 3, %v", n, err)
	}
}

// The connection that was opened again is there for what comes next, changes included.
func TestReconnectedConnectionStays(t *testing.T) {
	s := serve(t, 3, nil)
	c := connect(t, s)
	s.DropAll()
	if err := c.Each(t.Context(), allUsers, func(Entry) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := c.Modify(t.Context(), "CN=User 1,"+people, []Change{{"title", nil, [][]byte{[]byte("Analyst")}}}); err != nil {
		t.Fatal(err)
	}
	s.DropAll()
	for !c.live().IsClosing() {
		time.Sleep(time.Millisecond)
	}
	if err := c.Modify(t.Context(), "CN=User 2,"+people, []Change{{"title", nil, [][]byte{[]byte("Analyst")}}}); err != nil {
		t.Fatal(err)
	}
}

func TestServerThatIsGone(t *testing.T) {
	s := serve(t, 2500, nil)
	c := connect(t, s)
	n := 0
	err := c.Each(t.Context(), allUsers, func(Entry) error {
		if n++; n == 1 {
			s.Close()
		}
		return nil
	})
	if !IsLost(err) || n >= 2500 {
		t.Fatalf("%d objects, %v", n, err)
	}
	if _, err := c.Read(t.Context(), people); !IsLost(err) || !strings.Contains(err.Error(), "connecting again after the connection was lost: ") {
		t.Fatal(err)
	}
}

func TestAnotherServerIsNotTheSame(t *testing.T) {
	s := serve(t, 3, nil)
	c := connect(t, s)
	if _, err := c.RootDSE(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Server = "CN=NTDS Settings,CN=DC02,CN=Sites,CN=Configuration,DC=contoso,DC=example"
	s.DropAll()
	_, err := c.Read(t.Context(), people, "ou")
	if err == nil || !strings.Contains(err.Error(), "another domain controller answered") {
		t.Fatal(err)
	}
}

// Searching without paging is cut off at a domain controller, which is why there is no way to do it here but for one object. The
// server is held to it by a client of its own.
func TestServerInsists(t *testing.T) {
	s := serve(t, 1200, nil)
	conn, err := goldap.DialURL(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ask := func(controls ...goldap.Control) (*goldap.SearchResult, error) {
		return conn.Search(goldap.NewSearchRequest(people, goldap.ScopeWholeSubtree, 0, 0, 0, false, "(objectClass=user)", []string{"cn"}, controls))
	}
	if _, err := ask(); !goldap.IsErrorWithCode(err, goldap.LDAPResultOperationsError) {
		t.Errorf("a search before signing in: %v", err)
	}
	if err := conn.Bind(reader, secret); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(); !goldap.IsErrorWithCode(err, goldap.LDAPResultSizeLimitExceeded) {
		t.Errorf("1,200 objects without paging: %v", err)
	}
	if _, err := ask(goldap.NewControlString("1.2.3.4", true, "")); !goldap.IsErrorWithCode(err, goldap.LDAPResultUnavailableCriticalExtension) {
		t.Errorf("a critical control that nobody knows: %v", err)
	}
	if _, err := ask(goldap.NewControlString("1.2.3.4", false, ""), goldap.NewControlPaging(5)); err != nil {
		t.Errorf("a control that nobody knows and nobody needs: %v", err)
	}
	result, err := ask(goldap.NewControlPaging(5000))
	if err != nil || len(result.Entries) != ldaptest.MaxPageSize {
		t.Errorf("a page of 5,000 has %d objects, %v", len(result.Entries), err)
	}
	foreign := goldap.NewControlPaging(5)
	foreign.SetCookie([]byte("of another connection"))
	if _, err := ask(foreign); !goldap.IsErrorWithCode(err, goldap.LDAPResultUnwillingToPerform) {
		t.Errorf("a cookie of another connection: %v", err)
	}
}

func TestModify(t *testing.T) {
	user := "CN=User 1," + people
	values := func(all ...string) (raw [][]byte) {
		for _, one := range all {
			raw = append(raw, []byte(one))
		}
		return raw
	}
	for _, test := range []struct {
		name    string
		changes []Change
		code    uint16
		want    string
	}{
		{"as expected", []Change{{"mailNickname", values("user1"), values("ada")}}, 0, "ada"},
		{"moved on", []Change{{"mailNickname", values("somebody"), values("ada")}}, goldap.LDAPResultNoSuchAttribute, "user1"},
		{"not empty", []Change{{"mailNickname", nil, values("ada")}}, goldap.LDAPResultAttributeOrValueExists, "user1"},
		{"all or nothing", []Change{{"mailNickname", values("user1"), values("ada")}, {"cn", values("x"), nil}}, goldap.LDAPResultNoSuchAttribute, "user1"},
		{"only the case differs", []Change{{"mailNickname", nil, values("USER1")}}, goldap.LDAPResultAttributeOrValueExists, "user1"},
		{"no right", []Change{{"title", nil, values("Chief")}}, goldap.LDAPResultInsufficientAccessRights, "user1"},
		{"not in the schema", []Change{{"shoeSize", nil, values("42")}}, goldap.LDAPResultNoSuchAttribute, "user1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, 2, func(s *ldaptest.Server) {
				s.Schema, s.Single, s.Writable = []string{"mailNickname", "cn", "title", "objectGUID"}, []string{"mailNickname"}, []string{"mailNickname", "cn"}
			})
			c := connect(t, s)
			entry, err := c.Read(t.Context(), user, "objectGUID")
			if err != nil {
				t.Fatal(err)
			}
			name := GUIDName([16]byte(entry.Values("objectGUID")[0]))
			if writable, err := c.Writable(t.Context(), name); err != nil || !slices.Equal(writable, []string{"mailNickname", "cn"}) {
				t.Errorf("writable: %v, %v", writable, err)
			}
			if err := c.Modify(t.Context(), name, test.changes); CodeOf(err) != test.code {
				t.Errorf("code %d of %v, not %d", CodeOf(err), err, test.code)
			}
			if got := s.Get(user, "mailNickname"); !slices.Equal(got, []string{test.want}) {
				t.Errorf("mailNickname is %q, not %q", got, test.want)
			}
		})
	}
}

// Nobody knows whether a change was made when the connection is lost meanwhile: it must not be tried again.
func TestModifyIsAskedOnce(t *testing.T) {
	var asked atomic.Int32
	s := serve(t, 2, func(s *ldaptest.Server) {
		s.Fault = func(r ldaptest.Request) ldaptest.Fault {
			if r.Kind == "modify" {
				asked.Add(1)
			}
			return ldaptest.Fault{Drop: r.Kind == "modify"}
		}
	})
	err := connect(t, s).Modify(t.Context(), "CN=User 1,"+people, []Change{{"mailNickname", [][]byte{[]byte("user1")}, nil}})
	if !IsLost(err) || asked.Load() != 1 {
		t.Fatalf("asked %d times, %v", asked.Load(), err)
	}
}

func TestMessages(t *testing.T) {
	dir := t.TempDir()
	caFile, otherCA, wrongNames := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "other.pem"), filepath.Join(dir, "names.pem")
	config, err := ldaptest.Certificate(caFile)
	if err == nil {
		_, err = ldaptest.Certificate(otherCA)
	}
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, err := ldaptest.Certificate(wrongNames, "dc01.contoso.example")
	if err != nil {
		t.Fatal(err)
	}
	plain, secure := serve(t, 1, nil), serve(t, 1, func(s *ldaptest.Server) { s.TLS = config })
	other := serve(t, 1, func(s *ldaptest.Server) { s.TLS = elsewhere })
	failing := func(code uint16, text string) *ldaptest.Server {
		return serve(t, 1, func(s *ldaptest.Server) {
			s.Fault = func(r ldaptest.Request) ldaptest.Fault { return ldaptest.Fault{Code: code, Diagnostic: text} }
		})
	}
	good := Login{Name: reader, Password: secret}
	for _, test := range []struct {
		name     string
		settings Settings
		want     string
	}{
		{"wrong password", Settings{URL: plain.URL(), Login: Login{Name: reader, Password: "wrong"}}, "signing in as " + reader + ": the name or the password is wrong; check both"},
		{"no password", Settings{URL: plain.URL(), Login: Login{Name: reader}}, "a name and a password are needed"},
		{"locked", Settings{URL: failing(49, "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 775, v4563").URL(), Login: good}, "the account is locked"},
		{"expired", Settings{URL: failing(49, "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 532, v4563").URL(), Login: good}, "the password has expired"},
		{"demands TLS", Settings{URL: failing(8, "").URL(), Login: good}, "the server demands an encrypted connection; use ldaps:// or --start-tls"},
		{"unencrypted", Settings{URL: "ldap://dc01.contoso.example", Login: good}, "would send everything unencrypted, the password included; use ldaps://, or add --start-tls"},
		{"no URL", Settings{URL: "dc01.contoso.example", Login: good}, "is no URL of a server; it looks like ldaps://"},
		{"other scheme", Settings{URL: "https://dc01.contoso.example", Login: good}, "begins with neither ldaps:// nor ldap://"},
		{"password in the URL", Settings{URL: "ldaps://ada:" + secret[:4] + "@dc01.contoso.example", Login: good}, "--url: holds more than a server and a port"},
		{"wrong authority", Settings{URL: secure.SecureURL(), CAFile: otherCA, Login: good}, "the certificate was issued by an authority that is not trusted here; give the authority's certificate with --ca-file"},
		{"wrong name", Settings{URL: other.SecureURL(), CAFile: wrongNames, Login: good}, "the certificate is for dc01.contoso.example, not for 127.0.0.1; use a name"},
		{"no authority", Settings{URL: secure.SecureURL(), CAFile: filepath.Join(dir, "none.pem"), Login: good}, "cannot be read"},
		{"not PEM", Settings{URL: secure.SecureURL(), CAFile: "ldap_test.go", Login: good}, "holds no certificate in PEM form; certutil -encode"},
		{"no TLS there", Settings{URL: strings.Replace(plain.URL(), "ldap:", "ldaps:", 1), CAFile: caFile, Login: good}, "check that the port speaks TLS"},
		{"nobody listens", Settings{URL: "ldap://127.0.0.1:1", Login: good}, "check name, port and firewall"},
		{"good", Settings{URL: secure.SecureURL(), CAFile: caFile, Login: good}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := Connect(t.Context(), test.settings)
			if err == nil {
				c.Close()
			}
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v does not say %q", err, test.want)
			}
			if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), secret[:4]+"@")) {
				t.Errorf("the password is in: %v", err)
			}
		})
	}
}

func TestSearchMessages(t *testing.T) {
	c := connect(t, serve(t, 1, nil))
	for base, want := range map[string]string{
		"OU=Nowhere,DC=contoso,DC=example": "there is no such object, or the account may not see it; check --base and --ou",
		"DC=fabrikam,DC=example":           "refers to another one",
		"People":                           "is no distinguished name",
	} {
		err := c.Each(t.Context(), Search{Base: base, Scope: Subtree, Filter: "(objectClass=*)"}, func(Entry) error { return nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v does not say %q", base, err, want)
		}
	}
	err := c.Each(t.Context(), Search{Base: people, Scope: Subtree, Filter: "(department=Finance"}, func(Entry) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "is no LDAP filter") {
		t.Error(err)
	}
}

func TestInterrupt(t *testing.T) {
	s := serve(t, 2500, nil)
	ctx, cancel := context.WithCancel(t.Context())
	c, err := Connect(ctx, Settings{URL: s.URL(), Login: Login{Name: reader, Password: secret}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	n := 0
	err = c.Each(ctx, allUsers, func(Entry) error {
		if n++; n == 1500 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("after %d objects: %v", n, err)
	}
}

func BenchmarkEach(b *testing.B) {
	s := &ldaptest.Server{Passwords: map[string]string{reader: secret}}
	s.Add(&ldaptest.Entry{Name: people})
	const users = 5000
	values := strings.Repeat("x", 40)
	var attributes []string
	for i := range 40 {
		attributes = append(attributes, fmt.Sprintf("extensionAttribute%d", i))
	}
	for i := range users {
		entry := &ldaptest.Entry{Name: fmt.Sprintf("CN=User %d,%s", i, people), Attributes: []ldaptest.Attribute{ldaptest.Attr("objectClass", "user")}}
		for _, name := range attributes {
			entry.Attributes = append(entry.Attributes, ldaptest.Attr(name, values))
		}
		s.Add(entry)
	}
	s.Start(b)
	c := connect(b, s)
	search := allUsers
	search.Attributes, search.PageSize = attributes, 0
	for b.Loop() {
		n := 0
		if err := c.Each(b.Context(), search, func(Entry) error { n++; return nil }); err != nil || n != users {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(users*b.N)/b.Elapsed().Seconds(), "users/s")
}
