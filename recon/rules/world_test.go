package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// row is one row of a table: cells by column, in the snapshot's form.
type row map[string]string

// world is a small organisation in perfect order, which a case breaks in one place. Its tables are claimed to be complete and
// taken at now, half an hour after the last synchronization.
//
// Ada has a remote user mailbox, Bob too; "Info" is a remote shared mailbox without a licence; Cleo is in the cloud alone;
// Sven is a synchronized account without a mailbox.
type world struct {
	tables map[string][]row
	parts  map[string]snapshot.Part // what is other than usual about a table's part
	policy policy.Policy
}

const (
	now      = "2026-11-02T06:00:00Z"
	lastSync = "2026-11-02T05:30:00Z"
	earlier  = "2026-10-01T08:00:00Z"

	tenantDomain  = "contoso.example"
	initialDomain = "contoso.onmicrosoft.com"
	routingDomain = "contoso.mail.onmicrosoft.com"
	domainSID     = "S-1-5-21-1-2-3"

	skuE3      = "05e9a617-0261-4cee-bb44-138d3ef5d965" // gives Exchange Online Plan 2
	skuF3      = "66b55226-6b4f-492c-910c-a3b7a3c9d993" // gives Exchange Online Kiosk
	skuNone    = "44575883-256e-4a79-9da4-ebe9acabe2b2" // gives no mailbox
	plan2      = "efb87545-963c-4e0d-99df-69c6916d9eb0"
	kiosk      = "4a82b400-a79f-41a4-b4e2-e94f5787b113"
	foundation = "113feb6c-3fe4-4440-bddc-54d774bf0318"
)

// id makes a GUID from a letter for the kind of object and a number for the person.
func id(kind byte, person int) string {
	return fmt.Sprintf("%c%07d-0000-4000-8000-%012d", kind, person, person)
}

// anchor is the immutable ID of a GUID.
func anchor(guid string) string {
	parsed, err := directory.ParseGUID(guid)
	if err != nil {
		panic(err)
	}
	return parsed.ImmutableID()
}

func licence(sku string, disabled ...string) string {
	plans := ""
	if len(disabled) > 0 {
		plans = `"` + strings.Join(disabled, `","`) + `"`
	}
	return `[{"disabledPlans":[` + plans + `],"skuId":"` + sku + `"}]`
}

// The people of the world, by their rows' places in the tables.
const (
	ada = iota
	bob
	info
	cleo
	sven
)

func newWorld() *world {
	w := &world{tables: map[string][]row{}, parts: map[string]snapshot.Part{}, policy: policy.Default()}
	w.person(ada, "Ada")
	w.person(bob, "Bob")
	w.person(info, "Info")
	w.tables["ad_users"][info]["userAccountControl"] = "514"
	w.tables["ad_users"][info]["msExchRecipientTypeDetails"] = "34359738368"
	w.tables["ad_users"][info]["msExchRemoteRecipientType"] = "97"
	w.tables["entra_users"][info]["accountEnabled"] = "false"
	w.tables["entra_users"][info]["assignedLicenses"] = ""
	w.tables["exo_mailboxes"][info]["RecipientTypeDetails"] = "SharedMailbox"
	w.person(cleo, "Cleo")
	w.tables["ad_users"] = w.tables["ad_users"][:cleo]
	for _, column := range []string{"onPremisesImmutableId", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "onPremisesDomainName",
		"onPremisesUserPrincipalName", "onPremisesLastSyncDateTime", "onPremisesDistinguishedName"} {
		w.tables["entra_users"][cleo][column] = ""
	}
	w.tables["exo_mailboxes"][cleo]["IsDirSynced"] = "false"
	w.person(sven, "Sven")
	for _, column := range []string{"mail", "mailNickname", "proxyAddresses", "targetAddress", "legacyExchangeDN", "msExchMailboxGuid",
		"msExchRecipientTypeDetails", "msExchRemoteRecipientType", "msExchRecipientDisplayType"} {
		w.tables["ad_users"][cleo][column] = "" // Sven's row, because Cleo has none
	}
	w.tables["entra_users"][sven]["mail"], w.tables["entra_users"][sven]["proxyAddresses"], w.tables["entra_users"][sven]["assignedLicenses"] = "", "", ""
	w.tables["exo_mailboxes"] = w.tables["exo_mailboxes"][:sven]
	w.tables["ad_domains"] = []row{{"name": tenantDomain, "nETBIOSName": "CONTOSO", "objectSid": domainSID, "suffixOnly": "false", "forest": tenantDomain}}
	for _, domain := range []string{tenantDomain, initialDomain, routingDomain} {
		w.tables["entra_domains"] = append(w.tables["entra_domains"], row{"id": domain, "isVerified": "true", "isDefault": yes(domain == tenantDomain),
			"isInitial": yes(domain == initialDomain), "authenticationType": "Managed"})
		w.tables["exo_accepted_domains"] = append(w.tables["exo_accepted_domains"], row{"DomainName": domain, "DomainType": "Authoritative",
			"Default": yes(domain == tenantDomain), "InitialDomain": yes(domain == initialDomain), "IsCoexistenceDomain": yes(domain == routingDomain), "MatchSubDomains": "false"})
	}
	w.tables["entra_organization"] = []row{{"id": id('7', 1), "displayName": "Contoso", "onPremisesSyncEnabled": "true", "onPremisesLastSyncDateTime": lastSync,
		"features.blockSoftMatchEnabled": "false"}}
	w.tables["exo_organization"] = []row{{"Guid": id('8', 1), "Name": initialDomain, "InPlaceHolds": ""}}
	sku := func(id, part, plan string) row {
		return row{"id": "x_" + id, "skuId": id, "skuPartNumber": part, "capabilityStatus": "Enabled", "consumedUnits": "3", "prepaidUnits.enabled": "10",
			"servicePlans": `[{"appliesTo":"User","provisioningStatus":"Success","servicePlanId":"` + plan + `","servicePlanName":"X"}]`}
	}
	w.tables["entra_skus"] = []row{sku(skuE3, "SPE_E3", plan2), sku(skuF3, "SPE_F1", kiosk), sku(skuNone, "M365_F1", foundation)}
	return w
}

