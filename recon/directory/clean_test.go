package directory

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestCleanCells(t *testing.T) {
	cases := []struct {
		kind      Kind
		raw, want string
	}{
		{KindText, " kept as it is ", " kept as it is "},
		{KindText, "Really?", "Really?"},
		{KindName, " Ada ", "Ada"},
		{KindName, "Who?", ""}, // lossy
		{KindGUID, "00000000-0000-0000-0000-000000000000", ""},
		{KindGUID, "{" + sampleGUID + "}", sampleGUID},
		{KindAnchor, "MyIRAFVEd2aImaq7zN3u/w==", "MyIRAFVEd2aImaq7zN3u/w=="},
		{KindAnchor, "EMP-004711", "EMP-004711"},
		{KindAnchor, sampleGUID, "MyIRAFVEd2aImaq7zN3u/w=="},
		{KindAddress, "smtp:ada@contoso.example", "ada@contoso.example"},
		{KindAddress, "Ada@Contoso.example", "Ada@Contoso.example"},
		{KindTarget, "SMTP:ada@contoso.mail.onmicrosoft.com", "SMTP:ada@contoso.mail.onmicrosoft.com"},
		{KindTarget, "ada@contoso.mail.onmicrosoft.com", "ada@contoso.mail.onmicrosoft.com"},
		{KindBool, "WAHR", "true"}, {KindBool, "faux", "false"}, {KindBool, "Verdadero", "true"}, {KindBool, "falso", "false"},
		{KindBool, "PRAWDA", "true"}, {KindBool, "FAŁSZ", "false"}, {KindBool, "SANT", "true"}, {KindBool, "EPÄTOSI", "false"}, {KindBool, "SÍ", "true"}, {KindBool, "Não", "false"},
		{KindAnchor, "00000000-0000-0000-0000-000000000000", ""}, {KindAnchor, "{" + sampleGUID + "}", "MyIRAFVEd2aImaq7zN3u/w=="}, {KindAnchor, "1.23", "1.23"},
		{KindAnchor, "MyIRAFVEd2aImaq7zN3u/w=", "MyIRAFVEd2aImaq7zN3u/w="}, {KindAnchor, "Emp E+5", "Emp E+5"},
		{KindTarget, "SMTP: ada@contoso.example", "SMTP: ada@contoso.example"}, {KindText, "Who is who?", "Who is who?"}, {KindName, "Ada (?)", "Ada (?)"},
		{KindBool, "VERO", "true"}, {KindBool, "ONWAAR", "false"}, {KindBool, "1", "true"}, {KindBool, "$false", "false"}, {KindBool, "TRUE", "true"},
		{KindInt, "-2147483642", "-2147483642"}, {KindInt, "007", "7"}, {KindInt, "0", "0"},
		{KindSize, "99 GB (106,300,440,576 bytes)", "106300440576"}, {KindSize, "3,4 KB (3.402 bytes)", "3402"},
		{KindSize, "Unlimited", "Unlimited"}, {KindSize, "1234", "1234"},
		{KindDays, "2555.00:00:00", "2555"}, {KindDays, "unlimited", "Unlimited"}, {KindDays, "30", "30"},
		{KindRecipientTypeDetails, "RemoteUserMailbox", "2147483648"}, {KindRecipientTypeDetails, "34359738368", "34359738368"},
		{KindRecipientTypeDetails, "0", ""},
		{KindRemoteRecipientType, "ProvisionMailbox, Migrated", "5"}, {KindRemoteRecipientType, "ProvisionMailbox, SharedMailbox", "97"},
		{KindRemoteRecipientType, "None", ""}, {KindRemoteRecipientType, "100", "100"},
		{KindDisplayType, "-2147483642", "-2147483642"}, {KindDisplayType, "SyncedMailboxUser", "-2147483642"},
		{KindJSON, `[ {"b":1.50, "a":null} ]`, `[{"a":null,"b":1.50}]`}, {KindJSON, "[]", ""},
		{KindLicences, "05e9a617-0261-4cee-bb44-138d3ef5d965;b05e124f-c7cc-45a0-a6aa-8cf78c946968",
			`[{"skuId":"05e9a617-0261-4cee-bb44-138d3ef5d965"},{"skuId":"b05e124f-c7cc-45a0-a6aa-8cf78c946968"}]`},
		{KindCloudID, "User_" + strings.ToUpper(sampleGUID), "User_" + sampleGUID}, {KindCloudID, sampleGUID, "User_" + sampleGUID},
		{KindDN, `CN=Doe\, Jo,OU=Staff,DC=contoso,DC=example`, `CN=Doe\, Jo,OU=Staff,DC=contoso,DC=example`},
		{KindCloudID, "group_" + sampleGUID, "Group_" + sampleGUID},
		{KindSize, "99 GB (106.300.440.576 Bytes)", "106300440576"},
		{KindSize, "99 GB (106\u00a0300\u00a0440\u00a0576 bytes)", "106300440576"}, {KindSize, "99 GB (106\u202f300\u202f440\u202f576 bytes)", "106300440576"},
		{KindSize, "99 GB (106’300’440’576 bytes)", "106300440576"}, {KindSize, "0 B (0 bytes)", "0"}, {KindSize, "0042", "42"},
		{KindDays, "00:00:00", "0"}, {KindDays, "030", "30"}, {KindDisplayType, "ACLableSyncedMailboxUser", "-1073741818"},
		{KindJSON, `{"n":12345678901234567890.10}`, `{"n":12345678901234567890.10}`},
		{KindDN, "CN=Ada\\0ACNF:" + sampleGUID + ",DC=contoso,DC=example", "CN=Ada\\0ACNF:" + sampleGUID + ",DC=contoso,DC=example"},
		{KindBool, "$null", ""}, {KindGUID, "<not set>", ""}, {KindText, "null", "null"}, {KindText, "N/A", "N/A"},
	}
	for _, c := range cases {
		if got := clean(t, c.kind, c.raw); got.Text != c.want {
			t.Errorf("%s %q: want %q, got %+v", c.kind, c.raw, c.want, got)
		}
	}
}

