package ad

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	goldap "github.com/go-ldap/ldap/v3"

	"rejoin/internal/lab"
	"rejoin/internal/ldap"
	"rejoin/internal/ldap/ldaptest"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// One lab serves all of these, because it takes ten seconds to make one.
func TestLab(t *testing.T) {
	l := lab.Start(t, 1000)
	t.Run("every planted value", func(t *testing.T) { testPlanted(t, l) })
	t.Run("reader", func(t *testing.T) { testReader(t, l) })
	t.Run("cut", func(t *testing.T) { testCut(t, l) })
	t.Run("kerberos", func(t *testing.T) { testKerberos(t, l) })
	t.Run("messages", func(t *testing.T) { testMessages(t, l) })
	t.Run("doctor", func(t *testing.T) { testDoctor(t, l) })
	t.Run("incremental", func(t *testing.T) { testLabIncremental(t, l) })
}

// export reads the lab as an account.
func labExport(t *testing.T, settings ldap.Settings, r Request) (*snapshot.Snapshot, Report) {
	t.Helper()
	conn, err := ldap.Connect(t.Context(), settings)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if r.Out == "" {
		r.Out = filepath.Join(t.TempDir(), "snap")
	}
	report, err := Export(t.Context(), conn, r)
	if err != nil {
		t.Fatal(err)
	}
	made, err := snapshot.Open(r.Out)
	if err != nil {
		t.Fatal(err)
	}
	return made, report
}

// testPlanted compares every cell with what the lab was loaded with.
func testPlanted(t *testing.T, l *lab.Lab) {
	made, report := labExport(t, l.Settings(l.Admin), Request{OUs: []string{"OU=Lab," + l.Base}})
	if len(report.Partial) > 0 || report.Source.ExchangeSchema != "15334" {
		t.Fatal(report.Partial, report.Source.ExchangeSchema)
	}
	table, truth := usersOf(t, made), l.Truth(t)
	planted := slices.DeleteFunc(l.Users(t), func(p lab.Planted) bool { return p.Attributes["sAMAccountName"] == nil })
	if len(table) != 1000 || len(planted) != 1000 {
		t.Fatalf("%d rows, %d planted", len(table), len(planted))
	}
	cells := 0
	for _, one := range planted {
		user := table[one.Attributes["sAMAccountName"][0]]
		if !sameName(user.DistinguishedName, one.Name) {
			t.Errorf("%s is called %s", one.Name, user.DistinguishedName)
		}
		for name, values := range one.Attributes {
			column, ok := func() (directory.Column, bool) { t, _ := directory.TableNamed("ad_users"); return t.Column(name) }()
			if !ok || column.Name != name || column.Kind == directory.KindGUID || column.Kind == directory.KindTime {
				continue
			}
			got := directory.CellOf(&user, name)
			want := strings.Join(values, ";")
			switch column.Kind {
			case directory.KindBool:
				want = strings.ToLower(want)
			case directory.KindAddresses, directory.KindList:
				var list directory.List
				if err := list.UnmarshalCSV(got); err != nil {
					t.Fatal(err)
				}
				want, got = sorted(values), sorted(list)
			}
			cells++
			if got != want {
				t.Errorf("%s of %s is %q, not %q", name, one.Name, got, want)
			}
		}
		row := truth[user.SAMAccountName]
		if user.MailboxGUID.String() != row["exchangeGuid"] || user.ArchiveGUID.String() != row["archiveGuid"] || user.ConsistencyGUID.String() != row["consistencyGuid"] {
			t.Errorf("%s has the GUIDs %s, %s, %s", one.Name, user.MailboxGUID, user.ArchiveGUID, user.ConsistencyGUID)
		}
	}
	if cells < 15000 {
		t.Errorf("only %d cells were compared", cells)
	}
	groups, err := snapshot.ReadRows[directory.ADGroup](made, "ad_groups")
	if err != nil || len(groups.Rows) != len(l.Groups(t)) {
		t.Errorf("%d groups, %v", len(groups.Rows), err)
	}
	for _, group := range groups.Rows {
		if group.SAMAccountName == "all-staff" && len(group.Member) != 1000 {
			t.Errorf("all-staff has %d members", len(group.Member))
		}
	}
	domains, err := snapshot.ReadRows[directory.ADDomain](made, "ad_domains")
	if err != nil || len(domains.Rows) != 3 || domains.Rows[0].DomainSID != "S-1-5-21-1004336348-1177238915-682003330" {
		t.Errorf("%v, %v", domains.Rows, err)
	}
}

func sorted(list []string) string { return strings.Join(slices.Sorted(slices.Values(list)), "\n") }

// sameName compares distinguished names as names: a character may be escaped as itself or in hexadecimal (RFC 4514, 2.4).
func sameName(a, b string) bool {
	x, errX := goldap.ParseDN(a)
	y, errY := goldap.ParseDN(b)
	return errX == nil && errY == nil && x.EqualFold(y)
}

