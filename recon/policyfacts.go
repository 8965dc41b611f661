package recon

import (
	"bytes"
	"slices"
	"strings"

	"rejoin/recon/directory"
	"rejoin/recon/policy"
)

// adPolicy notes what the policy says about the rows of ad_users.
type adPolicy struct {
	leavers, leave, services, outOfScope, nulled *policy.Matcher
	groups                                       []groupMatcher
	holds                                        *holdMatcher
	wanted                                       map[string][]string // by UPN suffix, the forests that the policy wants it for
}

// groupMatcher knows whom the policy wants in a group, and who is in it.
type groupMatcher struct{ who, members *policy.Matcher }

// selectorColumns are the columns of ad_users that the policy's selectors read.
func selectorColumns(p *policy.Policy) []string {
	all := append(append(append(append(policy.Selectors{}, p.Leavers...), p.Leave...), p.ServiceAccounts...), p.OutOfScope...)
	all = append(append(all, p.NulledGUIDs...), p.Protected...)
	for _, hold := range p.LitigationHold {
		if !onlyNames(hold.Who) {
			all = append(all, hold.Who...)
		}
	}
	for _, group := range p.OnboardingGroups {
		all = append(append(all, group.Who...), policy.Selector{Group: group.Group})
	}
	return all.Columns()
}

// newADPolicy compiles the policy for rows that are read with the given columns; nil when the policy says nothing of people.
func (o *organisation) newADPolicy(names []string) *adPolicy {
	p := o.policy
	at := func(column string) int { return indexOf(names, column) }
	compile := func(s policy.Selectors) *policy.Matcher { return s.Compile(at, o.membersOf) }
	l := &adPolicy{leavers: compile(p.Leavers), leave: compile(p.Leave), services: compile(p.ServiceAccounts), outOfScope: compile(p.OutOfScope),
		nulled: compile(p.NulledGUIDs), holds: o.newHoldMatcher(compile), wanted: map[string][]string{}}
	for _, group := range p.OnboardingGroups {
		l.groups = append(l.groups, groupMatcher{compile(group.Who), compile(policy.Selectors{{Group: group.Group}})})
	}
	for _, suffix := range p.UPNSuffixes {
		if suffix.Forest != "" && suffix.OU == "" {
			l.wanted[directory.Fold(suffix.Suffix)] = append(l.wanted[directory.Fold(suffix.Suffix)], suffix.Forest)
		}
	}
	return l
}

// compile makes a matcher for rows that a text reader reads.
func (o *organisation) compile(selectors policy.Selectors) *policy.Matcher {
	names := o.columnsOf(inAD)
	return selectors.Compile(func(column string) int { return indexOf(names, column) }, o.membersOf)
}

func indexOf(names []string, name string) int {
	for i, one := range names {
		if one == name {
			return i
		}
	}
	return -1
}

func (l *adPolicy) facts(f [][]byte, r *adRecord, forest string) {
	if len(l.wanted) > 0 && l.isUnwanted(f[adUPN], forest) {
		r.facts |= SuffixUnwanted
	}
	if l.leavers.Match(f) {
		r.facts |= Leaver
	}
	if l.leave.Match(f) {
		r.facts |= OnLeave
	}
	if l.services.Match(f) {
		r.facts |= ServiceAccount
	}
	if l.outOfScope.Match(f) {
		r.facts |= OutOfScope
	}
	if l.nulled.Match(f) {
		r.facts |= NulledOnPurpose
	}
	for _, group := range l.groups {
		if group.who.Match(f) && !group.members.Match(f) {
			r.facts |= GroupMissing
		}
	}
	if r.hold = l.holds.match(f, r.upn, r.primary); r.hold != 0 {
		r.facts |= HoldWanted
	}
}

