package recon

import (
	"slices"

	"rejoin/recon/directory"
)

// Pass is one rule's look at one person, or at the organisation. Identity is nil in a look at the organisation.
type Pass struct {
	*Identity
	Record Record
	Org    *Org

	rule    *Rule
	entry   entry
	text    *textReader
	rows    *rowReader
	failed  error    // what went wrong while a rule read more of the snapshot
	weakest Strength // the weakest of the joins that the rule rests on
	found   func(Finding)
	skipped func(reason string)
}

// Report adds a finding. The rule says what it saw: System, Attribute, Have, Want, Evidence; and Severity, Certainty, Fix,
// Deadline where they are not the rule's usual ones. System empty means that the finding is about no single object. Object may
// be set where it is not the person's own object in System.
func (p *Pass) Report(f Finding) {
	f.Rule, f.Name = p.rule.ID, p.rule.Name
	if f.Severity == Unrated {
		f.Severity = p.rule.Severity
	}
	if p.Identity != nil {
		p.about(&f)
	}
	switch {
	case f.Fix == NoFix:
		f.Fix = ""
	case f.Fix == "" && len(p.rule.Fixes) > 0:
		f.Fix = p.rule.Fixes[0]
	}
	p.found(f)
}

// about fills in whose finding it is, and how sure the joins leave it.
func (p *Pass) about(f *Finding) {
	i := p.Identity
	f.Identity, f.Person, f.UPN = i.Key, i.name(), i.upn()
	f.Join = p.weakest.String()
	switch {
	case p.weakest == Weak, p.Record.Contested && len(i.Rivals) > 0 && p.rule.Sides != 0:
		f.Certainty = Suspect
	case p.weakest != NotJoined && !p.weakest.Strong():
		f.Certainty = max(f.Certainty, Likely)
	}
	if p.rule.Synced && (p.Org.LastSync.IsZero() || i.Recipient() != nil && i.Recipient().WhenChanged.IsZero()) {
		f.Certainty = max(f.Certainty, Likely)
	}
	if f.Object == "" {
		f.Object = i.objectIn(f.System, f.Attribute)
	}
	if f.Authority == "" {
		if p.rule.Exchange {
			f.Authority = i.ExchangeAuthority()
		} else {
			f.Authority = i.IdentityAuthority()
		}
	}
}

// Joined says whether some sides of the person are there, and joined by more than one address.
func (p *Pass) Joined(sides Sides) bool {
	r := p.Record
	if sides&OnAD != 0 && !r.AD || sides&OnEntra != 0 && !r.Entra || sides&OnMailbox != 0 && !r.Mailbox {
		return false
	}
	return p.entry.weakest(sides) != Weak
}

// NotEvaluated says that the rule cannot tell for this person, and why: what is missing. The reasons of a rule are counted, so
// they name no person.
func (p *Pass) NotEvaluated(reason string) { p.skipped(reason) }

// Absent is how sure a finding can be that rests on an object's absence from a table: certain where the table is proven to be
// complete, likely where a person claims it. Where it is neither, nothing follows, and ok is false.
func (p *Pass) Absent(tables ...string) (sure Certainty, ok bool) {
	for _, table := range tables {
		switch p.Org.Complete(table) {
		case "no":
			return Suspect, false
		case "claimed":
			sure = Likely
		}
	}
	return sure, true
}

// HoldWish is the litigation hold that the policy wants for the person; false when it wants none.
func (p *Pass) HoldWish() (HoldWish, bool) {
	if p.Identity.hold == 0 {
		return HoldWish{}, false
	}
	return p.Org.holds[p.Identity.hold-1], true
}

// RemotePeer is some other remote mailbox of the person's forest, to see what Exchange writes there; nil when there is none.
func (p *Pass) RemotePeer() *directory.ADUser {
	o := p.Org.o
	if p.entry.ad == none {
		return nil
	}
	forest := o.ad.at(p.entry.ad).forest
	for row := range ref(o.ad.n) {
		if user := o.ad.at(row); user.forest == forest && user.facts&RemoteType != 0 && row != p.entry.ad {
			peer, err := p.rows.adUser(row)
			if err != nil {
				p.failed = err
			}
			return peer
		}
	}
	return nil
}