func yes(b bool) string { return fmt.Sprint(b) }

// person adds somebody with a remote user mailbox to all three tables.
func (w *world) person(number int, name string) {
	local := strings.ToLower(name)
	upn := local + "@" + tenantDomain
	legacy := "/o=ExchangeLabs/ou=x/cn=Recipients/cn=" + local
	w.tables["ad_users"] = append(w.tables["ad_users"], row{
		"objectGUID": id('a', number), "mS-DS-ConsistencyGuid": id('a', number), "objectSid": fmt.Sprintf("%s-%d", domainSID, 1100+number), "userPrincipalName": upn,
		"mail": upn, "displayName": name, "sAMAccountName": local, "distinguishedName": "CN=" + name + ",OU=People,DC=contoso,DC=example",
		"userAccountControl": "512", "whenChanged": earlier, "mailNickname": local, "msExchMailboxGuid": id('b', number),
		"targetAddress": "SMTP:" + local + "@" + routingDomain, "legacyExchangeDN": "/o=Contoso/cn=Recipients/cn=" + local,
		"proxyAddresses":             "SMTP:" + upn + ";smtp:" + local + "@" + routingDomain + ";X500:" + legacy,
		"msExchRecipientTypeDetails": "2147483648", "msExchRemoteRecipientType": "4", "msExchRecipientDisplayType": "-2147483642",
		"msExchArchiveGUID": "", "msExchHideFromAddressLists": "", "homeMDB": "", "homeMTA": "", "msExchHomeServerName": "",
		"msExchMailboxMoveStatus": "", "msExchMasterAccountSid": "", "accountExpires": "", "msDS-ExternalDirectoryObjectId": "", "sIDHistory": "", "memberOf": "",
		"employeeType": "", "description": "", "extensionAttribute1": "",
	})
	w.tables["entra_users"] = append(w.tables["entra_users"], row{
		"id": id('e', number), "onPremisesImmutableId": anchor(id('a', number)), "onPremisesSecurityIdentifier": fmt.Sprintf("%s-%d", domainSID, 1100+number),
		"userPrincipalName": upn, "mail": upn, "onPremisesSyncEnabled": "true", "accountEnabled": "true", "userType": "Member",
		"proxyAddresses": "SMTP:" + upn + ";smtp:" + local + "@" + routingDomain, "onPremisesLastSyncDateTime": earlier, "displayName": name,
		"onPremisesUserPrincipalName": upn, "onPremisesDistinguishedName": "CN=" + name + ",OU=People,DC=contoso,DC=example",
		"onPremisesDomainName": tenantDomain, "mailNickname": local, "assignedLicenses": licence(skuE3), "licenseAssignmentStates": "",
		"onPremisesProvisioningErrors": "", "serviceProvisioningErrors": "", "createdDateTime": earlier, "onPremisesObjectIdentifier": "",
	})
	w.tables["exo_mailboxes"] = append(w.tables["exo_mailboxes"], row{
		"ExternalDirectoryObjectId": id('e', number), "ExchangeGuid": id('b', number), "UserPrincipalName": upn, "PrimarySmtpAddress": upn,
		"LegacyExchangeDN": legacy, "IsDirSynced": "true", "RecipientTypeDetails": "UserMailbox", "IsExchangeCloudManaged": "false",
		"EmailAddresses": "SMTP:" + upn + ";smtp:" + local + "@" + routingDomain + ";X500:/o=Contoso/cn=Recipients/cn=" + local,
		"ArchiveGuid":    "", "ArchiveStatus": "None", "ArchiveState": "None", "Alias": local, "DisplayName": name, "HiddenFromAddressListsEnabled": "false",
		"LitigationHoldEnabled": "false", "LitigationHoldDuration": "", "InPlaceHolds": "", "ForwardingAddress": "", "ForwardingSmtpAddress": "", "DeliverToMailboxAndForward": "false",
		"MailboxMoveStatus": "None", "WhenMailboxCreated": earlier, "PersistedCapabilities": "", "TotalItemSize": "", "IsInactiveMailbox": "false",
	})
}