func TestCellsThatAreNoValue(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		raw  string
	}{
		{KindGUID, "Ada"}, {KindSID, "Ada"}, {KindBool, "perhaps"}, {KindInt, "1.000"}, {KindInt, "99999999999999999999"}, {KindTime, "yesterday"},
		{KindTime, "2026-13-01"}, {KindTime, "31.02.2026"}, {KindTime, "1/1/2026 25:00"}, {KindSize, "much"}, {KindSize, "(abc12 bytes)"}, {KindSize, "99 GB (12 bits)"}, {KindSize, "99 Go (106 300 bytes)"}, {KindSize, "-1"}, {KindDays, "-1"},
		{KindInt, "1,000"}, {KindInt, "2147483648.0"}, {KindTime, "2026/13/01"}, {KindTime, "3.4.05.2026"}, {KindTime, "123/4/2026"}, {KindTime, "1/1/202"}, {KindTime, "1/1.2026"},
		{KindTime, "29.02.2026"}, {KindTime, "0/0/2026"}, {KindCloudID, "_" + sampleGUID}, {KindCloudID, "4_" + sampleGUID}, {KindDays, "1.12:00:00"}, {KindRecipientTypeDetails, "Mailbocks"},
		{KindRemoteRecipientType, "ProvisionMailbox, Fly"}, {KindJSON, "{"}, {KindJSON, "{} {}"}, {KindCloudID, "User_x"},
	} {
		if got, err := c.kind.Clean(c.raw, Rules{}); err == nil {
			t.Errorf("%s: %q was read as %+v", c.kind, c.raw, got)
		}
	}
}

