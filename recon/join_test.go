package recon_test

import (
	"fmt"
	"strings"
	"testing"

	"rejoin/recon"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// tables are small tables for one case: each a header and rows, cells separated by spaces and a dot for an empty one.
type tables map[string]string

const (
	guidA = "aaaaaaaa-0000-0000-0000-000000000001"
	guidB = "aaaaaaaa-0000-0000-0000-000000000002"
	guidC = "aaaaaaaa-0000-0000-0000-000000000003"
	guidE = "eeeeeeee-0000-0000-0000-000000000001"
	guidF = "eeeeeeee-0000-0000-0000-000000000002"
	guidX = "bbbbbbbb-0000-0000-0000-000000000001"
	guidY = "bbbbbbbb-0000-0000-0000-000000000002"

	anchorA = "qqqqqgAAAAAAAAAAAAAAAQ==" // of guidA, and so on
	anchorB = "qqqqqgAAAAAAAAAAAAAAAg=="
	anchorC = "qqqqqgAAAAAAAAAAAAAAAw=="
)

// build writes the tables as a snapshot. A table's name may carry a forest, ad_users@fabrikam.example, and say with a ! that it
// is incomplete.
func build(t *testing.T, all tables) *snapshot.Snapshot {
	t.Helper()
	edit, err := snapshot.Begin(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ad_users", "ad_users!", "ad_users@contoso.example", "ad_users@fabrikam.example", "ad_deleted", "entra_users", "entra_users!", "entra_deleted_users", "entra_organization", "exo_mailboxes"} {
		text, ok := all[name]
		if !ok {
			continue
		}
		part := snapshot.Part{Complete: snapshot.Claimed}
		table, forest, _ := strings.Cut(name, "@")
		if strings.HasSuffix(table, "!") {
			table, part.Complete = strings.TrimSuffix(table, "!"), snapshot.No
		}
		part.Forest = forest
		lines := strings.Split(strings.TrimSpace(text), "\n")
		w, err := edit.Create(table, strings.Fields(lines[0]))
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			cells := strings.Fields(line)
			for i := range cells {
				if cells[i] == "." {
					cells[i] = ""
				}
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.Close(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := edit.Commit(); err != nil {
		t.Fatal(err)
	}
	return edit.Snapshot()
}

func TestJoins(t *testing.T) {
	cases := []struct {
		name   string
		tables tables
		policy policy.Policy
		want   []string // situation, joins and objects of each identity; a for the first AD user, and so on
	}{
		{name: "the cloud id that Entra Connect wrote back stands above the anchor", tables: tables{
			"ad_users":    "objectGUID msDS-ExternalDirectoryObjectId\n" + guidA + " User_" + guidF + "\n" + guidB + " .",
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorA + " true\n" + guidF + " . true",
		}, want: []string{"Confirmed [ad-entra external-id] A F", "Absent [] B", "SourceMissing [] E"}},
		{name: "the anchor is the consistency GUID where that matches more", tables: tables{
			"ad_users":    "objectGUID mS-DS-ConsistencyGuid\n" + guidA + " " + guidC + "\n" + guidB + " " + guidB,
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorC + " true\n" + guidF + " " + anchorB + " true",
		}, want: []string{"Confirmed [ad-entra anchor] A E", "Confirmed [ad-entra anchor] B F"}},
		{name: "a user whose other GUID is the anchor is still found", tables: tables{
			"ad_users":    "objectGUID mS-DS-ConsistencyGuid\n" + guidA + " " + guidC,
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorA + " true",
		}, want: []string{"Confirmed [ad-entra anchor] A E"}},
		{name: "two users with the same effective anchor", tables: tables{
			"ad_users":    "objectGUID mS-DS-ConsistencyGuid\n" + guidA + " .\n" + guidB + " " + guidA,
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorA + " true",
		}, policy: policy.Policy{SourceAnchor: map[string]string{"": "mS-DS-ConsistencyGuid"}},
			want: []string{"Ambiguous [] A vs B E", "Ambiguous [] B vs A E", "Ambiguous [] E vs A B"}},
		{name: "two Entra users with the same anchor", tables: tables{
			"ad_users":    "objectGUID\n" + guidA,
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorA + " true\n" + guidF + " " + anchorA + " true",
		}, want: []string{"Ambiguous [] A vs E F", "Ambiguous [] E vs A F", "Ambiguous [] F vs A E"}},
		{name: "the SID, when the anchor is another one", tables: tables{
			"ad_users":    "objectGUID objectSid\n" + guidA + " S-1-5-21-1-2-3-1001",
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled onPremisesSecurityIdentifier\n" + guidE + " " + anchorC + " true S-1-5-21-1-2-3-1001",
		}, want: []string{"Confirmed [ad-entra sid] A E"}},
		{name: "a linked mailbox: two forests, one person", tables: tables{
			"ad_users@contoso.example":  "objectGUID objectSid\n" + guidA + " S-1-5-21-1-2-3-1001",
			"ad_users@fabrikam.example": "objectGUID objectSid msExchMasterAccountSid msExchMailboxGuid\n" + guidB + " S-1-5-21-9-9-9-1001 S-1-5-21-1-2-3-1001 " + guidX,
			"entra_users":               "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorB + " true",
			"exo_mailboxes":             "ExchangeGuid ExternalDirectoryObjectId\n" + guidX + " " + guidE,
		}, want: []string{"Confirmed [ad-ad sid, ad-entra anchor, entra-exo external-id] A+B E X"}},
		{name: "SELF links nothing", tables: tables{
			"ad_users":    "objectGUID objectSid msExchMasterAccountSid\n" + guidA + " S-1-5-10 S-1-5-10\n" + guidB + " S-1-5-21-1-2-3-1 S-1-5-10",
			"entra_users": "id onPremisesSyncEnabled\n" + guidE + " true",
		}, want: []string{"Absent [] A", "Absent [] B", "NotEvaluated [] E (it is synchronized, but its immutable ID is not in the snapshot)"}},
		{name: "the mailbox GUID, without Entra", tables: tables{
			"ad_users":      "objectGUID msExchMailboxGuid\n" + guidA + " " + guidX,
			"exo_mailboxes": "ExchangeGuid\n" + guidX,
		}, want: []string{"Confirmed [ad-exo mailbox-guid] A X"}},
		{name: "the mailbox GUID brings the Entra user along", tables: tables{
			"ad_users":      "objectGUID msExchMailboxGuid\n" + guidA + " " + guidX,
			"entra_users":   "id onPremisesSyncEnabled onPremisesImmutableId\n" + guidE + " true EMP-1",
			"exo_mailboxes": "ExchangeGuid ExternalDirectoryObjectId\n" + guidX + " " + guidE,
		}, want: []string{"Confirmed [ad-entra mailbox-guid, entra-exo external-id] A E X"}},
		{name: "an X500 address", tables: tables{
			"ad_users":      "objectGUID legacyExchangeDN targetAddress\n" + guidA + " /o=Old/cn=ada SMTP:x@contoso.example",
			"exo_mailboxes": "ExchangeGuid EmailAddresses\n" + guidX + " X500:/O=OLD/cn=Ada",
		}, want: []string{"Found [ad-exo x500] A X"}},
		{name: "corroborated by UPN and primary address", tables: tables{
			"ad_users":    "objectGUID userPrincipalName proxyAddresses\n" + guidA + " Ada@contoso.example SMTP:ada@contoso.example",
			"entra_users": "id userPrincipalName proxyAddresses onPremisesSyncEnabled\n" + guidE + " ada@contoso.example SMTP:ADA@contoso.example .",
		}, want: []string{"Found [ad-entra corroborated] A E"}},
		{name: "a third text that differs leaves the join weak", tables: tables{
			"ad_users":    "objectGUID userPrincipalName proxyAddresses targetAddress\n" + guidA + " ada@contoso.example SMTP:ada@contoso.example SMTP:ada@elsewhere.example",
			"entra_users": "id userPrincipalName proxyAddresses\n" + guidE + " ada@contoso.example SMTP:ada@contoso.example",
		}, want: []string{"Found [ad-entra weak] A E"}},
		{name: "weak by UPN alone", tables: tables{
			"ad_users":      "objectGUID userPrincipalName\n" + guidA + " ada@contoso.example",
			"exo_mailboxes": "ExchangeGuid UserPrincipalName\n" + guidX + " ada@contoso.example",
		}, want: []string{"Found [ad-exo weak] A X"}},
		{name: "two mailboxes with an equal claim", tables: tables{
			"ad_users":      "objectGUID userPrincipalName\n" + guidA + " ada@contoso.example",
			"exo_mailboxes": "ExchangeGuid UserPrincipalName\n" + guidX + " ada@contoso.example\n" + guidY + " ada@contoso.example",
		}, want: []string{"Ambiguous [] A vs X Y", "Ambiguous [] X vs A Y", "Ambiguous [] Y vs A X"}},
		{name: "the counterpart is linked to someone else", tables: tables{
			"ad_users":    "objectGUID userPrincipalName\n" + guidA + " ada@contoso.example\n" + guidB + " ada@contoso.example",
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled userPrincipalName\n" + guidE + " " + anchorA + " true ada@contoso.example",
		}, want: []string{"Confirmed [ad-entra anchor] A E", "FoundAlreadyLinked [] B vs E"}},
		{name: "soft-deleted in the cloud", tables: tables{
			"ad_users":            "objectGUID\n" + guidA,
			"entra_users":         "id onPremisesSyncEnabled\n" + guidF + " .",
			"entra_deleted_users": "id onPremisesImmutableId\n" + guidE + " " + anchorA,
		}, want: []string{"Missing [ad-entra anchor] A E", "Unassigned [] F"}},
		{name: "an orphan, one in the recycle bin, one with a custom anchor, a guest", tables: tables{
			"ad_users":    "objectGUID\n" + guidA,
			"ad_deleted":  "objectGUID\n" + guidB,
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled userType\n" + guidE + " " + anchorC + " true Member\n" + guidF + " " + anchorB + " true Member\n" + guidX + " EMP-1 true Member\n" + guidY + " . . Guest",
		}, want: []string{"Absent [] A", "SourceMissing [] E", "SourceMissing [] F (its AD user is in the recycle bin)",
			"NotEvaluated [] X (its source anchor is a custom one; the policy can name its attribute)", "TargetIgnored [] Y"}},
		{name: "a custom anchor that the policy names", tables: tables{
			"ad_users":    "objectGUID employeeID\n" + guidA + " EMP-1",
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " EMP-1 true",
		}, policy: policy.Policy{SourceAnchor: map[string]string{"": "employeeID"}}, want: []string{"Confirmed [ad-entra anchor] A E"}},
		{name: "a key that the policy adds", tables: tables{
			"ad_users":    "objectGUID employeeID\n" + guidA + " 4711",
			"entra_users": "id employeeId\n" + guidE + " 4711",
		}, policy: policy.Policy{JoinKeys: []policy.JoinKey{{AD: "employeeID", Entra: "employeeId"}}}, want: []string{"Found [ad-entra policy-key] A E"}},
		{name: "nothing follows from absence in an incomplete table", tables: tables{
			"ad_users!":    "objectGUID\n" + guidA,
			"entra_users!": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorC + " true",
		}, want: []string{"NotEvaluated [] A (entra_users is incomplete)", "NotEvaluated [] E (ad_users is incomplete)"}},
		{name: "a lost key is not an empty one", tables: tables{
			"ad_users":    "objectGUID userPrincipalName _lossy\n" + guidA + " . userPrincipalName",
			"entra_users": "id onPremisesSyncEnabled\n" + guidE + " .",
		}, want: []string{"NotEvaluated [] A (a cell of the AD user that the join needs was lost)", "Unassigned [] E"}},
		{name: "Entra alone", tables: tables{
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorA + " true\n" + guidF + " " + anchorB + " .",
		}, want: []string{"NotEvaluated [] E (the snapshot has no ad_users)", "Unassigned [] F (it keeps the immutable ID of a former synchronization)"}},
		{name: "AD's own objects", tables: tables{
			"ad_users":    "objectGUID sAMAccountName distinguishedName\n" + guidA + " MSOL_0123 CN=x\n" + guidB + " ada CN=Ada\\0ACNF:" + guidC,
			"entra_users": "id onPremisesImmutableId onPremisesSyncEnabled\n" + guidE + " " + anchorB + " true",
		}, want: []string{"SourceIgnored [] A", "Unqualified [ad-entra anchor] B E"}},
		{name: "changed in AD after the last synchronization", tables: tables{
			"ad_users":           "objectGUID whenChanged\n" + guidA + " 2026-11-02T06:00:00Z",
			"entra_users":        "id onPremisesImmutableId\n" + guidE + " " + anchorA,
			"entra_organization": "id onPremisesLastSyncDateTime\n" + guidX + " 2026-11-02T05:59:59Z",
		}, want: []string{"Confirmed [ad-entra anchor] A E pending"}},
	}
	short := strings.NewReplacer(guidA, "A", guidB, "B", guidC, "C", guidE, "E", guidF, "F", guidX, "X", guidY, "Y", "ad:", "", "entra:", "", "exo:", "")
	for _, c := range cases {
		var got []string
		for _, line := range lines(t, build(t, c.tables), recon.Options{Policy: &c.policy}, true) {
			text := fmt.Sprintf("%s [%s] %s", line.Situation, line.Joins, line.AD)
			if line.Linked != "" {
				text += "+" + line.Linked
			}
			for _, id := range []string{line.Entra, line.EXO} {
				if id != "" {
					text = strings.TrimRight(text, " ") + " " + id
				}
			}
			if line.Rivals != "" {
				text += " vs " + strings.ReplaceAll(line.Rivals, ";", " ")
			}
			if line.Reason != "" {
				text += " (" + line.Reason + ")"
			}
			if line.Pending {
				text += " pending"
			}
			got = append(got, short.Replace(text))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\nwant\n  %s\ngot\n  %s", c.name, strings.Join(c.want, "\n  "), strings.Join(got, "\n  "))
		}
	}
}

func TestRefusedSnapshots(t *testing.T) {
	for name, c := range map[string]struct {
		tables tables
		want   string
	}{
		"the same key twice":     {tables{"ad_users": "objectGUID\n" + guidA + "\n" + guidB + "\n" + guidA}, "ad_users.csv:4: column objectGUID: \"" + guidA + "\": the same key is already in"},
		"a key that is no GUID":  {tables{"entra_users": "id\nada"}, "entra_users.csv:2: column id: \"ada\": is no GUID"},
		"an empty key":           {tables{"ad_users": "objectGUID mail\n. ada@contoso.example"}, "ad_users.csv:2: column objectGUID: is empty"},
		"a mailbox without keys": {tables{"exo_mailboxes": "ExchangeGuid Alias\n. ada"}, "exo_mailboxes.csv:2: column ExchangeGuid: is empty"},
	} {
		_, err := recon.Run(build(t, c.tables), recon.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q, got %v", name, c.want, err)
		}
	}
}
