package ad

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rejoin/fixers"
	"rejoin/internal/ldap"
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Attributes that are looked at before anything is written.
const (
	moveStatus  = "msExchMailboxMoveStatus"
	mailboxGUID = "msExchMailboxGuid"
)

// Guard leaves out what is no business of Active Directory, or depends on what is none, and refuses what must not be written.
func (b *Backend) Guard(a *plan.Action) (fixers.Outcome, string, error) {
	if reason := elsewhere(a); reason != "" {
		return fixers.Skipped, reason, nil
	}
	if a.Place != "" && !strings.EqualFold(a.Place, b.forest) {
		return fixers.Refused, fmt.Sprintf("the object is in the forest %s, and this is %s", a.Place, b.forest), nil
	}
	for _, c := range a.Changes {
		switch {
		case fixers.IsExchanges(c.Attribute) && !b.writes:
			return fixers.Refused, c.Attribute + " is Exchange's: Microsoft does not support writing it without Exchange's tools; rejoin script uses those, and --unsupported-exchange-writes writes it all the same", nil
		case !b.known[strings.ToLower(c.Attribute)]:
			return fixers.Refused, "the forest's schema has no " + c.Attribute, nil
		}
	}
	if a.Authority == fixers.ADUnlessCloudManaged {
		return fixers.Refused, "the snapshot does not say whether Exchange Online manages the mailbox's attributes: import Get-Mailbox with IsExchangeCloudManaged, and plan again", nil
	}
	reason, err := b.hindrance(a)
	return fixers.Refused, reason, err
}

// Foreign says why a plan is none for this forest: nothing that is to be done in Active Directory is in it. Empty when it is one.
func (b *Backend) Foreign(p *plan.Plan) string {
	places := map[string]bool{}
	for _, a := range p.Actions {
		if a.System != directory.AD {
			continue
		}
		if a.Place == "" || strings.EqualFold(a.Place, b.forest) {
			return ""
		}
		places[a.Place] = true
	}
	if len(places) == 0 {
		return ""
	}
	return fmt.Sprintf("the plan is for %s, and this is the forest %s", strings.Join(slices.Sorted(maps.Keys(places)), ", "), b.forest)
}

// elsewhere says why an action cannot be done from here.
func elsewhere(a *plan.Action) string {
	switch {
	case a.System == fixers.BySync:
		return "synchronization will carry it back"
	case a.System != directory.AD:
		return "it is done in the cloud; rejoin script writes it as PowerShell"
	case slices.Contains(a.DependsOn, plan.SyncWait):
		return "it waits for synchronization, which cannot be seen from Active Directory: make a new plan when it has run"
	}
	for _, c := range a.Changes {
		if c.Op == plan.Call {
			return "Active Directory knows no call " + c.Attribute
		}
	}
	return ""
}

// hindrance looks at the live object for what forbids a change: an open move, a mailbox GUID that somebody else holds, missing rights.
// Empty when nothing does.
func (b *Backend) hindrance(a *plan.Action) (string, error) {
	name, err := objectName(a)
	if err != nil {
		return err.Error(), nil
	}
	entry, err := b.conn.Read(b.ctx, name, moveStatus)
	if ldap.IsAbsent(err) {
		return "", nil // looking says so
	}
	if err != nil {
		return "", err
	}
	if status, err := strconv.ParseInt(entry.Text(moveStatus), 10, 64); err == nil && recon.MoveStatusIsOpen(status) {
		return "a move of the mailbox is open", nil
	}
	for _, c := range a.Changes {
		if c.Attribute == mailboxGUID && c.After != "" {
			holder, err := b.holderOf(c.After, a.Target)
			if holder != "" || err != nil {
				return holder + " holds the mailbox's GUID already", err
			}
		}
	}
	return b.missingRight(name, a)
}

// holderOf names another object that holds a mailbox GUID; empty when none does.
func (b *Backend) holderOf(mailbox, target string) (string, error) {
	guid, err := directory.ParseGUID(mailbox)
	if err != nil {
		return "", err
	}
	own, _ := directory.ParseGUID(target)
	holder := ""
	search := ldap.Search{Base: b.base, Scope: ldap.Subtree, Filter: "(" + mailboxGUID + "=" + ldap.EscapeBytes(guid[:]) + ")", Attributes: []string{"objectGUID"}}
	err = b.conn.Each(b.ctx, search, func(entry ldap.Entry) error {
		if raw := entry.Values("objectGUID"); len(raw) != 1 || string(raw[0]) != string(own[:]) {
			holder = entry.DN
		}
		return nil
	})
	return holder, err
}

// missingRight names an attribute that the account may not write; empty when it may write all of them.
func (b *Backend) missingRight(name string, a *plan.Action) (string, error) {
	may, ok := b.may[name]
	if !ok {
		var err error
		if may, err = b.conn.Writable(b.ctx, name); err != nil {
			return "", err
		}
		b.may[name] = may
	}
	for _, c := range a.Changes {
		if !slices.ContainsFunc(may, func(one string) bool { return strings.EqualFold(one, c.Attribute) }) {
			return "the account may not write " + c.Attribute + " of this object", nil
		}
	}
	return "", nil
}