func TestTimes(t *testing.T) {
	berlin := time.FixedZone("Berlin", 3600)
	cases := []struct {
		raw   string
		rules Rules
		want  string
	}{
		{"2026-01-03T14:05:00Z", Rules{}, "2026-01-03T14:05:00Z"},
		{"2026-01-03T14:05:00+01:00", Rules{}, "2026-01-03T13:05:00Z"},
		{"2025-11-11T09:47:38.0000000+00:00", Rules{}, "2025-11-11T09:47:38Z"},
		{"2026-01-03 14:05:00", Rules{Zone: berlin}, "2026-01-03T13:05:00Z"},
		{"2026-01-03", Rules{}, "2026-01-03T00:00:00Z"},
		{"20260103140500.0Z", Rules{}, "2026-01-03T14:05:00Z"},
		{"134119227000000000", Rules{}, "2026-01-03T14:05:00Z"},
		{"9223372036854775807", Rules{}, ""}, {"0", Rules{}, ""},
		{"01/01/0001 00:00:00", Rules{}, ""}, {"0001-01-01T00:00:00Z", Rules{}, ""}, {"1601-01-01T00:00:00Z", Rules{}, ""},
		{"/Date(1767449100000)/", Rules{}, "2026-01-03T14:05:00Z"},
		{"03.01.2026 14:05:00", Rules{}, "2026-01-03T14:05:00Z"},
		{"03-01-2026 14:05", Rules{}, "2026-01-03T14:05:00Z"},
		{"1/3/2026 2:05:00 PM", Rules{Dates: MonthDay}, "2026-01-03T14:05:00Z"},
		{"3/1/2026 14:05:00", Rules{Dates: DayMonth}, "2026-01-03T14:05:00Z"},
		{"1/13/2026 12:05:00 AM", Rules{}, "2026-01-13T00:05:00Z"},
		{"13/1/2026", Rules{}, "2026-01-13T00:00:00Z"},
		{"2/2/2026", Rules{}, "2026-02-02T00:00:00Z"},
		{"2026/01/03 14:05:00", Rules{}, "2026-01-03T14:05:00Z"},
		{"3. 1. 2026 14:05:00", Rules{}, "2026-01-03T14:05:00Z"},
		{"2026. 01. 03. 14:05:00", Rules{}, "2026-01-03T14:05:00Z"},
		{"1/3/2026 2:05:00\u202fPM", Rules{Dates: MonthDay}, "2026-01-03T14:05:00Z"},
		{"1/3/2026 2:05:00 PM +01:00", Rules{Dates: MonthDay, Zone: berlin}, "2026-01-03T13:05:00Z"},
		{"03.01.2026 14:05:00 -05:00", Rules{Zone: berlin}, "2026-01-03T19:05:00Z"},
		{"03/01/2026 2:05:00 p.m.", Rules{Dates: DayMonth}, "2026-01-03T14:05:00Z"},
		{"03.01.26 14.05", Rules{}, "2026-01-03T14:05:00Z"},
		{"January 3, 2026", Rules{}, "2026-01-03T00:00:00Z"},
		{"Saturday, January 3, 2026 2:05:00 PM", Rules{}, "2026-01-03T14:05:00Z"},
		{"Sat, 03 Jan 2026 14:05:00 GMT", Rules{Zone: berlin}, "2026-01-03T14:05:00Z"},
		{"01.01.1601 01:00:00", Rules{}, ""}, {"12/31/1600 7:00:00 PM", Rules{}, ""},
		{"29.02.2028", Rules{}, "2028-02-29T00:00:00Z"},
		{"Sat, 03 Jan 2026 14:05:00 +0100", Rules{}, "2026-01-03T13:05:00Z"},
		{"/Date(1767449100000+0100)/", Rules{Zone: berlin}, "2026-01-03T14:05:00Z"},
		{"/Date(1767449100000-0500)/", Rules{}, "2026-01-03T14:05:00Z"},
		{"/Date(-1000)/", Rules{}, "1969-12-31T23:59:59Z"},
		{"2026-01-03 2:05:00 PM", Rules{}, "2026-01-03T14:05:00Z"},
		{"2026-01-03T14:05:00.123Z", Rules{}, "2026-01-03T14:05:00.123Z"},
		{"1/13/2026 12:05:00 PM", Rules{}, "2026-01-13T12:05:00Z"},
	}
	for _, c := range cases {
		got, err := KindTime.Clean(c.raw, c.rules)
		if err != nil || got.Text != c.want || got.Loss != "" {
			t.Errorf("%q: want %q, got %+v, %v", c.raw, c.want, got, err)
		}
	}
	if _, err := KindTime.Clean("3/4/2026", Rules{}); !errors.Is(err, ErrDateOrder) {
		t.Errorf("3/4/2026 was read without knowing the order: %v", err)
	}
	// Of a zone that goes by letters alone no one knows how far from UTC it is; time.Parse would take it for UTC.
	for _, raw := range []string{"Sat, 03 Jan 2026 14:05:00 PST", "Sat, 03 Jan 2026 14:05:00 CET", "/Date(1767449100000", "/Date(17x)/", "1/13/2026 0:05 AM", "1/13/2026 13:05 PM", "9223372036854775806", "-1"} {
		if got, err := KindTime.Clean(raw, Rules{Zone: berlin}); err == nil {
			t.Errorf("%q was read as %+v", raw, got)
		}
	}
	if _, err := KindTime.Clean("13/4/2026", Rules{Dates: MonthDay}); err == nil {
		t.Error("a thirteenth month was read")
	}
	for raw, want := range map[string]DateOrder{"13/4/2026": DayMonth, "4/13/2026 1:00 PM": MonthDay, "4/5/2026": DateOrderUnsettled, "13.4.2026": DateOrderUnsettled, "2026/13/4": DateOrderUnsettled, "13/13/2026": DateOrderUnsettled, "x": DateOrderUnsettled} {
		if got := DateEvidence(raw); got != want {
			t.Errorf("%q proves %s, not %s", raw, want, got)
		}
	}
}