// isUnwanted says whether the policy wants a UPN's suffix for other forests only.
func (l *adPolicy) isUnwanted(upn []byte, forest string) bool {
	suffix := upn[bytes.LastIndexByte(upn, '@')+1:]
	forests, ok := l.wanted[string(suffix)]
	if !ok {
		forests, ok = l.wanted[directory.Fold(string(suffix))]
	}
	return ok && !slices.ContainsFunc(forests, func(one string) bool { return strings.EqualFold(one, forest) })
}

// cloudPolicy notes what the policy says about users who may have no AD user: only names can mean them.
type cloudPolicy struct {
	leavers, leave, services map[key]bool
	holds                    *holdMatcher
}

func (o *organisation) newCloudPolicy() *cloudPolicy {
	p := o.policy
	return &cloudPolicy{leavers: namedPeople(p.Leavers), leave: namedPeople(p.Leave), services: namedPeople(p.ServiceAccounts), holds: o.newHoldMatcher(nil)}
}

// namedPeople are the keys of the names in selectors that have nothing but names.
func namedPeople(selectors policy.Selectors) map[key]bool {
	names := map[key]bool{}
	for _, one := range selectors {
		if onlyNames(policy.Selectors{one}) {
			for _, name := range one.People {
				names[hashFolded([]byte(name), addressKey)] = true
			}
		}
	}
	return names
}

func onlyNames(selectors policy.Selectors) bool {
	for _, one := range selectors {
		if one.OU != "" || one.Attribute != "" || one.Group != "" {
			return false
		}
	}
	return true
}

func (l *cloudPolicy) facts(_ [][]byte, r *entraRecord) {
	if named(l.leavers, r) {
		r.facts |= Leaver
	}
	if named(l.leave, r) {
		r.facts |= OnLeave
	}
	if named(l.services, r) {
		r.facts |= ServiceAccount
	}
	if r.hold = l.holds.match(nil, r.upn, r.primary); r.hold != 0 {
		r.facts |= HoldWanted
	}
}

func named(names map[key]bool, r *entraRecord) bool {
	return len(names) > 0 && (names[r.upn] || names[r.primary])
}

// HoldWish is a litigation hold as the policy wants it.
type HoldWish struct {
	Duration policy.Days // 0: the policy does not say
	Owner    string      // empty: the policy does not say
}

// holdWishes are the different holds that the policy wants: few, though a list may name thousands of people.
func holdWishes(p *policy.Policy) []HoldWish {
	var all []HoldWish
	for _, hold := range p.LitigationHold {
		if wish := (HoldWish{hold.Duration, hold.Owner}); !slices.Contains(all, wish) {
			all = append(all, wish)
		}
	}
	return all
}

// holdMatcher finds the hold that the policy wants for somebody. Rules that have nothing but names, of which a list gives one
// for each row, are looked up, and go before the others.
type holdMatcher struct {
	byName map[key]uint16
	others []otherHold
}

type otherHold struct {
	rule    uint16
	matcher *policy.Matcher
}

// newHoldMatcher compiles the hold rules; with a nil compile only those that have nothing but names.
func (o *organisation) newHoldMatcher(compile func(policy.Selectors) *policy.Matcher) *holdMatcher {
	m := &holdMatcher{byName: map[key]uint16{}}
	for _, hold := range o.policy.LitigationHold {
		rule := uint16(slices.Index(o.org.holds, HoldWish{hold.Duration, hold.Owner}) + 1)
		if onlyNames(hold.Who) {
			for name := range namedPeople(hold.Who) {
				if m.byName[name] == 0 {
					m.byName[name] = rule
				}
			}
		} else if compile != nil {
			m.others = append(m.others, otherHold{rule, compile(hold.Who)})
		}
	}
	return m
}

func (m *holdMatcher) match(f [][]byte, upn, primary key) uint16 {
	if len(m.byName) > 0 {
		if rule := m.byName[upn]; rule != 0 {
			return rule
		}
		if rule := m.byName[primary]; rule != 0 {
			return rule
		}
	}
	for _, other := range m.others {
		if other.matcher.Match(f) {
			return other.rule
		}
	}
	return 0
}
