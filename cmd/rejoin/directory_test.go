package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rejoin/internal/ldap/ldaptest"
	"rejoin/recon/directory"
)

// The account that scripts sign in with. Its password stands in the file password.txt of a script's directory.
const (
	scriptReader   = "reader@contoso.example"
	scriptPassword = "s3cret pass-phrase"
)

// startDirectories starts the directories that scripts read: $AD_URL is a usual one, $AD_TLS_URL the same with TLS ($AD_CA issued
// its certificate, $OTHER_CA did not), and $AD_DYING_URL one whose connections break in the middle of the users.
func startDirectories(env *testscript.Env) error {
	caFile, otherCA := filepath.Join(env.WorkDir, "ca.pem"), filepath.Join(env.WorkDir, "other-ca.pem")
	config, err := ldaptest.Certificate(caFile)
	if err != nil {
		return err
	}
	if _, err := ldaptest.Certificate(otherCA); err != nil {
		return err
	}
	usual, secured, dying := scriptDirectory(), scriptDirectory(), scriptDirectory()
	secured.TLS = config
	dying.Populate(1000, func(i int) *ldaptest.Entry {
		return ldaptest.User(fmt.Sprintf("CN=User %d,OU=People,DC=contoso,DC=example", i), ldaptest.Attr("sAMAccountName", fmt.Sprintf("user%d", i)))
	})
	dying.Fault = func(r ldaptest.Request) ldaptest.Fault { return ldaptest.Fault{Drop: r.Page == 1, After: 7} }
	for _, server := range []*ldaptest.Server{usual, secured, dying} {
		if err := server.Listen(); err != nil {
			return err
		}
		env.Defer(server.Close)
	}
	env.Setenv("AD_URL", usual.URL())
	env.Setenv("AD_TLS_URL", secured.SecureURL())
	env.Setenv("AD_DYING_URL", dying.URL())
	env.Setenv("AD_CA", caFile)
	env.Setenv("OTHER_CA", otherCA)
	return os.WriteFile(filepath.Join(env.WorkDir, "password.txt"), []byte(scriptPassword+"\n"), 0o600)
}

// scriptDirectory is a small domain.
func scriptDirectory() *ldaptest.Server {
	var attributes []string
	for _, name := range []string{"ad_users", "ad_groups", "ad_contacts", "ad_domains", "ad_deleted"} {
		table, _ := directory.TableNamed(name)
		for _, column := range table.Columns {
			attributes = append(attributes, column.Name)
		}
	}
	slices.Sort(attributes)
	s := ldaptest.NewDomain(slices.Compact(attributes), "15334", scriptReader, scriptPassword)
	s.Writable = []string{"mail", "proxyAddresses"}
	people := "OU=People,DC=contoso,DC=example"
	s.Add(&ldaptest.Entry{Name: people},
		ldaptest.User("CN=Ada Example,"+people, ldaptest.Attr("sAMAccountName", "ada"), ldaptest.Attr("userPrincipalName", "ada@contoso.example"),
			ldaptest.Attr("proxyAddresses", "SMTP:ada@contoso.example", "smtp:a.example@contoso.example"), ldaptest.Attr("department", "Finance")),
		ldaptest.User("CN=Bob Example,"+people, ldaptest.Attr("sAMAccountName", "bob"), ldaptest.Attr("title", "J\xfcrgen")),
		ldaptest.Group("CN=Staff,"+people, ldaptest.Attr("sAMAccountName", "staff"), ldaptest.Attr("member", "CN=Ada Example,"+people)),
		ldaptest.User(`CN=Gone\0ADEL:00112233-4455-6677-8899-aabbccddeeff,CN=Deleted Objects,DC=contoso,DC=example`, ldaptest.Attr("isDeleted", "TRUE"),
			ldaptest.Attr("sAMAccountName", "gone")))
	return s
}

// An export that is interrupted between two pages ends with 130 and leaves the snapshot as it was: here, not there.
func TestExportInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := scriptDirectory()
	s.Populate(2000, func(i int) *ldaptest.Entry {
		return ldaptest.User(fmt.Sprintf("CN=User %d,OU=People,DC=contoso,DC=example", i), ldaptest.Attr("sAMAccountName", fmt.Sprintf("user%d", i)))
	})
	s.Fault = func(r ldaptest.Request) ldaptest.Fault {
		if r.Page == 2 {
			cancel()
		}
		return ldaptest.Fault{}
	}
	s.Start(t)
	t.Setenv(passwordVariable, scriptPassword)
	out := filepath.Join(t.TempDir(), "snap")
	var stdout, stderr strings.Builder
	code := run(ctx, []string{"rejoin", "export", "ad", "--url", s.URL(), "--user", scriptReader, "--out", out, "--quiet"}, strings.NewReader(""), &stdout, &stderr)
	if code != exitInterrupted || stderr.String() != "rejoin: interrupted; nothing was written half\n" {
		t.Errorf("got %d, %q", code, &stderr)
	}
	if _, err := os.Lstat(out); err == nil {
		t.Error("an interrupted export left", out)
	}
}
