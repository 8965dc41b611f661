package powershell

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rejoin/internal/psgrammar"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var (
	setMail  = plan.Change{Op: plan.Set, Attribute: "mail", After: "ada@contoso.example"}
	addRoute = plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:ada@contoso.mail.onmicrosoft.com"}
	disable  = plan.Change{Op: plan.Set, Attribute: "accountEnabled", Before: "true", After: "false"}
)

func ad(id string, change plan.Change, on ...string) plan.Action {
	a := action(id, directory.AD, "ad_users", target, change)
	a.DependsOn = on
	return a
}

func cloud(id string, on ...string) plan.Action {
	a := action(id, directory.Entra, "entra_users", target, disable)
	a.DependsOn = on
	return a
}

func TestStages(t *testing.T) {
	held := ad("held", setMail)
	held.Decision = plan.Hold
	for _, c := range []struct {
		name    string
		actions []plan.Action
		want    string
		left    string
	}{
		{"nothing", nil, "", ""},
		{"on-premises alone", []plan.Action{ad("a", setMail), ad("b", setMail, "a")}, "1-onprem: a b", ""},
		{"cloud alone", []plan.Action{cloud("c")}, "1-cloud: c", ""},
		{"both", []plan.Action{cloud("c"), ad("a", setMail)}, "1-onprem: a; 2-cloud: c", ""},
		{"cloud first", []plan.Action{cloud("c"), ad("a", setMail, "c")}, "1-cloud: c; 2-onprem: a", ""},
		{"cloud after synchronization", []plan.Action{ad("a", setMail), cloud("c", "a", plan.SyncWait)}, "1-onprem: a; 2-wait-for-sync: a; 3-cloud: c[sync-2]", ""},
		{"on-premises twice", []plan.Action{ad("a", addRoute), ad("b", setMail, "a", plan.SyncWait)}, "1-onprem: a; 2-wait-for-sync: a; 3-onprem: b[sync-2]", ""},
		{"cloud between", []plan.Action{ad("a", addRoute), ad("b", setMail, "a", plan.SyncWait), cloud("c")}, "1-onprem: a; 2-cloud: c; 3-wait-for-sync: a; 4-onprem: b[sync-3]", ""},
		{"by turns", []plan.Action{ad("a", setMail), cloud("c", "a"), ad("b", setMail, "c"), cloud("d", "b")}, "1-onprem: a; 2-cloud: c; 3-onprem: b; 4-cloud: d", ""},
		{"on hold, and what depends on it", []plan.Action{held, ad("a", setMail, "held"), cloud("c", "a")}, "", "a: it depends on held, which is in no script; c: it depends on a, which is in no script"},
		{"in the wrong order", []plan.Action{ad("a", setMail, "b"), ad("b", setMail)}, "1-onprem: b", "a: it depends on b, which is in no script"},
	} {
		scripts := Make(&plan.Plan{Actions: c.actions}, "seal")
		var got, left []string
		for i := range scripts.Stages {
			stage := &scripts.Stages[i]
			line := stage.Name() + ":"
			for _, b := range append(stage.blocks, stage.awaits...) {
				line += " " + b.action.ID
				if b.wait != "" {
					line += "[" + b.wait + "]"
				}
			}
			got = append(got, line)
		}
		for _, one := range scripts.LeftOut {
			left = append(left, one.Action+": "+one.Reason)
		}
		if all := strings.Join(got, "; "); all != c.want {
			t.Errorf("%s: %s, want %s", c.name, all, c.want)
		}
		if all := strings.Join(left, "; "); all != c.left {
			t.Errorf("%s: left out %q, want %q", c.name, all, c.left)
		}
	}
}

// Scripts are for Windows PowerShell 5.1: a byte order mark, Windows line ends, and the preferences that an administrator relies on.
func TestText(t *testing.T) {
	scripts := Make(&plan.Plan{Actions: []plan.Action{ad("a", addRoute), cloud("c", "a", plan.SyncWait)}}, "seal")
	for i := range scripts.Stages {
		stage := &scripts.Stages[i]
		text := scripts.Text(stage)
		if !strings.HasPrefix(text, "\ufeff#") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s: no byte order mark, or other line ends", stage.File())
		}
		for _, want := range []string{"SupportsShouldProcess", "Set-StrictMode -Version Latest", "$global:ErrorActionPreference = 'Stop'", "$global:ErrorActionPreference = $Script:KeptPreference",
			"Start-Transcript", "AutoFlush = $true", "$Script:Caller.ShouldProcess("} {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %s", stage.File(), want)
			}
		}
		for line := range strings.Lines(text) {
			code, _, _ := strings.Cut(line, "#")
			for _, newer := range []string{" && ", " || ", "??", "?.", " ? ", "-Parallel", "clean {"} {
				if strings.Contains(code, newer) {
					t.Errorf("%s: %s is not Windows PowerShell 5.1: %s", stage.File(), newer, line)
				}
			}
		}
	}
	if strings.Contains(scripts.Text(&scripts.Stages[1]), "Connect-MgGraph") {
		t.Error("a wait for addresses alone asks for Microsoft Graph")
	}
}