// MissingGroups are the distinguished names of the groups in which the policy wants the person, and of which they are no member.
func (p *Pass) MissingGroups() []string {
	if p.entry.ad == none {
		return nil
	}
	fields, err := p.text.fields(object{inAD, p.entry.ad})
	if err != nil {
		p.failed = err
		return nil
	}
	var missing []string
	for i, group := range p.Org.o.newADPolicy(p.Org.o.columnsOf(inAD)).groups {
		if group.who.Match(fields) && !group.members.Match(fields) {
			missing = append(missing, p.Org.Policy.OnboardingGroups[i].Group)
		}
	}
	return missing
}

// WantedSuffix is the UPN suffix that the policy wants for the person's account; empty when it does not say.
func (p *Pass) WantedSuffix() string {
	if p.AD == nil {
		return ""
	}
	suffix, _ := p.Org.Policy.SuffixFor(p.AD.Forest, p.AD.DistinguishedName)
	return suffix
}

// Names are all that the person is called by, folded: the policy's lists are compared with them.
func (i *Identity) Names() []string {
	names := []string{directory.Fold(i.Key)}
	add := func(some ...string) {
		for _, name := range some {
			if name = directory.Fold(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if i.AD != nil {
		add(i.AD.UserPrincipalName, i.AD.PrimarySMTP(), i.AD.ObjectGUID.String(), i.AD.SAMAccountName)
	}
	if i.Linked != nil {
		add(i.Linked.PrimarySMTP(), i.Linked.ObjectGUID.String())
	}
	if i.Entra != nil {
		add(i.Entra.UserPrincipalName, i.Entra.PrimarySMTP(), i.Entra.ID.String())
	}
	if i.Mailbox != nil {
		add(i.Mailbox.UserPrincipalName, i.Mailbox.PrimarySMTP(), i.Mailbox.ExchangeGUID.String())
	}
	return names
}

func (i *Identity) name() string {
	switch {
	case i.AD != nil && i.AD.DisplayName != "":
		return i.AD.DisplayName
	case i.Entra != nil && i.Entra.DisplayName != "":
		return i.Entra.DisplayName
	case i.Mailbox != nil && i.Mailbox.DisplayName != "":
		return i.Mailbox.DisplayName
	case i.AD != nil:
		return i.AD.SAMAccountName
	}
	return ""
}

func (i *Identity) upn() string {
	switch {
	case i.AD != nil && i.AD.UserPrincipalName != "":
		return i.AD.UserPrincipalName
	case i.Entra != nil && i.Entra.UserPrincipalName != "":
		return i.Entra.UserPrincipalName
	case i.Mailbox != nil:
		return i.Mailbox.UserPrincipalName
	}
	return ""
}

// objectIn is the GUID of the person's object in a system: for an Exchange attribute of AD that of the recipient.
func (i *Identity) objectIn(system directory.System, attribute string) string {
	switch {
	case system == directory.AD && i.AD != nil && isExchangeColumn(attribute):
		return i.Recipient().ObjectGUID.String()
	case system == directory.AD && i.AD != nil:
		return i.AD.ObjectGUID.String()
	case system == directory.Entra && i.Entra != nil:
		return i.Entra.ID.String()
	case system == directory.EXO && i.Mailbox != nil:
		return i.Mailbox.ExchangeGUID.String()
	}
	return ""
}

// MoveOpen says whether a move of the person's mailbox is open: by AD's msExchMailboxMoveStatus, by the mailbox's own
// MailboxMoveStatus, or by exo_moves.
func (p *Pass) MoveOpen() bool { return p.Record.Any(MoveInAD | MoveInCloud) }

// Protected says whether the person must not be touched by a plan, and why: they hold a directory role, or the policy says so.
func (p *Pass) Protected() (why string, protected bool) {
	if e := p.Entra; e != nil {
		if roles := p.Org.Roles(e.ID); len(roles) > 0 {
			return "holds the role " + roles[0], true
		}
	}
	if len(p.Org.Policy.Protected) == 0 {
		return "", false
	}
	if p.Org.Policy.Protected.NamesPerson(p.Names()...) {
		return "the policy names them", true
	}
	if p.entry.ad == none {
		return "", false
	}
	fields, err := p.text.fields(object{inAD, p.entry.ad})
	if err != nil {
		p.failed = err
		return "", false
	}
	if p.Org.o.compile(p.Org.Policy.Protected).Match(fields) {
		return "the policy says so", true
	}
	return "", false
}