// testReader reads with an ordinary account, which sees what the administrator sees.
func testReader(t *testing.T, l *lab.Lab) {
	request := Request{OUs: []string{"OU=Lab," + l.Base}}
	byReader, _ := labExport(t, l.Settings(l.Reader), request)
	byAdmin, _ := labExport(t, l.Settings(l.Admin), request)
	for _, table := range []string{"ad_users", "ad_groups", "ad_contacts"} {
		if byReader.Table(table)[0].SHA256 != byAdmin.Table(table)[0].SHA256 {
			t.Errorf("%s looks different to an ordinary account", table)
		}
	}
	_, report := labExport(t, l.Settings(l.Reader), Request{Deleted: true})
	if len(report.Partial) != 1 || !strings.Contains(report.Partial[0].Error(), "ad_deleted is incomplete: ") {
		t.Error(report.Partial)
	}
}

// testCut puts a proxy before the domain controller that cuts the connection in the middle of the users.
func testCut(t *testing.T, l *lab.Lab) {
	target, err := url.Parse(l.URL)
	if err != nil {
		t.Fatal(err)
	}
	// On the same address, so that the certificate fits.
	listener, err := net.Listen("tcp", target.Hostname()+":0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer client.Close()
				server, err := net.Dial("tcp", target.Host)
				if err != nil {
					return
				}
				defer server.Close()
				go func() { _, _ = io.Copy(server, client) }()
				_, _ = io.CopyN(client, server, 1_000_000)
			}()
		}
	}()
	settings := l.Settings(l.Reader)
	settings.URL = "ldaps://" + listener.Addr().String()
	made, report := labExport(t, settings, Request{})
	part := made.Table("ad_users")[0]
	if part.Complete != snapshot.No || part.Rows == 0 || part.Rows >= 1000 || len(report.Partial) != 4 || !ldap.IsLost(report.Partial[0]) {
		t.Fatalf("%+v, %v", part, report.Partial)
	}
}

func testKerberos(t *testing.T, l *lab.Lab) {
	for _, test := range []struct {
		name  string
		login ldap.Login
	}{
		{"password", ldap.Login{Name: "lab-reader", Password: l.Password, Kerberos: &ldap.Kerberos{}}},
		{"keytab", ldap.Login{Name: "lab-reader", Kerberos: &ldap.Kerberos{Keytab: l.Keytab(t, "lab-reader")}}},
		{"tickets", ldap.Login{Kerberos: &ldap.Kerberos{CCache: l.Tickets(t, "lab-reader")}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			settings := l.Settings("")
			settings.Login = test.login
			settings.Login.Kerberos.Config, settings.Login.Kerberos.Realm, settings.Login.Kerberos.Host = l.Krb5Conf, l.Realm, l.Host
			if made, _ := labExport(t, settings, Request{}); made.Complete("ad_users") != snapshot.Proven {
				t.Error("not complete")
			}
		})
	}
	settings := l.Settings("")
	settings.Login = ldap.Login{Name: "lab-reader", Password: "wrong", Kerberos: &ldap.Kerberos{Config: l.Krb5Conf, Realm: l.Realm, Host: l.Host}}
	if _, err := ldap.Connect(t.Context(), settings); err == nil || !strings.Contains(err.Error(), "the password or key is wrong") {
		t.Error(err)
	}
}

func testMessages(t *testing.T, l *lab.Lab) {
	otherCA := filepath.Join(t.TempDir(), "other.pem")
	if _, err := ldaptest.Certificate(otherCA); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		change func(*ldap.Settings)
		base   string
		want   string
	}{
		{func(s *ldap.Settings) { s.Login.Password = "wrong" }, "", "the name or the password is wrong"},
		{func(s *ldap.Settings) { s.CAFile = otherCA }, "", "issued by an authority that is not trusted here"},
		{func(s *ldap.Settings) {
			s.URL = strings.Replace(strings.Replace(s.URL, "ldaps", "ldap", 1), "636", "389", 1)
		}, "", "the server demands an encrypted connection"},
		{func(s *ldap.Settings) {}, "OU=Nowhere," + l.Base, "there is no such object"},
	} {
		settings := l.Settings(l.Reader)
		test.change(&settings)
		conn, err := ldap.Connect(t.Context(), settings)
		if err == nil {
			_, err = Export(t.Context(), conn, Request{Base: test.base, Out: filepath.Join(t.TempDir(), "snap")})
			conn.Close()
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), l.Password) {
			t.Errorf("%v does not say %q", err, test.want)
		}
	}
	settings := l.Settings(l.Reader)
	settings.URL, settings.StartTLS = strings.Replace(strings.Replace(settings.URL, "ldaps", "ldap", 1), "636", "389", 1), true
	conn, err := ldap.Connect(t.Context(), settings)
	if err != nil {
		t.Fatal("StartTLS:", err)
	}
	conn.Close()
}