// A script of every kind, with a wait for addresses and one for cycles, is PowerShell, and names only what is published where it runs.
func TestEveryKindIsPowerShell(t *testing.T) {
	other := ad("d", setMail)
	other.Place = "fabrikam.example"
	scripts := Make(&plan.Plan{Actions: []plan.Action{ad("a", addRoute), ad("b", setMail, "a", plan.SyncWait), cloud("c", "b", plan.SyncWait), other}}, "seal")
	texts, kinds := map[string]string{}, map[string]Kind{}
	for i := range scripts.Stages {
		stage := &scripts.Stages[i]
		texts[stage.File()], kinds[stage.File()] = scripts.Text(stage), stage.Kind
		script, err := psgrammar.Scan(stage.File(), texts[stage.File()])
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range psgrammar.Unknown(script, texts[stage.File()], psgrammar.Session(stage.Kind == OnPremises)...) {
			t.Error(problem)
		}
	}
	if len(texts) != 5 || !strings.Contains(texts["2-wait-for-sync.ps1"], "Connect-ExchangeOnline") || !strings.Contains(texts["4-wait-for-sync.ps1"], "Connect-MgGraph") {
		t.Errorf("the waits are other ones: %v", kinds)
	}
	for _, script := range psgrammar.Read(t, texts) {
		for _, problem := range script.Errors {
			t.Errorf("%s:%d is no PowerShell: %s", script.File, problem.Line, problem.Text)
		}
		for _, problem := range psgrammar.Unknown(script, texts[script.File], psgrammar.Session(kinds[script.File] == OnPremises)...) {
			t.Error(problem)
		}
	}
}

