package handmade_test

import (
	"testing"
	"time"
)

func TestMergeAddsColumns(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("ad_users", "users.csv", "objectGUID,mail\n"+idA+",ada@contoso.example\n"+idB+",bob@contoso.example\n"))
	remote := d.request("ad_users", "remote.csv", "Guid,ExchangeGuid,PrimarySmtpAddress\n"+idB+","+idX+",bob@contoso.example\n")
	remote.Merge, remote.Taken = true, time.Date(2026, 11, 1, 6, 0, 0, 0, time.UTC)
	report := d.imported(remote)
	d.want("ad_users-2.csv", "objectGUID,msExchMailboxGuid,mail", idA+",,ada@contoso.example", idB+","+idX+",bob@contoso.example")
	if part := report.Part; part.Source != "users.csv;remote.csv" || !part.Finished.Equal(remote.Taken) || part.Rows != 2 {
		t.Errorf("got %+v", part)
	}
	d.sound()
}

// Statistics need not say who a mailbox is of: the rows that they are joined to do.
func TestMergeOfAFileWithoutStrongKeys(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("exo_mailboxes", "base.csv", "ExchangeGuid,ExternalDirectoryObjectId\n"+idX+","+idA+"\n"))
	statistics := d.request("exo_mailboxes", "statistics.csv", "MailboxGuid,TotalItemSize\n"+idX+",\"1.5 GB (1,610,612,736 bytes)\"\n")
	statistics.Merge, statistics.Map = true, map[string]string{"MailboxGuid": "ExchangeGuid"}
	report := d.imported(statistics)
	d.want("exo_mailboxes-2.csv", "ExternalDirectoryObjectId,ExchangeGuid,TotalItemSize", idA+","+idX+",1610612736")
	if len(report.Missing) > 0 || report.Repair != "" {
		t.Errorf("got %q, %q", report.Missing, report.Repair)
	}
}

func TestMergesThatAreRefused(t *testing.T) {
	d := newDesk(t)
	merge := func(table, text string) {
		t.Helper()
		request := d.request(table, "more.csv", text)
		request.Merge = true
		d.refused(request, "--merge: the snapshot has no exo_mailboxes yet; import the file that has every object first")
	}
	merge("exo_mailboxes", "ExchangeGuid\n"+idX+"\n")

	d.imported(d.request("exo_mailboxes", "base.csv", "ExchangeGuid,ExternalDirectoryObjectId,Alias\n"+idX+","+idA+",ada\n"+idY+","+idB+",bob\n"))
	refused := func(text string, want ...string) {
		t.Helper()
		request := d.request("exo_mailboxes", "more.csv", text)
		request.Merge = true
		d.refused(request, want...)
	}
	refused("ExchangeGuid,Alias\n"+idX+",ada\n"+idY+",robert\n", `more.csv:3: column Alias: "robert": `, `exo_mailboxes.csv:3 says "bob" for the same object; find out which is right`)
	refused("ExchangeGuid\n"+idX+"\n"+idX+"\n", "more.csv:3: ", "the same key is already in ")
	refused("ExchangeGuid,ExternalDirectoryObjectId\n"+idX+",\n,"+idA+"\n"+idC+","+idA+"\n", "more.csv:4: is the same object as ", "more.csv:3")
	refused("ExchangeGuid,ExternalDirectoryObjectId\n"+idX+","+idB+"\n", "more.csv:2: has the keys of two rows, ", "exo_mailboxes.csv:2 and ", "exo_mailboxes.csv:3")
	d.sound()
}

