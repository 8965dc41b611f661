package main

import (
	"strings"

	"rejoin/recon/directory"
)

// forms are the cells of some kinds in a producer's writing.
type forms = map[directory.Kind]func(string) string

// noGUID is what Exchange says where there is no archive or no mailbox.
const noGUID = "00000000-0000-0000-0000-000000000000"

// windowsPowerShell is Export-Csv of Windows PowerShell 5.1 with -Encoding UTF8, on a German server, after a Select-Object
// that joined the lists: a #TYPE line, everything in quotes, byte arrays as decimal numbers.
var windowsPowerShell = dialect{
	encode:   withMark,
	preamble: "#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\r\n",
	crlf:     true, quoteAll: true,
	headers: map[string]string{
		"objectGUID": "ObjectGUID", "objectSid": "SID", "userPrincipalName": "UserPrincipalName", "mail": "EmailAddress",
		"displayName": "DisplayName", "distinguishedName": "DistinguishedName", "sAMAccountName": "SamAccountName", "cn": "Name",
		"givenName": "GivenName", "sn": "Surname", "department": "Department", "physicalDeliveryOfficeName": "Office",
		"employeeID": "EmployeeID", "description": "Description", "pwdLastSet": "PasswordLastSet", "accountExpires": "AccountExpirationDate",
	},
	forms: forms{directory.KindBool: words("True", "False"), directory.KindTime: date(germanDate)},
	columns: map[string]func(string) string{
		"mS-DS-ConsistencyGuid": bytesOf, "msExchMailboxGuid": bytesOf, "msExchArchiveGUID": bytesOf,
	},
}

// csvde is csvde -u: UTF-16, the DN first, binary attributes in hexadecimal, times as LDAP has them.
var csvde = dialect{
	encode: utf16LE, crlf: true,
	forms: forms{
		directory.KindGUID: hexOf, directory.KindSID: hexSID, directory.KindTime: date(generalizedTime), directory.KindBool: words("TRUE", "FALSE"),
	},
	columns: map[string]func(string) string{"pwdLastSet": fileTime, "accountExpires": fileTime},
	extra: func(_ string, r record) []extraColumn {
		return []extraColumn{{"DN", r["distinguishedName"]}, {"objectClass", "user"}}
	},
}

// powerShell7 is Export-Csv of PowerShell 7 on an American machine.
var powerShell7 = dialect{
	crlf: true, quoteAll: true,
	forms: forms{directory.KindBool: words("True", "False"), directory.KindTime: date(americanDate)},
}

// graphModule is the same with the Graph module's names, which begin with a capital letter.
var graphModule = func() dialect {
	d := powerShell7
	d.headers = map[string]string{}
	for _, table := range []string{"entra_deleted_users", "entra_domains"} {
		t, _ := directory.TableNamed(table)
		for _, c := range t.Columns {
			d.headers[c.Name] = strings.ToUpper(c.Name[:1]) + c.Name[1:]
		}
	}
	return d
}()

// italianPowerShell is Export-Csv -UseCulture: semicolons.
var italianPowerShell = dialect{
	delimiter: ";", crlf: true, quoteAll: true,
	forms: forms{directory.KindBool: words("True", "False"), directory.KindTime: date(frenchDate), directory.KindSize: mailboxSize,
		directory.KindAddresses: joined("|")},
}

// frenchExcel is what French Excel makes of a CSV file that somebody has opened and saved.
var frenchExcel = dialect{
	encode: withMark, preamble: "sep=;\r\n", delimiter: ";", crlf: true,
	forms: forms{
		directory.KindGUID: braced, directory.KindBool: words("VRAI", "FAUX"), directory.KindTime: date(frenchDate),
		directory.KindAddresses: joined("|"), directory.KindSize: mailboxSize,
	},
	empty: map[string]string{"ArchiveGuid": braced(noGUID)},
}

// unicodeText is Excel's "Unicode text": UTF-16 and tabs; the addresses are one to a line inside their cell.
var unicodeText = dialect{
	encode: utf16LE, delimiter: "\t", crlf: true,
	forms: forms{
		directory.KindBool: words("TRUE", "FALSE"), directory.KindAddresses: joined("\n"), directory.KindTime: date("2006-01-02 15:04:05"),
	},
	empty: map[string]string{"ArchiveGuid": noGUID, "ExchangeGuid": noGUID},
}

// ansiExcel is German Excel's plain CSV: the ANSI code page and semicolons.
var ansiExcel = dialect{
	encode: windows1252, delimiter: ";", crlf: true,
	forms: forms{directory.KindBool: words("WAHR", "FALSCH"), directory.KindTime: date(germanDate)},
}

// adminCenter is the Exchange admin center's export: friendly headers.
var adminCenter = dialect{
	encode: withMark, crlf: true,
	headers: map[string]string{"DomainName": "Accepted domain", "DomainType": "Domain type"},
	forms:   forms{directory.KindBool: words("True", "False")},
}

// bulkFile is a bulk operation file of the Entra admin center: a version line, and headers that name the property in
// brackets.
var bulkFile = dialect{
	encode: withMark, preamble: "version:v1.0,,,,,,,,,,,,,\r\n", crlf: true,
	headers: map[string]string{
		"id": "Object ID [id] Required", "displayName": "Display name [displayName] Required", "mail": "Email [mail]",
		"mailEnabled": "Mail enabled [mailEnabled]", "securityEnabled": "Security enabled [securityEnabled]",
		"mailNickname": "Mail nickname [mailNickname]", "proxyAddresses": "Proxy addresses [proxyAddresses]",
		"onPremisesSyncEnabled":        "On-premises sync enabled [onPremisesSyncEnabled]",
		"onPremisesSecurityIdentifier": "On-premises security identifier [onPremisesSecurityIdentifier]",
		"onPremisesSamAccountName":     "On-premises SAM account name [onPremisesSamAccountName]",
		"onPremisesDomainName":         "On-premises domain name [onPremisesDomainName]",
		"groupTypes":                   "Group types [groupTypes]", "membershipRule": "Membership rule [membershipRule]",
		"createdDateTime": "Created [createdDateTime]",
	},
	forms: forms{directory.KindBool: words("True", "False"), directory.KindTime: ticks},
}

// ownScript is a script that somebody wrote: UTF-8, lists joined with bars.
var ownScript = dialect{forms: forms{directory.KindList: joined("|"), directory.KindAddresses: joined("|")}}