// Every write of a block is on the one domain controller, or asks nothing again.
func TestBlocks(t *testing.T) {
	const guid = "4a729e7d-f61f-4150-863e-8e90cc340ffd"
	set := func(attribute, before, after string) plan.Change {
		return plan.Change{Op: plan.Set, Attribute: attribute, Before: before, After: after}
	}
	for _, c := range []struct {
		name            string
		action          plan.Action
		write, exchange string
	}{
		{"exchange GUID", ad("a", set("msExchMailboxGuid", "", guid)),
			"Set-ADObject -Identity 'T' -Replace @{ 'msExchMailboxGuid' = ([Guid]'" + guid + "').ToByteArray() } -Server $DomainController -Confirm:$false",
			"Set-RemoteMailbox -Identity 'T' -ExchangeGuid '" + guid + "' -DomainController $DomainController -Confirm:$false"},
		{"exchange GUID cleared", ad("a", set("msExchMailboxGuid", guid, "")), "Set-ADObject -Identity 'T' -Clear 'msExchMailboxGuid' -Server $DomainController -Confirm:$false", ""},
		{"address", ad("a", addRoute), "Set-ADObject -Identity 'T' -Add @{ 'proxyAddresses' = [string[]]@('smtp:ada@contoso.mail.onmicrosoft.com') } -Server $DomainController -Confirm:$false",
			"Set-RemoteMailbox -Identity 'T' -EmailAddresses @{ Add = @('smtp:ada@contoso.mail.onmicrosoft.com') } -DomainController $DomainController -Confirm:$false"},
		{"UPN and address together", action("a", directory.AD, "ad_users", target, set("userPrincipalName", "a@x.example", "a@y.example"), plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:a@x.example"}),
			"Set-ADObject -Identity 'T' -Add @{ 'proxyAddresses' = [string[]]@('smtp:a@x.example') } -Replace @{ 'userPrincipalName' = 'a@y.example' } -Server $DomainController -Confirm:$false", ""},
		{"type", action("a", directory.AD, "ad_users", target, set("msExchRecipientTypeDetails", "2147483648", "34359738368"), set("msExchRemoteRecipientType", "1", "97")),
			"Set-ADObject -Identity 'T' -Replace @{ 'msExchRecipientTypeDetails' = [long]34359738368; 'msExchRemoteRecipientType' = [long]97 } -Server $DomainController -Confirm:$false",
			"Set-RemoteMailbox -Identity 'T' -Type 'Shared' -DomainController $DomainController -Confirm:$false"},
		{"hidden", ad("a", set("msExchHideFromAddressLists", "true", "")), "Set-ADObject -Identity 'T' -Clear 'msExchHideFromAddressLists' -Server $DomainController -Confirm:$false", ""},
		{"member", action("a", directory.AD, "ad_groups", target, plan.Change{Op: plan.Remove, Attribute: "member", Before: "CN=O'Connor"}),
			"Remove-ADGroupMember -Identity 'T' -Members 'CN=O''Connor' -Server $DomainController -Confirm:$false", ""},
		{"hold", action("a", directory.EXO, "exo_mailboxes", target, set("LitigationHoldEnabled", "false", "true"), set("LitigationHoldDuration", "", "2555"), set("LitigationHoldOwner", "", "legal")),
			"Set-Mailbox -Identity 'T' -LitigationHoldEnabled $true -LitigationHoldDuration 2555 -LitigationHoldOwner 'legal' -Confirm:$false", ""},
		{"forwarding", action("a", directory.EXO, "exo_mailboxes", target, set("ForwardingSmtpAddress", "smtp:x@y.example", ""), set("DeliverToMailboxAndForward", "true", "false")),
			"Set-Mailbox -Identity 'T' -ForwardingSmtpAddress $null -DeliverToMailboxAndForward $false -Confirm:$false", ""},
		{"denied permission", action("a", directory.EXO, "exo_permissions", target, plan.Change{Op: plan.Call, Attribute: "permission", Before: "FullAccess S-1-5-21-1 deny All"}),
			"Remove-MailboxPermission -Identity 'T' -User 'S-1-5-21-1' -AccessRights 'FullAccess' -InheritanceType 'All' -Deny -Confirm:$false", ""},
		{"send as", action("a", directory.EXO, "exo_permissions", target, plan.Change{Op: plan.Call, Attribute: "permission", Before: "SendAs S-1-5-21-1 allow"}),
			"Remove-RecipientPermission -Identity 'T' -Trustee 'S-1-5-21-1' -AccessRights 'SendAs' -Confirm:$false", ""},
		{"immutable ID cleared", action("a", directory.Entra, "entra_users", target, set("onPremisesImmutableId", "bE5m", "")),
			`Invoke-MgGraphRequest -Method 'PATCH' -Uri '/v1.0/users/T' -Body '{"onPremisesImmutableId":null}' -ContentType 'application/json'`, ""},
		{"identifier cleared", action("a", directory.Entra, "entra_users", target, set("onPremisesObjectIdentifier", "x", "")),
			`Invoke-MgGraphRequest -Method 'PATCH' -Uri '/beta/users/T' -Body '{"onPremisesObjectIdentifier":null}' -ContentType 'application/json'`, ""},
		{"UPN in the cloud", action("a", directory.Entra, "entra_users", target, set("userPrincipalName", "x", "ü'\"@y.example")),
			`Invoke-MgGraphRequest -Method 'PATCH' -Uri '/v1.0/users/T' -Body '{"userPrincipalName":"\u00fc''\"@y.example"}' -ContentType 'application/json'`, ""},
		{"restored", action("a", directory.Entra, "entra_deleted_users", target, plan.Change{Op: plan.Call, Attribute: "restore", Before: "soft-deleted", After: "live"}),
			"Invoke-MgGraphRequest -Method 'POST' -Uri '/v1.0/directory/deletedItems/T/restore' -Body '{}' -ContentType 'application/json'", ""},
		{"licence", action("a", directory.Entra, "entra_users", target, set("assignedLicenses",
			`[{"disabledPlans":[],"skuId":"05e9a617-0261-4cee-bb44-138d3ef5d965"},{"disabledPlans":["4a82b400-a79f-41a4-b4e2-e94f5787b113"],"skuId":"c5928f49-12ba-48f7-ada3-0d743a3601d5"}]`,
			`[{"disabledPlans":[],"skuId":"c5928f49-12ba-48f7-ada3-0d743a3601d5"}]`)),
			`Invoke-MgGraphRequest -Method 'POST' -Uri '/v1.0/users/T/assignLicense' -Body '{"addLicenses":[{"disabledPlans":[],"skuId":"c5928f49-12ba-48f7-ada3-0d743a3601d5"}],"removeLicenses":["05e9a617-0261-4cee-bb44-138d3ef5d965"]}' -ContentType 'application/json'`, ""},
	} {
		b, err := blockOf(&c.action)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := strings.Join(b.write, "\n"); got != restoreWords(c.write) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, restoreWords(c.write))
		}
		if got := strings.Join(b.exchange, "\n"); got != restoreWords(c.exchange) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, restoreWords(c.exchange))
		}
	}
}

// restoreWords puts the target in the place of T, where T stands alone.
func restoreWords(text string) string {
	return strings.NewReplacer("'T'", "'"+target+"'", "/T'", "/"+target+"'", "/T/", "/"+target+"/").Replace(text)
}

