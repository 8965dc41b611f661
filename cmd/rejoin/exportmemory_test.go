//go:build linux && !race

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rejoin/internal/ldap/ldaptest"
)

// An export must not grow with the directory: 50,000 users of 40 attributes in less than 80 MB. The process is another one than the
// server's, so that its memory is the export's alone.
func TestExportMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some 15 seconds")
	}
	const users, most = 50_000, 80 << 20
	s := scriptDirectory()
	names := s.Schema
	s.Populate(users, func(i int) *ldaptest.Entry {
		entry := ldaptest.User(fmt.Sprintf("CN=User %d,OU=Sydney,OU=People,DC=contoso,DC=example", i),
			ldaptest.Attr("userPrincipalName", fmt.Sprintf("user%d@contoso.example", i)),
			ldaptest.Attr("proxyAddresses", fmt.Sprintf("SMTP:user%d@contoso.example", i), fmt.Sprintf("smtp:user%d@contoso.mail.onmicrosoft.com", i),
				fmt.Sprintf("smtp:user.%d@fabrikam.example", i), fmt.Sprintf("X500:/o=Contoso/ou=Exchange Administrative Group/cn=Recipients/cn=user%d", i)),
			ldaptest.Attr("objectSid", ldaptest.SID(1, 2, 3, uint32(i))))
		for _, name := range names {
			if strings.HasPrefix(name, "extensionAttribute") || isFreeText[name] {
				entry.Attributes = append(entry.Attributes, ldaptest.Attr(name, fmt.Sprintf("%s of the user with number %d", name, i)))
			}
		}
		return entry
	})
	if err := s.Listen(); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "rejoin") // the name by which the test binary is the program
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "export", "ad", "--url", s.URL(), "--user", scriptReader, "--out", filepath.Join(dir, "snap"))
	command.Env = append(os.Environ(), passwordVariable+"="+scriptPassword)
	out, err := command.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "ad_users    50002 rows, complete: proven") {
		t.Fatalf("%v\n%s", err, out)
	}
	peak := command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	t.Logf("peak memory %d MB", peak>>20)
	if peak > most {
		t.Errorf("the export took %d MB at its peak; it may take %d", peak>>20, most>>20)
	}
}

// isFreeText are attributes that hold any text, so that every user has some 40 attributes.
var isFreeText = map[string]bool{"cn": true, "displayName": true, "givenName": true, "sn": true, "sAMAccountName": true, "mailNickname": true,
	"legacyExchangeDN": true, "mail": true, "targetAddress": true, "department": true, "title": true, "company": true, "description": true,
	"physicalDeliveryOfficeName": true, "employeeID": true, "employeeNumber": true, "employeeType": true, "homeMDB": true, "manager": true}
