package main

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"rejoin/internal/ldap/ldaptest"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

const fixedPerson = "CN=Ada Example,OU=People,DC=contoso,DC=example"

// fixable is a small domain and a plan for it: two actions in AD, one in the cloud, one that waits for synchronization.
func fixable(t *testing.T, place string) *ldaptest.Server {
	t.Helper()
	anonymous(t)
	s := scriptDirectory()
	s.Writable = nil
	s.Start(t)
	t.Chdir(t.TempDir())
	t.Setenv(passwordVariable, scriptPassword)
	target := directory.GUID([]byte(s.Get(fixedPerson, "objectGUID")[0])).String()
	action := func(fix, system, table string, change plan.Change, after ...string) plan.Action {
		a := plan.Action{Rules: []string{"UPN002"}, Fix: fix, System: directory.System(system), Table: table, Place: place, Target: target, Changes: []plan.Change{change},
			DependsOn: after, Risk: plan.Reversible, Decision: plan.Apply, Who: "Ada Example", Authority: "ad"}
		a.ID = a.Seal("snapshot")
		return a
	}
	p := &plan.Plan{Snapshot: "snapshot"}
	p.Actions = append(p.Actions,
		action("set-upn-suffix", "ad", "ad_users", plan.Change{Op: plan.Set, Attribute: "userPrincipalName", Before: "ada@contoso.example", After: "ada@fabrikam.example"}),
		action("add-routing-address", "ad", "ad_users", plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:ada@contoso.mail.onmicrosoft.com"}),
		action("clear-forwarding", "exo", "exo_mailboxes", plan.Change{Op: plan.Set, Attribute: "ForwardingSmtpAddress", Before: "smtp:x@contoso.example"}))
	p.Actions = append(p.Actions, action("set-target-address", "ad", "ad_users",
		plan.Change{Op: plan.Set, Attribute: "targetAddress", After: "SMTP:ada@contoso.mail.onmicrosoft.com"}, p.Actions[1].ID, plan.SyncWait))
	var text bytes.Buffer
	if err := p.Write(&text); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("plan.csv", text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return s
}

func fix(t *testing.T, s *ldaptest.Server, args ...string) (int, string) {
	t.Helper()
	code, said := runCommand(t, append([]string{"fix", "--ad", "ldap", "--url", s.URL(), "--user", scriptReader}, args...)...)
	if strings.Contains(said, scriptPassword) {
		t.Errorf("the password was printed:\n%s", said)
	}
	return code, said
}

// A preview, then the change, then the same again, then all of it back.
func TestFix(t *testing.T) {
	s := fixable(t, "contoso.example")
	names, addresses := s.Get(fixedPerson, "userPrincipalName"), s.Get(fixedPerson, "proxyAddresses")

	code, said := fix(t, s, "--unsupported-exchange-writes", "--transcript", "preview.csv", "plan.csv")
	if code != exitPartly || !strings.Contains(said, "would-change        2") || !strings.Contains(said, "nothing was changed") {
		t.Errorf("preview: %d\n%s", code, said)
	}
	if got := s.Get(fixedPerson, "userPrincipalName"); !slices.Equal(got, names) {
		t.Fatalf("the preview wrote %q", got)
	}

	code, said = fix(t, s, "--unsupported-exchange-writes", "--commit", "plan.csv")
	if code != exitPartly || !strings.Contains(said, "done           2") || !strings.Contains(said, "skipped        2") {
		t.Errorf("commit: %d\n%s", code, said)
	}
	if got := s.Get(fixedPerson, "userPrincipalName"); !slices.Equal(got, []string{"ada@fabrikam.example"}) {
		t.Errorf("got %q", got)
	}
	transcript, err := os.ReadFile("transcript.txt")
	if err != nil || !strings.Contains(string(transcript), "--unsupported-exchange-writes") || strings.Contains(string(transcript), scriptPassword) {
		t.Errorf("%v\n%s", err, transcript)
	}
	for _, want := range []string{"started  Ada Example  set-upn-suffix", "done  Ada Example  set-upn-suffix", "skipped  Ada Example  clear-forwarding", "waits for synchronization"} {
		if !strings.Contains(string(transcript), want) {
			t.Errorf("the transcript does not say %q:\n%s", want, transcript)
		}
	}

	if code, said := fix(t, s, "--unsupported-exchange-writes", "--commit", "plan.csv"); code != exitFailed || !strings.Contains(said, "transcript.csv: is there already") {
		t.Errorf("a transcript was written over: %d\n%s", code, said)
	}
	if code, said := fix(t, s, "--unsupported-exchange-writes", "--commit", "--transcript", "again.csv", "plan.csv"); code != exitPartly || !strings.Contains(said, "already        2") {
		t.Errorf("again: %d\n%s", code, said)
	}

	must(t, "undo", "--out", "undo.csv", "transcript.csv")
	if code, said := fix(t, s, "--unsupported-exchange-writes", "--commit", "--transcript", "undone.csv", "undo.csv"); code != exitDone {
		t.Errorf("undo: %d\n%s", code, said)
	}
	if got := s.Get(fixedPerson, "userPrincipalName"); !slices.Equal(got, names) {
		t.Errorf("got %q", got)
	}
	if got := s.Get(fixedPerson, "proxyAddresses"); !slices.Equal(got, addresses) {
		t.Errorf("got %q", got)
	}
}

func TestFixRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		place  string
		change func(*ldaptest.Server)
		args   []string
		code   int
		says   string
	}{
		{"another forest", "fabrikam.example", nil, []string{"--commit", "plan.csv"}, exitGuard, "the plan is for fabrikam.example, and this is the forest contoso.example"},
		{"too many changes", "contoso.example", nil, []string{"--commit", "--max-changes", "1", "plan.csv"}, exitGuard, "reversible actions are to be applied"},
		{"Exchange's attribute without the flag", "contoso.example", nil, []string{"--commit", "plan.csv"}, exitPartly, "refused        1"},
		{"drift", "contoso.example", func(s *ldaptest.Server) { s.Change(fixedPerson, "userPrincipalName", "other@contoso.example") }, []string{"--commit", "plan.csv"}, exitStale,
			"some values have changed since the plan was made"},
		{"drift, left out", "contoso.example", func(s *ldaptest.Server) { s.Change(fixedPerson, "userPrincipalName", "other@contoso.example") },
			[]string{"--commit", "--skip-drifted", "plan.csv"}, exitPartly, "drifted        1"},
		{"no plan", "contoso.example", nil, []string{"none.csv"}, exitFailed, "none.csv"},
		{"another way", "contoso.example", nil, []string{"--ad", "powershell", "plan.csv"}, exitUsage, "it is ldap"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := fixable(t, c.place)
			if c.change != nil {
				c.change(s)
			}
			before := s.Get(fixedPerson, "proxyAddresses")
			code, said := fix(t, s, c.args...)
			if code != c.code || !strings.Contains(said, c.says) {
				t.Errorf("got %d, want %d:\n%s", code, c.code, said)
			}
			if got := s.Get(fixedPerson, "proxyAddresses"); !slices.Equal(got, before) {
				t.Errorf("it wrote %q", got)
			}
		})
	}
}