// What has no form is refused, and says why; nothing of it is written.
func TestRefusals(t *testing.T) {
	change := func(op plan.Op, attribute, before, after string) plan.Change {
		return plan.Change{Op: op, Attribute: attribute, Before: before, After: after}
	}
	for _, c := range []struct {
		action plan.Action
		says   string
	}{
		{action("a", directory.AD, "ad_users", "cn=ada", setMail), "is no GUID"},
		{action("a", directory.AD, "ad_users", "00000000-0000-0000-0000-000000000000", setMail), "is no GUID"},
		{action("a", directory.AD, "ad_users", target), "changes nothing"},
		{action("a", directory.AD, "ad_contacts", target, setMail), "ad_contacts"},
		{action("a", directory.AD, "ad_users", target, change(plan.Set, "userAccountControl", "512", "514")), "may write userAccountControl"},
		{action("a", directory.AD, "ad_users", target, change(plan.Set, "msExchMailboxGuid", "", "x")), "is no GUID"},
		{action("a", directory.AD, "ad_users", target, change(plan.Set, "msExchRecipientDisplayType", "", "34359738368")), "32 bits"},
		{action("a", directory.AD, "ad_users", target, change(plan.Set, "msExchHideFromAddressLists", "", "yes")), "neither true nor false"},
		{action("a", directory.AD, "ad_users", target, change(plan.Add, "mail", "", "x")), "add mail"},
		{action("a", directory.AD, "ad_groups", target, change(plan.Set, "member", "", "x")), "set member"},
		{action("a", directory.EXO, "exo_mailboxes", target, change(plan.Set, "LitigationHoldDuration", "1", "")), "LitigationHoldDuration"},
		{action("a", directory.EXO, "exo_permissions", target, change(plan.Call, "permission", "", "FullAccess x allow")), "permission"},
		{action("a", directory.EXO, "exo_permissions", target, change(plan.Call, "permission", "SendOnBehalf x allow", "")), "SendOnBehalf"},
		{action("a", directory.Entra, "entra_users", target, change(plan.Set, "onPremisesObjectIdentifier", "", "x")), "onPremisesObjectIdentifier"},
		{action("a", directory.Entra, "entra_users", target, disable, change(plan.Set, "onPremisesImmutableId", "x", "")), "together"},
		{action("a", directory.Entra, "entra_users", target, change(plan.Set, "assignedLicenses", "[", "")), "cannot be read"},
		{action("a", directory.Entra, "entra_users", target, change(plan.Set, "userPrincipalName", "x", "\xff")), "no text"},
		{action("a", "x", "ad_users", target, setMail), `system "x"`},
	} {
		if b, err := blockOf(&c.action); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, %v, want %q", c.action.Changes, b, err, c.says)
		}
	}
}

// A remote mailbox is made with everything that the plan gives it, and its address policy off before its addresses come.
func TestEnableRemoteMailbox(t *testing.T) {
	values := map[string]string{"mailNickname": "ada", "targetAddress": "SMTP:ada@contoso.mail.onmicrosoft.com", "proxyAddresses": "SMTP:ada@contoso.example;smtp:a@contoso.example",
		"msExchRecipientTypeDetails": "34359738368", "msExchMailboxGuid": "4a729e7d-f61f-4150-863e-8e90cc340ffd"}
	a := action("a", directory.AD, "ad_users", target)
	for _, name := range []string{"mailNickname", "targetAddress", "proxyAddresses", "msExchRecipientTypeDetails", "msExchMailboxGuid"} {
		a.Changes = append(a.Changes, plan.Change{Op: plan.Set, Attribute: name, After: values[name]})
	}
	b, err := blockOf(&a)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Enable-RemoteMailbox -Identity 'T' -Shared -Alias 'ada' -RemoteRoutingAddress 'ada@contoso.mail.onmicrosoft.com' -PrimarySmtpAddress 'ada@contoso.example' -DomainController $DomainController -Confirm:$false",
		"Set-RemoteMailbox -Identity 'T' -EmailAddressPolicyEnabled $false -DomainController $DomainController -Confirm:$false",
		"Set-RemoteMailbox -Identity 'T' -EmailAddresses @('SMTP:ada@contoso.example', 'smtp:a@contoso.example') -ExchangeGuid '4a729e7d-f61f-4150-863e-8e90cc340ffd' -DomainController $DomainController -Confirm:$false",
	}
	for i := range want {
		want[i] = restoreWords(want[i])
	}
	if !slices.Equal(b.exchange, want) || !b.makes || !b.complete {
		t.Errorf("got %s", strings.Join(b.exchange, "\n"))
	}
	a.Changes[3].Before = "128"
	if b, err = blockOf(&a); err != nil || len(b.exchange) > 0 {
		t.Errorf("a mail user is made a remote mailbox with %v, %v", fmt.Sprint(b.exchange), err)
	}
}
