package handmade_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rejoin/recon/directory"
	"rejoin/recon/handmade"
)

// damage replaces a file of the snapshot.
func (d desk) damage(name, text string) {
	d.Helper()
	if err := os.WriteFile(filepath.Join(d.snapshot(), name), []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
}

func TestForestOfTheNames(t *testing.T) {
	cases := []struct {
		name  string
		names []string
		want  string
	}{
		{"one domain", []string{"CN=Ada,OU=People,DC=contoso,DC=example"}, "contoso.example"},
		{"a child domain", []string{"CN=Ada,DC=emea,DC=contoso,DC=example", "CN=Bob,DC=contoso,DC=example"}, "contoso.example"},
		{"two child domains", []string{"CN=Ada,DC=emea,DC=contoso,DC=example", "CN=Bob,DC=apac,DC=contoso,DC=example"}, "contoso.example"},
		{"only a top-level domain in common", []string{"CN=Ada,DC=contoso,DC=example", "CN=Bob,DC=fabrikam,DC=example"}, ""},
		{"spaces and letter case", []string{"cn=Ada, dc=Contoso, dc=EXAMPLE"}, "contoso.example"},
		{"letters that are longer in upper case", []string{"CN=ɐɐɐɐɐɐɐɐɐɐɐɐ ıı,DC=contoso,DC=example"}, "contoso.example"},
		{"DC= inside a name", []string{`CN=Ada\,DC=fake,OU=DC=x,DC=contoso,DC=example`}, "contoso.example"},
		{"no domain", []string{"CN=Ada,O=Contoso"}, ""},
		{"nothing", []string{""}, ""},
	}
	for _, c := range cases {
		d := newDesk(t)
		text := "objectGUID,distinguishedName\n"
		for i, name := range c.names {
			text += []string{idA, idB}[i] + ",\"" + name + "\"\n"
		}
		report := d.imported(d.request("ad_users", "a.csv", text))
		if report.Part.Forest != c.want {
			t.Errorf("%s: want %q, got %q", c.name, c.want, report.Part.Forest)
		}
		if said := strings.Contains(strings.Join(report.Assumed, ""), "from the distinguished names"); said != (c.want != "") {
			t.Errorf("%s: the report says %q", c.name, report.Assumed)
		}
	}
	d := newDesk(t)
	request := d.request("ad_users", "a.csv", "objectGUID,distinguishedName\n"+idA+",\"CN=Ada,DC=contoso,DC=example\"\n")
	request.Forest = "corp.example"
	if report := d.imported(request); report.Part.Forest != "corp.example" || len(report.Assumed) > 0 {
		t.Errorf("got %q, %q", report.Part.Forest, report.Assumed)
	}
	report := d.imported(d.request("ad_users", "b.csv", "objectGUID,distinguishedName,forest\n"+idB+",\"CN=Bob,DC=contoso,DC=example\",corp.example\n"))
	if report.Part.Forest != "" {
		t.Errorf("rows that name their forest need none from their names, got %q", report.Part.Forest)
	}
}

// Three shapes of permissions become one.
func TestPermissions(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("exo_permissions", "mailbox.csv", "Identity,User,AccessRights,IsInherited,Deny,InheritanceType\n"+
		idX+",ada@contoso.example,\"FullAccess, ReadPermission\",False,False,All\n"+
		idX+",bob@contoso.example,{FullAccess},False,True,All\n"+
		idX+",S-1-5-21-1-2-3-1001,\"{FullAccess;ChangePermission}\",True,False,All\n"))
	d.want("exo_permissions.csv", "ExchangeGuid,Right,Trustee,Deny,IsInherited,InheritanceType",
		idX+",FullAccess,ada@contoso.example,false,false,All", idX+",ReadPermission,ada@contoso.example,false,false,All",
		idX+",FullAccess,bob@contoso.example,true,false,All",
		idX+",FullAccess,S-1-5-21-1-2-3-1001,false,true,All", idX+",ChangePermission,S-1-5-21-1-2-3-1001,false,true,All")
	d.imported(d.request("exo_permissions", "recipient.csv", "ExchangeGuid,Trustee,AccessRights,AccessControlType,IsInherited\n"+
		idX+",ada@contoso.example,SendAs,Allow,False\n"+idX+",bob@contoso.example,SendAs,Deny,False\n"))
	d.want("exo_permissions-2.csv", "ExchangeGuid,Right,Trustee,Deny,IsInherited",
		idX+",SendAs,ada@contoso.example,false,false", idX+",SendAs,bob@contoso.example,true,false")
	d.refused(d.request("exo_permissions", "again.csv", "ExchangeGuid,Trustee,AccessRights,AccessControlType,IsInherited\n"+idX+",Ada@contoso.example,SendAs,Allow,False\n"),
		"again.csv:2: ", "the same key is already in ", "exo_permissions-2.csv:2")
	d.refused(d.request("exo_permissions", "type.csv", "ExchangeGuid,Trustee,AccessRights,AccessControlType\n"+idX+",ada@contoso.example,SendAs,Perhaps\n"),
		`type.csv:2: column AccessControlType: "Perhaps": `, "the column is read as Deny (boolean)")
	report := d.imported(d.request("exo_permissions", "cut.csv", "ExchangeGuid,Trustee,AccessRights\n"+idY+",ada@contoso.example,\"{FullAccess, ReadPermission...}\"\n"+idY+",bob@contoso.example,FullAccess\n"))
	if len(report.LostCells) != 1 || report.LostCells[0].Column != "Right" || report.LostCells[0].First != "line 2" {
		t.Errorf("want a cut list of rights to be lost, got %+v", report.LostCells)
	}
	d.sound()
}

// A column settles its own dates where one of them can be read in one way only, wherever it stands.
func TestDatesOfAColumn(t *testing.T) {
	d := newDesk(t)
	report := d.imported(d.request("ad_users", "a.csv", "objectGUID,whenChanged\n"+idA+",3/4/2026 2:05:00 PM\n"+idB+",4/13/2026 2:05:00 PM\n"))
	d.want("ad_users.csv", "objectGUID,whenChanged", idA+",2026-03-04T14:05:00Z", idB+",2026-04-13T14:05:00Z")
	if got := strings.Join(report.Assumed, ""); got != "whenChanged: dates are month first, as other dates of the column show" {
		t.Errorf("got %q", got)
	}
	d.refused(d.request("ad_users", "b.csv", "objectGUID,whenChanged,whenCreated\n"+idC+",3/4/2026,4/13/2026\n"),
		`b.csv:2: column whenChanged: "3/4/2026": may be day/month or month/day`, "say --dates day-first or --dates month-first")
	request := d.request("ad_users", "c.csv", "objectGUID,whenChanged\n"+idC+",3/4/2026\n")
	request.Dates = directory.DayMonth
	d.imported(request)
	d.want("ad_users-2.csv", "objectGUID,whenChanged", idC+",2026-04-03T00:00:00Z")
	d.sound()
}

func TestInterruptedImport(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("ad_users", "a.csv", "objectGUID\n"+idA+"\n"))
	before := d.listing()
	ctx, cancel := context.WithCancel(t.Context())
	request := d.request("entra_users", "b.csv", strings.Replace(rows(20000), "objectGUID", "id", 1))
	request.Read = func(int) { cancel() }
	if _, err := handmade.Import(ctx, request); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if after := d.listing(); after != before {
		t.Errorf("an interrupted import left\n%s", after)
	}
}
