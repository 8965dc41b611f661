package main

import (
	"fmt"
	"strings"

	"rejoin/internal/bench"
)

// seed004Files are the two exports of a tenant's clean-up as administrators made them after a much read article: mailboxes
// with UserPrincipalName, Identity, Mailbox and ExchangeGuid, and AD users by Get-ADUser. Nothing but the UPN joins them.
func seed004Files() []file {
	return []file{
		{"ad.csv", exportCSV("Selected.Microsoft.ActiveDirectory.Management.ADUser",
			"UserPrincipalName,SamAccountName,ObjectGUID,mail,DistinguishedName,Enabled,msExchMailboxGuid,msExchRecipientTypeDetails", adOf004())},
		{"exo.csv", exportCSV("Selected.System.Management.Automation.PSCustomObject",
			"UserPrincipalName,Identity,Mailbox,ExchangeGuid", mailboxesOf004())},
	}
}

// exportCSV is Windows PowerShell's Export-Csv with nothing but a path: ASCII, every letter beyond it a question mark.
func exportCSV(typeName, header string, rows [][]string) []byte {
	ascii := func(text string) []byte {
		b := []byte(nil)
		for _, r := range text {
			if r > 0x7e {
				r = '?'
			}
			b = append(b, byte(r))
		}
		return b
	}
	var b strings.Builder
	d := dialect{crlf: true, quoteAll: true}
	b.WriteString("#TYPE " + typeName + "\r\n")
	d.line(&b, strings.Split(header, ","))
	for _, row := range rows {
		d.line(&b, row)
	}
	return ascii(b.String())
}

// user004 is one of the people of the article's organization.
type user004 struct {
	number int
	name   bench.Name // of the whole person
}

func (u user004) upn() string     { return u.name.Spelled + "@" + fabrikamDomain }
func (u user004) mailbox() string { return guid(fmt.Sprintf("004 mailbox %d", u.number)) }

// people004 are thirty people; the first twenty have both an account and a mailbox.
func people004() []user004 {
	var all []user004
	for n := range 30 {
		given := bench.GivenNames[(n*5+2)%len(bench.GivenNames)]
		family := bench.Surnames[(n*7+3+n/len(bench.GivenNames))%len(bench.Surnames)]
		all = append(all, user004{n, bench.Name{Written: given.Written + " " + family.Written, Spelled: given.Spelled + "." + family.Spelled}})
	}
	return all
}

// adOf004: the first 26 have accounts, and four accounts belong to nobody. Two of the first have their mailbox's GUID
// already, as the clean-up has begun. Two were enabled as remote mailboxes although they have no mailbox.
func adOf004() [][]string {
	var rows [][]string
	add := func(number int, upn, account, mail, name, unit, enabled, mailbox, details string) {
		rows = append(rows, []string{upn, account, guid(fmt.Sprintf("004 account %d", number)), mail,
			"CN=" + name + ",OU=" + unit + ",DC=fabrikam,DC=example", enabled, mailbox, details})
	}
	people := people004()
	for _, u := range people[:26] {
		mailbox, details := "", "2147483648"
		switch {
		case u.number < 2:
			mailbox = bytesOf(u.mailbox())
		case u.number >= 22:
			details = ""
		}
		add(u.number, u.upn(), fmt.Sprintf("fab%03d", u.number), u.upn(), u.name.Written, "Staff", "True", mailbox, details)
	}
	// A shared account has somebody's address, so that two accounts claim it.
	clash := people[5]
	add(101, "frontdesk@"+fabrikamDomain, "frontdesk", clash.upn(), "Front Desk", "Shared", "True", "", "")
	add(102, "svc-fax@"+fabrikamDomain, "svc-fax", "", "svc-fax", "Service", "True", "", "")
	add(103, "", "krbtgt", "", "krbtgt", "System", "False", "", "")
	add(104, "old.scanner@"+fabrikamDomain, "scanner", "", "Old Scanner", "Service", "False", "", "")
	return rows
}

// mailboxesOf004: the first twenty have mailboxes, and so have the last four, who have no account any more. One mailbox is
// a team's, with a UPN in the initial domain. Mailbox is no property of Get-Mailbox, so that column is always empty.
func mailboxesOf004() [][]string {
	var rows [][]string
	add := func(upn, identity, mailbox string) { rows = append(rows, []string{upn, identity, "", mailbox}) }
	people := people004()
	for _, u := range append(people[:20:20], people[26:]...) {
		add(u.upn(), u.name.Written, u.mailbox())
	}
	add("team.north@fabrikam.onmicrosoft.com", "Team North", guid("004 mailbox of the team"))
	return rows
}
