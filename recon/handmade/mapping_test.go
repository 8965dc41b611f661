package handmade_test

import (
	"strings"
	"testing"
)

func TestHeaders(t *testing.T) {
	cases := []struct {
		name    string
		table   string
		header  string
		given   map[string]string
		mapped  string // header=column, in the order of the file
		ignored string
	}{
		{name: "the vendor's own names", table: "ad_users", header: "mail,objectGUID", mapped: "mail=mail objectGUID=objectGUID"},
		{name: "letter case and spaces do not matter", table: "ad_users", header: "ObjectGuid,Display Name,USERPRINCIPALNAME", mapped: "ObjectGuid=objectGUID Display Name=displayName USERPRINCIPALNAME=userPrincipalName"},
		{name: "other names", table: "ad_users", header: "Guid,EmailAddress,SID", mapped: "Guid=objectGUID EmailAddress=mail SID=objectSid"},
		{name: "of two that mean the same, the column's own name wins", table: "ad_users", header: "DN,objectGUID,distinguishedName", mapped: "objectGUID=objectGUID distinguishedName=distinguishedName", ignored: "DN (the column distinguishedName is read instead)"},
		{name: "whichever comes first", table: "ad_users", header: "objectGUID,Guid", mapped: "objectGUID=objectGUID", ignored: "Guid (the column objectGUID is read instead)"},
		{name: "what a person says stands above the name", table: "ad_users", header: "objectGUID,mail,Postfach", given: map[string]string{"postfach": "mail"}, mapped: "objectGUID=objectGUID Postfach=mail", ignored: "mail (the column Postfach is read instead)"},
		{name: "and may turn a known name into another column", table: "ad_users", header: "objectGUID,mail", given: map[string]string{"mail": "userPrincipalName"}, mapped: "objectGUID=objectGUID mail=userPrincipalName"},
		{name: "brackets of Entra ID's bulk files", table: "entra_users", header: "Object ID [id] Required,User name [userPrincipalName] Required,Block sign in (Yes/No) [blocked]",
			mapped: "Object ID [id] Required=id User name [userPrincipalName] Required=userPrincipalName", ignored: "Block sign in (Yes/No) [blocked]"},
		{name: "brackets that hold nothing", table: "entra_users", header: "id,mail[],[", mapped: "id=id", ignored: "mail[] ["},
		{name: "our own mark of lost cells is never taken from outside", table: "ad_users", header: "objectGUID,_lossy", mapped: "objectGUID=objectGUID", ignored: "_lossy"},
	}
	for _, c := range cases {
		d := newDesk(t)
		names := strings.Split(c.header, ",")
		cells := make([]string, len(names))
		for i, name := range names {
			if name = strings.ToLower(name); strings.Contains(name, "guid") || strings.HasPrefix(name, "object id") || name == "id" {
				cells[i] = idA
			}
		}
		request := d.request(c.table, "a.csv", c.header+"\n"+strings.Join(cells, ",")+"\n")
		request.Map = c.given
		report := d.imported(request)
		var mapped []string
		for _, one := range report.Mapped {
			mapped = append(mapped, one.Header+"="+one.Column)
		}
		if got := strings.Join(mapped, " "); got != c.mapped {
			t.Errorf("%s: want %s, got %s", c.name, c.mapped, got)
		}
		if got := strings.Join(report.Ignored, " "); got != c.ignored {
			t.Errorf("%s: want %q to be ignored, got %q", c.name, c.ignored, got)
		}
	}
}

func TestHeadersThatAreRefused(t *testing.T) {
	cases := []struct {
		name, table, header string
		given               map[string]string
		want                []string
	}{
		{"no key", "ad_users", "mail,sAMAccountName", nil, []string{"a.csv:1: has no column that is objectGUID, by which ad_users tells its rows apart; its columns are mail, sAMAccountName", "; say with --map which column it is, or export it with this line: Get-ADUser -Filter *"}},
		{"a mailbox export as users", "ad_users", "ExternalDirectoryObjectId,PrimarySmtpAddress,IsDirSynced,LitigationHoldEnabled", nil, []string{"it looks like exo_mailboxes; import it with --table exo_mailboxes"}},
		{"an absent header", "ad_users", "objectGUID", map[string]string{"Postfach": "mail"}, []string{`a.csv:1: has no column "Postfach", which --map names; its columns are objectGUID`}},
		{"an unknown column", "ad_users", "objectGUID,x", map[string]string{"x": "shoeSize"}, []string{"--map x=shoeSize: ad_users has no column shoeSize; rejoin columns ad_users lists them"}},
	}
	for _, c := range cases {
		d := newDesk(t)
		request := d.request(c.table, "a.csv", c.header+"\n"+strings.Repeat(",", strings.Count(c.header, ","))+"\n")
		request.Map = c.given
		d.refused(request, c.want...)
	}
}

// Of a file that lost nothing and has what joins strongly, no other export is asked for.
func TestTheLineThatWouldMakeItWhole(t *testing.T) {
	d := newDesk(t)
	report := d.imported(d.request("exo_mailboxes", "weak.csv", "ExchangeGuid,UserPrincipalName\n"+idX+",ada@contoso.example\n"))
	if len(report.Missing) != 1 || report.Missing[0].Column != "ExternalDirectoryObjectId" || !strings.HasPrefix(report.Repair, "Get-Mailbox -ResultSize Unlimited | Select-Object ExternalDirectoryObjectId,") {
		t.Errorf("got %q, %q", report.Missing, report.Repair)
	}
	report = d.imported(d.request("exo_mailboxes", "strong.csv", "ExchangeGuid,ExternalDirectoryObjectId\n"+idY+","+idA+"\n"))
	if len(report.Missing) > 0 || report.Repair != "" {
		t.Errorf("got %q, %q", report.Missing, report.Repair)
	}
	report = d.imported(d.request("ad_users", "lost.csv", "objectGUID,proxyAddresses,employeeID\n"+idA+",System.String[],7\n"))
	if !strings.Contains(report.Repair, "@{n='proxyAddresses';e={$_.proxyAddresses -join ';'}}") || !strings.Contains(report.Repair, "employeeID") {
		t.Errorf("got %q", report.Repair)
	}
}
