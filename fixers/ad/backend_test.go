package ad

import (
	"crypto/sha256"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rejoin/fixers"
	"rejoin/internal/ldap"
	"rejoin/internal/ldap/ldaptest"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

const (
	writer = "writer@contoso.example"
	secret = "pass-phrase of nobody"
	ada    = "CN=Ada,OU=People,DC=contoso,DC=example"
	group  = "CN=Cloud Users,OU=Groups,DC=contoso,DC=example"
	guid   = "5d31da8c-02fe-4f25-bb8d-48f0411d2633"
)

var schema = []string{"objectGUID", "userPrincipalName", "mail", "mailNickname", "proxyAddresses", "msExchMailboxGuid", "msExchMailboxMoveStatus", "msExchHideFromAddressLists",
	"msExchRecipientTypeDetails", "member", "targetAddress"}

// serve starts a domain with a person and a group.
func serve(t *testing.T, change func(*ldaptest.Server)) (*ldaptest.Server, *ldap.Conn) {
	t.Helper()
	s := ldaptest.NewDomain(schema, "17003", writer, secret)
	s.Single = []string{"userPrincipalName", "mail", "mailNickname", "msExchMailboxGuid", "msExchHideFromAddressLists", "targetAddress", "msExchRecipientTypeDetails"}
	s.Add(ldaptest.User(ada, ldaptest.Attr("userPrincipalName", "ada@contoso.example"), ldaptest.Attr("mailNickname", "ada"),
		ldaptest.Attr("proxyAddresses", "SMTP:ada@contoso.example", "smtp:countess@contoso.example", "X500:/o=Old/cn=ada")),
		ldaptest.Group(group, ldaptest.Attr("member", "CN=Somebody,DC=contoso,DC=example")))
	if change != nil {
		change(s)
	}
	s.Start(t)
	conn, err := ldap.Connect(t.Context(), ldap.Settings{URL: s.URL(), Login: ldap.Login{Name: writer, Password: secret}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return s, conn
}

func idOf(name string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(name)))
	return directory.GUID(sum[:16]).String()
}

func action(changes ...plan.Change) plan.Action {
	return plan.Action{ID: "a1", Fix: "test", System: directory.AD, Table: "ad_users", Target: idOf(ada), Place: "contoso.example", Changes: changes, Decision: plan.Apply,
		Risk: plan.Reversible, Who: "Ada"}
}

// carry carries actions out, and returns what became of the last one, with the note.
func carry(t *testing.T, conn *ldap.Conn, commit, exchange bool, actions ...plan.Action) (fixers.Outcome, string, []fixers.Entry) {
	t.Helper()
	p := &plan.Plan{Snapshot: "s", Actions: actions}
	b, err := New(t.Context(), conn, p, exchange)
	if err != nil {
		t.Fatal(err)
	}
	var entries []fixers.Entry
	run := &fixers.Run{Plan: p, Backend: b, Commit: commit, SkipDrifted: true, Clock: time.Now, Record: func(e fixers.Entry) error {
		entries = append(entries, e)
		return nil
	}}
	if _, err := run.Do(); err != nil {
		t.Fatal(err)
	}
	last := entries[len(entries)-1]
	return last.Outcome, last.Note, entries
}

func TestOutcomes(t *testing.T) {
	setAlias := plan.Change{Op: plan.Set, Attribute: "mailNickname", Before: "ada", After: "ada.l"}
	setGUID := plan.Change{Op: plan.Set, Attribute: "msExchMailboxGuid", After: guid}
	parsed, _ := directory.ParseGUID(guid)
	for _, c := range []struct {
		name   string
		action plan.Action
		change func(*ldaptest.Server)
		looks  bool // a preview
		own    bool // Exchange's attributes may not be written
		want   fixers.Outcome
		note   string
		now    map[string][]string // what the person has afterwards
	}{
		{name: "done", action: action(setAlias), want: fixers.Done, now: map[string][]string{"mailNickname": {"ada.l"}}},
		{name: "a preview writes nothing", action: action(setAlias), looks: true, want: fixers.WouldChange, now: map[string][]string{"mailNickname": {"ada"}}},
		{name: "on hold", action: func() plan.Action { a := action(setAlias); a.Decision = plan.Hold; return a }(), want: fixers.WouldChange, note: "on hold",
			now: map[string][]string{"mailNickname": {"ada"}}},
		{name: "already", action: action(plan.Change{Op: plan.Set, Attribute: "mailNickname", Before: "x", After: "ada"}), want: fixers.Already},
		{name: "drifted", action: action(plan.Change{Op: plan.Set, Attribute: "mailNickname", Before: "x", After: "y"}), want: fixers.Drifted, note: "mailNickname is ada now",
			now: map[string][]string{"mailNickname": {"ada"}}},
		{name: "gone", action: func() plan.Action { a := action(setAlias); a.Target = guid; return a }(), want: fixers.Drifted, note: "not there any more"},
		{name: "bytes of a GUID", action: action(setGUID), want: fixers.Done, now: map[string][]string{"msExchMailboxGuid": {string(parsed[:])}}},
		{name: "a boolean", action: action(plan.Change{Op: plan.Set, Attribute: "msExchHideFromAddressLists", After: "true"}), want: fixers.Done,
			now: map[string][]string{"msExchHideFromAddressLists": {"TRUE"}}},
		{name: "cleared", action: action(plan.Change{Op: plan.Set, Attribute: "mailNickname", Before: "ada"}), want: fixers.Done, now: map[string][]string{"mailNickname": nil}},
		{name: "an address comes, and the others stay", action: action(plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:ada@contoso.mail.onmicrosoft.com"}),
			want: fixers.Done, now: map[string][]string{"proxyAddresses": {"SMTP:ada@contoso.example", "smtp:countess@contoso.example", "X500:/o=Old/cn=ada", "smtp:ada@contoso.mail.onmicrosoft.com"}}},
		{name: "an address goes", action: action(plan.Change{Op: plan.Remove, Attribute: "proxyAddresses", Before: "smtp:countess@contoso.example"}), want: fixers.Done,
			now: map[string][]string{"proxyAddresses": {"SMTP:ada@contoso.example", "X500:/o=Old/cn=ada"}}},
		{name: "the primary address changes", want: fixers.Done, action: action(plan.Change{Op: plan.Set, Attribute: "proxyAddresses",
			Before: "SMTP:ada@contoso.example;smtp:countess@contoso.example;X500:/o=Old/cn=ada", After: "smtp:ada@contoso.example;SMTP:countess@contoso.example;X500:/o=Old/cn=ada"}),
			now: map[string][]string{"proxyAddresses": {"X500:/o=Old/cn=ada", "smtp:ada@contoso.example", "SMTP:countess@contoso.example"}}},
		{name: "several attributes, together", action: action(setAlias, setGUID), want: fixers.Done, now: map[string][]string{"mailNickname": {"ada.l"}, "msExchMailboxGuid": {string(parsed[:])}}},
		{name: "no right", action: action(setAlias), change: func(s *ldaptest.Server) { s.Writable = []string{"mail"} }, want: fixers.Refused, note: "may not write mailNickname",
			now: map[string][]string{"mailNickname": {"ada"}}},
		{name: "no right, seen in the preview", action: action(setAlias), change: func(s *ldaptest.Server) { s.Writable = []string{"mail"} }, looks: true, want: fixers.Refused,
			note: "may not write mailNickname"},
		{name: "Exchange's attribute", action: action(setAlias), own: true, want: fixers.Refused, note: "--unsupported-exchange-writes", now: map[string][]string{"mailNickname": {"ada"}}},
		{name: "an identity attribute needs no flag", own: true, want: fixers.Done, now: map[string][]string{"userPrincipalName": {"ada@fabrikam.example"}},
			action: action(plan.Change{Op: plan.Set, Attribute: "userPrincipalName", Before: "ada@contoso.example", After: "ada@fabrikam.example"})},
		{name: "not in the schema", action: action(plan.Change{Op: plan.Set, Attribute: "homeMDB", After: "CN=x"}), want: fixers.Refused, note: "schema has no homeMDB"},
		{name: "a move is open", action: action(setAlias), change: func(s *ldaptest.Server) { s.Change(ada, "msExchMailboxMoveStatus", "2") }, want: fixers.Refused, note: "a move of the mailbox is open"},
		{name: "somebody holds the GUID", action: action(setGUID), want: fixers.Refused, note: "CN=Bob,OU=People,DC=contoso,DC=example holds the mailbox's GUID already",
			change: func(s *ldaptest.Server) {
				s.Add(ldaptest.User("CN=Bob,OU=People,DC=contoso,DC=example", ldaptest.Attr("msExchMailboxGuid", string(parsed[:]))))
			}},
		{name: "managed in the cloud, perhaps", action: func() plan.Action { a := action(setAlias); a.Authority = fixers.ADUnlessCloudManaged; return a }(), want: fixers.Refused,
			note: "IsExchangeCloudManaged", now: map[string][]string{"mailNickname": {"ada"}}},
		{name: "another forest", action: func() plan.Action { a := action(setAlias); a.Place = "fabrikam.example"; return a }(), want: fixers.Refused, note: "and this is contoso.example"},
		{name: "the cloud's", action: func() plan.Action { a := action(setAlias); a.System = directory.EXO; return a }(), want: fixers.Skipped, note: "rejoin script"},
		{name: "after synchronization", action: func() plan.Action { a := action(setAlias); a.DependsOn = []string{plan.SyncWait}; return a }(), want: fixers.Skipped, note: "waits for synchronization"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, conn := serve(t, c.change)
			outcome, note, entries := carry(t, conn, !c.looks, !c.own, c.action)
			if outcome != c.want || !strings.Contains(note, c.note) {
				t.Errorf("got %s, %q, want %s, %q", outcome, note, c.want, c.note)
			}
			if begun := entries[0].Outcome == fixers.Started; begun != (c.want == fixers.Done) {
				t.Errorf("begun: %v, and it was %s", begun, outcome)
			}
			for attribute, want := range c.now {
				if got := s.Get(ada, attribute); !slices.Equal(got, want) {
					t.Errorf("%s: got %q, want %q", attribute, got, want)
				}
			}
			if c.want == fixers.Done {
				if outcome, _, _ := carry(t, conn, true, !c.own, c.action); outcome != fixers.Already {
					t.Errorf("a second run: %s", outcome)
				}
			}
		})
	}
}

func TestGroupMembership(t *testing.T) {
	s, conn := serve(t, nil)
	a := plan.Action{ID: "a1", Fix: "add-group-member", System: directory.AD, Table: "ad_groups", Target: idOf(group), Place: "contoso.example", Decision: plan.Apply, Risk: plan.Reversible,
		Changes: []plan.Change{{Op: plan.Add, Attribute: "member", After: ada}}}
	if outcome, note, _ := carry(t, conn, true, false, a); outcome != fixers.Done {
		t.Fatalf("got %s, %s", outcome, note)
	}
	if got := s.Get(group, "member"); len(got) != 2 || got[1] != ada {
		t.Errorf("got %q", got)
	}
}

// The outcomes that need a server which misbehaves at the right moment.
func TestWhenTheServerMisbehaves(t *testing.T) {
	setAlias := action(plan.Change{Op: plan.Set, Attribute: "mailNickname", Before: "ada", After: "ada.l"})
	onModify := func(fault func(*ldaptest.Server) ldaptest.Fault) func(*ldaptest.Server) {
		return func(s *ldaptest.Server) {
			s.Fault = func(r ldaptest.Request) ldaptest.Fault {
				if r.Kind == "modify" {
					return fault(s)
				}
				return ldaptest.Fault{}
			}
		}
	}
	for _, c := range []struct {
		name   string
		change func(*ldaptest.Server)
		want   fixers.Outcome
		note   string
		now    string
	}{
		{"refused for missing rights that the server did not tell of", onModify(func(*ldaptest.Server) ldaptest.Fault {
			return ldaptest.Fault{Code: 50, Diagnostic: "INSUFF_ACCESS_RIGHTS"}
		}),
			fixers.Failed, "", "ada"},
		{"somebody was faster", onModify(func(*ldaptest.Server) ldaptest.Fault { return ldaptest.Fault{Code: 16} }), fixers.Drifted, "in this very moment", "ada"},
		{"somebody overwrites it at once", func(s *ldaptest.Server) {
			var begun atomic.Bool
			s.Fault = func(r ldaptest.Request) ldaptest.Fault {
				if r.Kind == "modify" {
					begun.Store(true)
				} else if begun.Load() {
					s.Change(ada, "mailNickname", "other")
				}
				return ldaptest.Fault{}
			}
		}, fixers.Unverified, "mailNickname is other now", "other"},
		{"the connection breaks before the change", onModify(func(*ldaptest.Server) ldaptest.Fault { return ldaptest.Fault{Drop: true} }), fixers.Failed, "", "ada"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, conn := serve(t, c.change)
			outcome, note, entries := carry(t, conn, true, true, setAlias)
			if outcome != c.want || !strings.Contains(note, c.note) || note == "" {
				t.Errorf("got %s, %q", outcome, note)
			}
			if entries[0].Outcome != fixers.Started {
				t.Errorf("it was not written down that the change began: %+v", entries[0])
			}
			if got := s.Get(ada, "mailNickname"); !slices.Equal(got, []string{c.now}) {
				t.Errorf("got %q", got)
			}
		})
	}
}

