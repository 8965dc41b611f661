package rules

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"rejoin/internal/bench"
	"rejoin/recon"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// withoutScreens are the rules as they would be if nothing were screened.
func withoutScreens() []*recon.Rule {
	var bare []*recon.Rule
	for _, rule := range All() {
		one := *rule
		one.Screen = nil
		bare = append(bare, &one)
	}
	return bare
}

// screensChangeNothing checks that the rules find the same with their screens and without.
func screensChangeNothing(t *testing.T, s *snapshot.Snapshot, p *policy.Policy) int {
	t.Helper()
	found := func(rules []*recon.Rule, workers int) (lines []string) {
		result, err := recon.Run(s, recon.Options{Policy: p, Rules: rules, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Findings() {
			lines = append(lines, fmt.Sprintf("%q", f.Cells()))
		}
		for _, count := range result.Summarize().Rules {
			lines = append(lines, fmt.Sprintf("%+v", count))
		}
		return lines
	}
	with, without := found(All(), 1), found(withoutScreens(), 3)
	if len(with) != len(without) {
		t.Errorf("%d findings and counts with screens, %d without", len(with), len(without))
	}
	for _, line := range without {
		if !slices.Contains(with, line) {
			t.Errorf("only without screens: %s", line)
		}
	}
	return len(with)
}

// Speed never changes what a rule means: over invented organisations the findings with screens are those without.
func TestScreensChangeNothing(t *testing.T) {
	for seed := range uint64(3) {
		dir := t.TempDir()
		if err := bench.WriteSnapshot(dir, bench.Organisation{Identities: 1500, FaultPerMille: 400, Seed: seed}); err != nil {
			t.Fatal(err)
		}
		s, err := snapshot.Open(filepath.Join(dir, "snapshot"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := policy.Load(filepath.Join(dir, "rejoin.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		screensChangeNothing(t, s, p)
	}
}

// The same over worlds in which cells are exchanged at random for others that a directory may hold, so that every rule and every
// near miss comes up in some combination.
func TestScreensChangeNothingInRandomWorlds(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		w := newWorld()
		for range 4 + r.IntN(30) {
			w.mutate(r)
		}
		w.policy = randomPolicy(r)
		screensChangeNothing(t, w.snapshot(t), &w.policy)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// odd are values that a cell may have, besides those of other people.
var odd = map[string][]string{
	"msExchRecipientTypeDetails":    {"", "1", "4", "128", "2147483648", "34359738368", "8589934592"},
	"msExchRemoteRecipientType":     {"", "1", "4", "6", "8", "97", "100"},
	"msExchMailboxMoveStatus":       {"", "2", "10"},
	"msExchHideFromAddressLists":    {"", "true", "false"},
	"msExchArchiveGUID":             {"", id('c', 1), id('c', 2)},
	"ArchiveGuid":                   {"", id('c', 1), id('c', 2)},
	"ArchiveStatus":                 {"None", "Active"},
	"ArchiveState":                  {"None", "Local", "HostedPending"},
	"userAccountControl":            {"512", "514", ""},
	"accountExpires":                {"", earlier, "2030-01-01T00:00:00Z"},
	"homeMDB":                       {"", "CN=DB1,DC=contoso,DC=example"},
	"msExchHomeServerName":          {"", "/o=Contoso/cn=EX1"},
	"mailNickname":                  {"", "alias"},
	"targetAddress":                 {"", "ada@contoso.mail.onmicrosoft.com", "SMTP:ada@northwind.example", "SMTP:ada@contoso.onmicrosoft.com"},
	"proxyAddresses":                {"", "SMTP:two@contoso.example;SMTP:three@contoso.example", "smtp:a b@contoso.example", "SMTP:info@contoso.example;smtp:x@elsewhere.example", "bare@contoso.example"},
	"EmailAddresses":                {"", "SMTP:info@contoso.example", "SMTP:new@contoso.example;smtp:ada@contoso.example"},
	"msExchMailboxGuid":             {"", id('b', 0), id('b', 1), id('b', 9)},
	"msExchMasterAccountSid":        {"", "S-1-5-10", domainSID + "-1100", domainSID + "-9999", "S-1-5-21-9-9-9-1"},
	"whenChanged":                   {earlier, "2026-11-02T05:50:00Z", ""},
	"mS-DS-ConsistencyGuid":         {"", id('a', 0), id('a', 1)},
	"onPremisesImmutableId":         {"", anchor(id('a', 0)), anchor(id('a', 7)), "EMP-1"},
	"onPremisesSyncEnabled":         {"", "true", "false"},
	"onPremisesSecurityIdentifier":  {"", domainSID + "-1100", domainSID + "-7777"},
	"accountEnabled":                {"true", "false", ""},
	"assignedLicenses":              {"", licence(skuE3), licence(skuF3), licence(skuNone), licence(skuE3, plan2), licence("11111111-1111-4111-8111-111111111111")},
	"licenseAssignmentStates":       {"", `[{"skuId":"` + skuE3 + `","state":"Error","error":"CountViolation"}]`},
	"onPremisesProvisioningErrors":  {"", "[]", `[{"category":"PropertyConflict","propertyCausingError":"UserPrincipalName","value":"ada@contoso.example"}]`},
	"userPrincipalName":             {"ada@contoso.example", "ada@contoso.onmicrosoft.com", "ada@ad.contoso.example", "ada1234@contoso.onmicrosoft.com", ""},
	"UserPrincipalName":             {"ada@contoso.example", "ada@contoso.onmicrosoft.com"},
	"RecipientTypeDetails":          {"UserMailbox", "SharedMailbox", "RoomMailbox", "DiscoveryMailbox", ""},
	"IsDirSynced":                   {"true", "false", ""},
	"IsExchangeCloudManaged":        {"true", "false", ""},
	"HiddenFromAddressListsEnabled": {"true", "false", ""},
	"LitigationHoldEnabled":         {"true", "false", ""},
	"InPlaceHolds":                  {"", "UniHabc", "-mbx1", "skp1"},
	"ForwardingSmtpAddress":         {"", "smtp:x@northwind.example", "smtp:x@contoso.example"},
	"MailboxMoveStatus":             {"None", "InProgress", "Completed", ""},
	"PrimarySmtpAddress":            {"ada@contoso.example", "other@contoso.example", ""},
	"ExternalDirectoryObjectId":     {"", id('e', 0), id('e', 1)},
	"TotalItemSize":                 {"", "60000000000"},
	"createdDateTime":               {earlier, "2026-11-02T01:00:00Z", ""},
	"_lossy":                        {"", "proxyAddresses", "userPrincipalName", "EmailAddresses"},
}

// mutate changes one cell, or removes a row.
func (w *world) mutate(r *rand.Rand) {
	table := []string{"ad_users", "entra_users", "exo_mailboxes"}[r.IntN(3)]
	rows := w.tables[table]
	if len(rows) > 2 && r.IntN(20) == 0 {
		w.drop(table, r.IntN(len(rows)))
		return
	}
	one := rows[r.IntN(len(rows))]
	var columns []string
	for column := range one {
		if _, ok := odd[column]; ok {
			columns = append(columns, column)
		}
	}
	slices.Sort(columns)
	column := append(columns, "_lossy")[r.IntN(len(columns)+1)]
	value := odd[column][r.IntN(len(odd[column]))]
	one[column] = value
}

func randomPolicy(r *rand.Rand) policy.Policy {
	p := policy.Default()
	people := policy.Selectors{{People: []string{"ada@contoso.example"}}, {OU: "OU=People,DC=contoso,DC=example", Attribute: "userAccountControl", Equals: "514"}}
	some := func(selectors *policy.Selectors) {
		if r.IntN(2) == 0 {
			*selectors = people
		}
	}
	some(&p.Leavers)
	some(&p.ServiceAccounts)
	some(&p.OutOfScope)
	some(&p.NulledGUIDs)
	if r.IntN(2) == 0 {
		p.LitigationHold = []policy.HoldRule{{Who: people, Duration: 2555}}
	}
	if r.IntN(2) == 0 {
		p.UPNSuffixes = []policy.SuffixRule{{Forest: "fabrikam.example", Suffix: "contoso.example"}, {Suffix: "contoso.example"}}
	}
	p.Offboarding, p.ExchangeOnPremises = r.IntN(2) == 0, policy.Choice(r.IntN(3))
	return p
}