func testDoctor(t *testing.T, l *lab.Lab) {
	states := func(account string) string {
		var all []string
		for _, check := range Diagnose(t.Context(), l.Settings(account), "OU=Lab,"+l.Base, time.Now) {
			all = append(all, check.Name+" "+string(check.State))
		}
		return strings.Join(all, ", ")
	}
	for account, want := range map[string]string{
		l.Admin:  "rights to write ok",
		l.Writer: "rights to write ok",
		l.Reader: "rights to write warning",
	} {
		if got := states(account); !strings.Contains(got, want) || !strings.Contains(got, "schema ok") || strings.Contains(got, "failed") {
			t.Errorf("%s: %s", account, got)
		}
	}
}

// testLabIncremental changes the directory in every way that it can be changed, and compares with a full export.
func testLabIncremental(t *testing.T, l *lab.Lab) {
	accounts := map[string]string{l.Sync: "DirSync", l.Reader: "uSNChanged"}
	dir := t.TempDir()
	for account, by := range accounts {
		labExport(t, l.Settings(account), Request{Out: filepath.Join(dir, by)})
	}
	admin, err := ldap.Connect(t.Context(), l.Settings(l.Admin))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	users := l.Users(t)
	change := func(name, attribute, remove, add string) {
		t.Helper()
		one := ldap.Change{Attribute: attribute}
		if remove != "" {
			one.Remove = [][]byte{[]byte(remove)}
		}
		if add != "" {
			one.Add = [][]byte{[]byte(add)}
		}
		if err := admin.Modify(t.Context(), name, []ldap.Change{one}); err != nil {
			t.Fatal(err)
		}
	}
	change(users[1].Name, "proxyAddresses", "", "smtp:added@contoso.com")
	group := l.Groups(t)[1].Name
	change(group, "member", "", users[500].Name) // a link back, without a trace on the user
	raw := rawConn(t, l)
	// A manager is renamed: everybody who reports to that person has another value, without a trace.
	manager := ""
	for _, one := range users {
		if names := one.Attributes["manager"]; names != nil {
			manager = names[0]
		}
	}
	if err := raw.ModifyDN(goldap.NewModifyDNRequest(manager, "CN=Renamed Manager", true, "OU=Leavers,OU=Lab,"+l.Base)); err != nil {
		t.Fatal(err)
	}
	if err := raw.Del(goldap.NewDelRequest(users[700].Name, nil)); err != nil {
		t.Fatal(err)
	}
	add := goldap.NewAddRequest("CN=New User,OU=Lab,"+l.Base, nil)
	add.Attribute("objectClass", []string{"user"})
	add.Attribute("sAMAccountName", []string{"new-user"})
	if err := raw.Add(add); err != nil {
		t.Fatal(err)
	}
	full, _ := labExport(t, l.Settings(l.Admin), Request{Deleted: true})
	for account, by := range accounts {
		changed, report := labExport(t, l.Settings(account), Request{Since: filepath.Join(dir, by)})
		var fresh int
		if _, err := fmt.Sscanf(report.Notes[0], "ad_users: %d new or changed were read again, told by "+by, &fresh); err != nil || fresh < 3 || fresh > 20 {
			t.Errorf("%s: %q", by, report.Notes)
		}
		again, _ := labExport(t, l.Settings(account), Request{})
		for _, table := range []string{"ad_users", "ad_groups", "ad_contacts", "ad_domains"} {
			if changed.Table(table)[0].SHA256 != again.Table(table)[0].SHA256 {
				t.Errorf("%s: %s of the incremental export is not that of the full one", by, table)
			}
		}
	}
	gone, err := snapshot.ReadRows[directory.ADDeleted](full, "ad_deleted")
	if err != nil || len(gone.Rows) != 1 || !strings.Contains(gone.Rows[0].DistinguishedName, `\0ADEL:`) || gone.Rows[0].SAMAccountName != users[700].Attributes["sAMAccountName"][0] {
		t.Error(gone.Rows, err)
	}
}

// rawConn is a connection for what the project itself never does.
func rawConn(t *testing.T, l *lab.Lab) *goldap.Conn {
	t.Helper()
	pool := x509.NewCertPool()
	text, err := os.ReadFile(l.CAFile)
	if err != nil || !pool.AppendCertsFromPEM(text) {
		t.Fatal("no certificate", err)
	}
	conn, err := goldap.DialURL(l.URL, goldap.DialWithTLSConfig(&tls.Config{RootCAs: pool}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.Bind(l.Admin, l.Password); err != nil {
		t.Fatal(err)
	}
	return conn
}