// What neither file says of an object is unknown, never empty.
func TestMergeKeepsTheUnknownUnknown(t *testing.T) {
	base := "objectGUID,mail,displayName\n" + idA + ",ada@contoso.example,A?a\n" + idB + ",bob@contoso.example,Bob\n"
	cases := []struct {
		name, base, file string
		partial          bool
		want             []string
	}{
		{name: "a file that is known not to hold everybody", partial: true, base: "objectGUID,mail\n" + idA + ",a\n" + idB + ",b\n", file: "objectGUID,employeeID\n" + idB + ",7\n",
			want: []string{"objectGUID,mail,employeeID,_lossy", idA + ",a,,employeeID", idB + ",b,7,"}},
		{name: "a row that only the file has", base: "objectGUID,mail\n" + idA + ",a\n", file: "objectGUID,employeeID\n" + idA + ",7\n" + idC + ",8\n",
			want: []string{"objectGUID,mail,employeeID,_lossy", idA + ",a,7,", idC + ",,8,mail"}},
		{name: "a cell that was lost, and one that the file gives after all", base: base, file: "objectGUID,displayName\n" + idA + ",Ada\n",
			want: []string{"objectGUID,mail,displayName,_lossy", idA + ",ada@contoso.example,Ada,", idB + ",bob@contoso.example,Bob,"}},
		{name: "a cell that stays lost", base: base, file: "objectGUID,employeeID\n" + idA + ",7\n",
			want: []string{"objectGUID,mail,displayName,employeeID,_lossy", idA + ",ada@contoso.example,,7,displayName", idB + ",bob@contoso.example,Bob,,"}},
		{name: "a column that was lost as a whole, which the file has of some", base: "objectGUID,employeeID\n" + idA + ",System.String[]\n" + idB + ",\n", file: "objectGUID,employeeID\n" + idA + ",7\n",
			want: []string{"objectGUID,employeeID,_lossy", idA + ",7,", idB + ",,employeeID"}},
	}
	for _, c := range cases {
		d := newDesk(t)
		d.imported(d.request("ad_users", "base.csv", c.base))
		request := d.request("ad_users", "more.csv", c.file)
		request.Merge, request.Partial = true, c.partial
		report := d.imported(request)
		t.Log(c.name)
		d.want("ad_users-2.csv", c.want...)
		if len(report.Part.Lossy) > 0 {
			t.Errorf("%s: want no column lost as a whole, got %q", c.name, report.Part.Lossy)
		}
		d.sound()
	}
}

// A file of one forest must not add its rows to another.
func TestMergeIntoSeveralForests(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("ad_users", "c.csv", "objectGUID,distinguishedName\n"+idA+",\"CN=Ada,DC=contoso,DC=example\"\n"))
	d.imported(d.request("ad_users", "f.csv", "objectGUID,distinguishedName\n"+idB+",\"CN=Bob,DC=fabrikam,DC=example\"\n"))
	request := d.request("ad_users", "more.csv", "objectGUID,employeeID\n"+idA+",7\n"+idC+",8\n")
	request.Merge = true
	d.refused(request, "more.csv:3: column objectGUID: \""+idC+"\": ad_users has no such row, and has several forests to add it to; say with --forest which one the file is of")
	request.Forest = "woodgrove.example"
	d.refused(request, "no part of ad_users that is of the forest woodgrove.example")
	request.Forest = "Contoso.example"
	d.imported(request)
	d.want("ad_users-3.csv", "objectGUID,distinguishedName,employeeID,_lossy", idA+",\"CN=Ada,DC=contoso,DC=example\",7,", idC+",,8,distinguishedName")
	d.want("ad_users-2.csv", "objectGUID,distinguishedName", idB+",\"CN=Bob,DC=fabrikam,DC=example\"")
	d.sound()
}

func TestMergeOfADamagedPart(t *testing.T) {
	d := newDesk(t)
	d.imported(d.request("ad_users", "users.csv", "objectGUID,mail\n"+idA+",a\n"))
	d.damage("ad_users.csv", "objectGUID,mail\n"+idA+",b\n")
	request := d.request("ad_users", "more.csv", "objectGUID,employeeID\n"+idA+",7\n")
	request.Merge = true
	d.refused(request, "ad_users.csv: has the checksum ")
	if again := d.listing(); again == "" {
		t.Error("the snapshot is gone")
	}
}