// ad, entra and exo are somebody's rows; to be changed in place.
func (w *world) ad(person int) row {
	if person > cleo {
		person-- // Cleo is not in AD
	}
	return w.tables["ad_users"][person]
}
func (w *world) entra(person int) row { return w.tables["entra_users"][person] }
func (w *world) exo(person int) row   { return w.tables["exo_mailboxes"][person] }

// add appends a row to a table.
func (w *world) add(table string, r row) { w.tables[table] = append(w.tables[table], r) }

// drop removes a row of a table by its place.
func (w *world) drop(table string, place int) {
	w.tables[table] = slices.Delete(w.tables[table], place, place+1)
}

// without removes a column from a table.
func (w *world) without(table, column string) {
	for _, r := range w.tables[table] {
		delete(r, column)
	}
}

// snapshot writes the world.
func (w *world) snapshot(t testing.TB) *snapshot.Snapshot {
	t.Helper()
	edit, err := snapshot.Begin(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range directory.Tables() {
		rows, ok := w.tables[table.Name]
		if !ok {
			continue
		}
		columns := map[string]bool{}
		for _, r := range rows {
			for column := range r {
				columns[column] = true
			}
		}
		header := slices.SortedFunc(maps.Keys(columns), func(a, b string) int { return table.Rank(a) - table.Rank(b) })
		if len(header) == 0 {
			header = table.Key[:1]
		}
		out, err := edit.Create(table.Name, header)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			cells := make([]string, len(header))
			for i, column := range header {
				cells[i] = r[column]
			}
			if err := out.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		part := w.parts[table.Name]
		if part.Complete == "" {
			part.Complete = snapshot.Claimed
		}
		if part.Finished.IsZero() {
			part.Finished.Time, _ = time.Parse(time.RFC3339, now)
		}
		if _, err := out.Close(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := edit.Commit(); err != nil {
		t.Fatal(err)
	}
	return edit.Snapshot()
}

// run judges the world by the given rules.
func (w *world) run(t testing.TB, rules ...*recon.Rule) *recon.Result {
	t.Helper()
	result, err := recon.Run(w.snapshot(t), recon.Options{Policy: &w.policy, Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// ruleCase is one case of a rule. Each want is one finding, in the order of Findings: a set of "field=value" joined by " | ";
// the fields are severity, certainty, identity, upn, system, object, attribute, have, want, authority, join, deadline, fix,
// systemic, and evidence~text for a piece of the evidence. No want: a near miss, nothing may be found.
type ruleCase struct {
	name    string
	change  func(*world)
	want    []string
	reason  string // the rule must be not evaluated with a reason that contains this
	pending int    // findings left out as pending
}

// check runs a rule's cases. The first must be a hit: a rule without one proves nothing.
func check(t *testing.T, rule *recon.Rule, cases []ruleCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld()
			c.change(w)
			result := w.run(t, rule)
			findings := result.Findings()
			if len(findings) != len(c.want) {
				t.Errorf("got %d findings, want %d", len(findings), len(c.want))
			}
			for i, f := range findings {
				if i < len(c.want) {
					compareFinding(t, f, c.want[i])
				} else {
					t.Errorf("unexpected: %q", f.Cells())
				}
			}
			count := result.Summarize().Rules[0]
			if !hasReason(count, c.reason) {
				t.Errorf("got not evaluated %+v, want a reason with %q", count.NotEvaluated, c.reason)
			}
			if count.Pending != c.pending {
				t.Errorf("got %d pending, want %d", count.Pending, c.pending)
			}
		})
	}
}

func hasReason(count recon.RuleCount, want string) bool {
	if want == "" {
		return len(count.NotEvaluated) == 0
	}
	return slices.ContainsFunc(count.NotEvaluated, func(n recon.Unevaluated) bool { return strings.Contains(n.Reason, want) })
}

func compareFinding(t *testing.T, f recon.Finding, want string) {
	t.Helper()
	cells := f.Cells()
	for _, one := range strings.Split(want, " | ") {
		field, value, _ := strings.Cut(one, "=")
		if evidence, ok := strings.CutPrefix(one, "evidence~"); ok {
			if !strings.Contains(f.Evidence, evidence) {
				t.Errorf("got evidence %q, want it to say %q", f.Evidence, evidence)
			}
			continue
		}
		i := slices.Index(recon.FindingColumns, field)
		if i < 0 {
			t.Fatalf("there is no field %q", field)
		}
		if cells[i] != value {
			t.Errorf("%s: got %q, want %q", field, cells[i], value)
		}
	}
}

// The world is in perfect order: no rule may find anything.
func TestNothingIsWrongWithTheHealthy(t *testing.T) {
	for _, f := range newWorld().run(t, All()...).Findings() {
		t.Errorf("%q", f.Cells())
	}
}