// What was done is taken back over the same path.
func TestUndo(t *testing.T) {
	s, conn := serve(t, nil)
	done := action(plan.Change{Op: plan.Set, Attribute: "mailNickname", Before: "ada", After: "ada.l"},
		plan.Change{Op: plan.Add, Attribute: "proxyAddresses", After: "smtp:ada@contoso.mail.onmicrosoft.com"},
		plan.Change{Op: plan.Set, Attribute: "msExchMailboxGuid", After: guid})
	done.Fix = "enable-remote-mailbox"
	before := map[string][]string{}
	for _, attribute := range []string{"mailNickname", "proxyAddresses", "msExchMailboxGuid"} {
		before[attribute] = s.Get(ada, attribute)
	}
	_, _, entries := carry(t, conn, true, true, done)
	back, not := fixers.Undo([]*fixers.Transcribed{{Heading: fixers.Heading{Snapshot: "s"}, Entries: entries}})
	if len(not) > 0 || len(back.Actions) != 1 {
		t.Fatalf("got %+v, not undoable %+v", back.Actions, not)
	}
	if outcome, note, _ := carry(t, conn, true, true, back.Actions...); outcome != fixers.Done {
		t.Fatalf("got %s, %s", outcome, note)
	}
	for attribute, want := range before {
		if got := s.Get(ada, attribute); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", attribute, got, want)
		}
	}
}
