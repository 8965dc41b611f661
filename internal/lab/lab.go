// Package lab starts a disposable Active Directory for integration tests: see samba-ad.sh.
package lab

import (
	"encoding/base64"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"rejoin/internal/ldap"
)

// Variable is the environment variable that lets tests start a lab. It takes root and installs packages, so nobody gets one unasked.
const Variable = "REJOIN_LAB"

// Lab is a running directory.
type Lab struct {
	URL, Host, Base, CAFile string
	Krb5Conf, Realm         string
	Password                string // of all accounts
	Admin, Reader, Writer   string
	Sync                    string // the account that may use DirSync

	dir   string
	users int
}

// Start starts a lab with many users, which goes when the test ends. Without the variable the test is skipped.
func Start(t testing.TB, users int) *Lab {
	t.Helper()
	if os.Getenv(Variable) == "" {
		t.Skipf("set %s=1 to run this against Samba; it takes root and installs packages", Variable)
	}
	dir, err := os.MkdirTemp("/tmp", "rejoin-lab-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { script(t, "wipe", dir) })
	script(t, "up", dir)
	script(t, "load", dir, strconv.Itoa(users))
	facts := map[string]string{}
	for line := range strings.Lines(script(t, "env", dir)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		facts[name] = strings.Trim(value, "'")
	}
	return &Lab{URL: facts["LAB_LDAPS_URL"], Host: facts["LAB_HOST"], Base: facts["LAB_BASE_DN"], CAFile: facts["LAB_CA_FILE"],
		Krb5Conf: facts["LAB_KRB5_CONF"], Realm: facts["LAB_REALM"], Password: facts["LAB_PASSWORD"],
		Admin: facts["LAB_ADMIN"], Reader: facts["LAB_READER"], Writer: facts["LAB_WRITER"], Sync: facts["LAB_SYNC"], dir: dir, users: users}
}

// script runs a verb of samba-ad.sh.
func script(t testing.TB, args ...string) string {
	t.Helper()
	_, file, _, _ := runtime.Caller(0)
	command := exec.Command(filepath.Join(filepath.Dir(file), "samba-ad.sh"), args...)
	var talk strings.Builder
	command.Stderr = &talk
	out, err := command.Output()
	if err != nil {
		t.Fatalf("samba-ad.sh %s: %v\n%s", args[0], err, talk.String())
	}
	return string(out)
}

// Settings are how an account of the lab connects.
func (l *Lab) Settings(account string) ldap.Settings {
	return ldap.Settings{URL: l.URL, CAFile: l.CAFile, Login: ldap.Login{Name: account, Password: l.Password}}
}

// Keytab writes a keytab of an account, without its realm, and returns its path.
func (l *Lab) Keytab(t testing.TB, account string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), account+".keytab")
	out, err := exec.Command("samba-tool", "domain", "exportkeytab", path, "--principal="+account, "-s", filepath.Join(l.dir, "etc/smb.conf")).CombinedOutput()
	if err != nil {
		t.Fatalf("exportkeytab: %v\n%s", err, out)
	}
	return path
}

// Tickets signs an account in with kinit and returns the path of the ticket cache.
func (l *Lab) Tickets(t testing.TB, account string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tickets")
	command := exec.Command("kinit", "-c", path, account+"@"+l.Realm)
	command.Env = append(os.Environ(), "KRB5_CONFIG="+l.Krb5Conf)
	command.Stdin = strings.NewReader(l.Password + "\n")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("kinit: %v\n%s", err, out)
	}
	return path
}

// Planted is one object that the lab was loaded with.
type Planted struct {
	Name       string              // its distinguished name
	Attributes map[string][]string // raw values by the attribute's name
}

// Users are the users that the lab was loaded with, as the LDIF has them.
func (l *Lab) Users(t testing.TB) []Planted { return l.planted(t, "users") }

// Groups are the groups that the lab was loaded with.
func (l *Lab) Groups(t testing.TB) []Planted { return l.planted(t, "groups") }

func (l *Lab) planted(t testing.TB, what string) []Planted {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(l.dir, "data", what+"-"+strconv.Itoa(l.users)+".ldif"))
	if err != nil {
		t.Fatal(err)
	}
	var all []Planted
	for record := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		one := Planted{Attributes: map[string][]string{}}
		for line := range strings.SplitSeq(record, "\n") {
			name, value, _ := strings.Cut(line, ":")
			if encoded, ok := strings.CutPrefix(value, ": "); ok {
				raw, err := base64.StdEncoding.DecodeString(encoded)
				if err != nil {
					t.Fatal(err)
				}
				value = string(raw)
			} else {
				value = strings.TrimPrefix(value, " ")
			}
			if name == "dn" {
				one.Name = value
				continue
			}
			one.Attributes[name] = append(one.Attributes[name], value)
		}
		all = append(all, one)
	}
	return all
}

// TruthFile is the path of the lab's table of objects and their defects.
func (l *Lab) TruthFile() string {
	return filepath.Join(l.dir, "data", "truth-"+strconv.Itoa(l.users)+".csv")
}

// Truth are the rows of the lab's table of defects, by sAMAccountName and column.
func (l *Lab) Truth(t testing.TB) map[string]map[string]string {
	t.Helper()
	file, err := os.Open(l.TruthFile())
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, name := range rows[0] {
			one[name] = row[i]
		}
		all[row[0]] = one
	}
	return all
}