func TestLoss(t *testing.T) {
	for _, raw := range []string{
		"System.Byte[]", "System.String[]", "System.Object[]", "System.Collections.ArrayList", "System.Collections.Hashtable",
		"System.Collections.Generic.List`1[System.String]", "Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]",
		"Microsoft.Exchange.Data.ProxyAddressCollection", "Microsoft.ActiveDirectory.Management.ADPropertyValueCollection",
		"Microsoft.Graph.PowerShell.Models.MicrosoftGraphAssignedLicense", "Deserialized.Microsoft.Exchange.Data.ProxyAddressCollection",
		"Microsoft.Graph.PowerShell.Models.MicrosoftGraphAssignedLicense Microsoft.Graph.PowerShell.Models.MicrosoftGraphAssignedLicense",
		"System.DirectoryServices.PropertyValueCollection", "{a, b...}", "{SMTP:a@contoso.example, smtp:b@contoso.example…}", "#NAME?", "#WERT!", "########", "J\ufffdrgen", "J\xfcrgen",
		"System.Collections.Generic.List`1[[System.String, mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089]]",
		"System.String[];System.String[]", " System.Byte[]", "{a, b…", "{SMTP:a@contoso.example...", "Microsoft.Online.Administration.StrongAuthenticationMethod",
		"Deserialized.System.Management.Automation.PSCustomObject", "Microsoft.Open.AzureAD.Model.AssignedPlan", "System.Object", "System.Security.AccessControl.RawSecurityDescriptor",
	} {
		if Loss(raw) == "" {
			t.Errorf("%q was taken for a value", raw)
		}
	}
	for _, raw := range []string{
		"", "Microsoft.com Marketing", "System.Manager", "System Administrator", "Deserialized", "Microsoft Corporation", "{a, b}", "{a}", "#1 Manager",
		"Manager of System.Net Services", "Microsoft.Exchange", "etc...", "S", "D", "Micro",
		"Microsoft.Com GmbH", "System.Info", "System.Address", "System.Collections.", "System.Collections.éa", "System.Byte[] is broken", "System.Byte[", "Microsoft.Exchange.Data.x",
		"Deserialized.", "#", "#NAMED", "more…", "{draft}",
	} {
		if loss := Loss(raw); loss != "" {
			t.Errorf("%q was taken for lost: %s", raw, loss)
		}
	}
	for raw, want := range map[string]bool{"J?rgen": true, "Zo? Miller": true, "??": true, "Zo?": true, "Ada": false, "1? 2": false, "?": false} {
		if got := LostLetters(raw); got != want {
			t.Errorf("%q: want %v, got %v", raw, want, got)
		}
	}
	for _, raw := range []string{"45660.58", "45660,58", "45660"} {
		if got := clean(t, KindTime, raw); got.Loss == "" {
			t.Errorf("%q was taken for a time: %+v", raw, got)
		}
	}
	for _, raw := range []string{"3.402 KB", "99GB", "1,5 TB"} {
		if got := clean(t, KindSize, raw); got.Loss == "" {
			t.Errorf("%q was taken for a size: %+v", raw, got)
		}
	}
	for kind, raw := range map[Kind]string{KindInt: "2.14748E+09", KindAnchor: "4,71100E+11", KindGUID: "1,23457E+31", KindSize: "99 GB", KindTime: "9.22337E+18", KindLicences: "contoso:ENTERPRISEPACK",
		KindDN: "CN=Ada Example,OU=Us...", KindAddress: "ada.example@conto…", KindTarget: "SMTP:ada@...", KindJSON: `["\ufffd"]`, KindList: `["System.String[]"]`, KindName: "Zo? Miller",
	} {
		if got := clean(t, kind, raw); got.Loss == "" || got.Text != "" {
			t.Errorf("%s %q: got %+v", kind, raw, got)
		}
	}
}

// nothing are the texts of each kind that mean that there is no value.
func meansNothing(kind Kind, cell Cell) bool {
	switch cell.Form {
	case "zero GUID", "never", "0", "words", "empty JSON", "null inside a list":
		return true
	}
	return kind == KindAddresses || kind == KindList // a list of separators alone
}