// An interrupted run stops between two actions, and the run after it does the rest.
func TestFixInterrupted(t *testing.T) {
	s := fixable(t, "contoso.example")
	ctx, cancel := context.WithCancel(t.Context())
	s.Fault = func(r ldaptest.Request) ldaptest.Fault {
		if r.Kind == "modify" {
			cancel()
		}
		return ldaptest.Fault{}
	}
	var out bytes.Buffer
	args := []string{"rejoin", "fix", "--ad", "ldap", "--url", s.URL(), "--user", scriptReader, "--unsupported-exchange-writes", "--commit", "plan.csv"}
	if code := run(ctx, args, strings.NewReader(""), &out, &out); code != exitInterrupted || !strings.Contains(out.String(), "what was done is in transcript.csv") {
		t.Errorf("got %d\n%s", code, &out)
	}
	if got := s.Get(fixedPerson, "userPrincipalName"); !slices.Equal(got, []string{"ada@fabrikam.example"}) {
		t.Errorf("the first action: %q", got)
	}
	if got := s.Get(fixedPerson, "proxyAddresses"); len(got) != 2 {
		t.Errorf("the second action was done after the interrupt: %q", got)
	}
	if code, said := fix(t, s, "--unsupported-exchange-writes", "--commit", "--transcript", "rest.csv", "plan.csv"); code != exitPartly || !strings.Contains(said, "already        1") ||
		!strings.Contains(said, "done           1") {
		t.Errorf("the rest: %d\n%s", code, said)
	}
	if code, said := runCommand(t, "undo", "--out", "undo.csv", "transcript.csv", "rest.csv"); code != exitDone || !strings.Contains(said, "undo        2") {
		t.Errorf("undo: %d\n%s", code, said)
	}
}