func FuzzClean(f *testing.F) {
	for _, raw := range []string{"", sampleGUID, "{1, 2}", "3/4/2026", "99 GB (1 bytes)", "a;b", "S-1-5-10", "System.Byte[]", "User_x", "[1]", "1.5E+3", "SMTP:a@b"} {
		for kind := range kindNames {
			f.Add(raw, uint8(kind))
		}
	}
	f.Fuzz(func(t *testing.T, raw string, number uint8) {
		kind := Kind(int(number) % len(kindNames))
		cell, err := kind.Clean(raw, Rules{})
		if err != nil {
			if cell != (Cell{}) {
				t.Errorf("%s %q: an error and a value: %+v", kind, raw, cell)
			}
			return
		}
		if cell.Loss != "" && cell.Text != "" {
			t.Errorf("%s %q: a lost value is kept: %+v", kind, raw, cell)
		}
		trimmed := strings.TrimSpace(raw)
		if cell.Text == "" && cell.Loss == "" && trimmed != "" && trimmed != "$null" && trimmed != "<not set>" && !meansNothing(kind, cell) {
			t.Errorf("%s %q vanished: %+v", kind, raw, cell)
		}
		if again, err := kind.Clean(cell.Text, Rules{}); err != nil || again.Text != cell.Text || again.Loss != "" {
			t.Errorf("%s %q: cleaned to %q, and that to %+v, %v", kind, raw, cell.Text, again, err)
		}
	})
}

// The short way for cells in our own form must not take what the slow way would change.
func FuzzIsCanonical(f *testing.F) {
	for _, raw := range []string{sampleGUID, "S-1-5-21-1-2", "2026-11-02T06:00:00Z", "-12", "SMTP:a@b;smtp:c@d", "SMTP:a b;x500:/o=A B"} {
		for kind := range kindNames {
			f.Add(raw, uint8(kind))
		}
	}
	f.Fuzz(func(t *testing.T, text string, number uint8) {
		kind := Kind(int(number) % len(kindNames))
		if kind != KindText {
			text = strings.TrimSpace(text) // as Clean does before it asks
		}
		if text == "" || isNull(text) || !kind.isCanonical(text) {
			return
		}
		got, err := kind.cleanSlowly(text, Rules{})
		if err != nil || got != (Cell{Text: text}) {
			t.Errorf("%s %q: the slow way makes %+v of it, %v", kind, text, got, err)
		}
	})
}

// canonicalCells are cells as a snapshot holds them, of the kinds that most columns are of.
var canonicalCells = map[Kind]string{
	KindText: "Finance", KindName: "Example, Ada", KindGUID: sampleGUID, KindAnchor: "MyIRAFVEd2aImaq7zN3u/w==",
	KindSID: "S-1-5-21-2718281828-1414213562-1732050807-1343", KindDN: `CN=Example\, Ada,OU=Users,OU=Staff,DC=contoso,DC=example`,
	KindAddress: "ada.example@contoso.example", KindTarget: "SMTP:ada@contoso.mail.onmicrosoft.com", KindBool: "true", KindInt: "2147483648",
	KindTime: "2026-11-02T06:00:00Z", KindRecipientTypeDetails: "2147483648",
	KindAddresses: "SMTP:ada@contoso.example;smtp:al@contoso.example;smtp:ada@contoso.mail.onmicrosoft.com;X500:/o=Contoso/cn=ada",
	KindList:      "CN=Sales,OU=Groups,DC=contoso,DC=example", KindSize: "106300440576", KindDays: "30", KindCloudID: "User_" + sampleGUID,
}

func BenchmarkClean(b *testing.B) {
	for kind, text := range canonicalCells {
		b.Run(kind.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := kind.Clean(text, Rules{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Texts made of the very pieces that the readers look for go deeper than bytes at random.
func TestCleanTwiceIsCleanOnce(t *testing.T) {
	pieces := []string{"SMTP:", "smtp:", "x500:", "EUM:", "phone-context=x", "Sip:", "a@b", "/o=A B", "ada", "@", ";", "|", "\n", ",", ", ", " ", "+", "{", "}", "[", "]", `"`, `\`, `\;`, "...", "…", "?",
		"$null", "<not set>", "#N/A", "System.Byte[]", "CN=A", sampleGUID, "1", "0", "12", "2026", "/", "-", ".", ":", "AM", "E+", "true", "bytes)", "(", " GB", "User_", "null", "\u00a0", "é", "\\ufffd"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		var raw strings.Builder
		for range 1 + random.IntN(7) {
			raw.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := raw.String()
		if random.IntN(6) == 0 {
			text = `["` + text + `"]`
		}
		kind := Kind(random.IntN(len(kindNames)))
		cell, err := kind.Clean(text, Rules{})
		if err != nil {
			continue
		}
		if again, err := kind.Clean(cell.Text, Rules{}); err != nil || again.Text != cell.Text || again.Loss != "" {
			t.Fatalf("%s %q: cleaned to %q, and that to %+v, %v", kind, text, cell.Text, again, err)
		}
	}
}
