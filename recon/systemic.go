package recon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// A rule that hits very many of those to whom it can apply has found one cause, not many mistakes: its findings become one.
const (
	systemicFloor = 20   // fewer people than that are never systemic
	usualShare    = 0.05 // of the people to whom a rule applies, where the policy says nothing
	examples      = 3    // people that a systemic finding names
)

// condense replaces the findings of rules that hit more than their share, or a whole domain or organisational unit, by one
// systemic finding each.
func (r *Result) condense() {
	c := &r.classification
	share := r.o.policy.SystemicShare
	if share <= 0 {
		share = usualShare
	}
	var kept, apart []Finding
	byRule := map[string][]Finding{}
	for _, f := range c.findings {
		if f.Apart || f.Identity == "" {
			apart = append(apart, f)
		} else {
			byRule[f.Rule] = append(byRule[f.Rule], f)
		}
	}
	for _, run := range c.rules {
		found := byRule[run.rule.ID]
		people := countPeople(found)
		switch {
		case people >= systemicFloor && float64(people) > share*float64(run.applied):
			kept = append(kept, systemicFinding(run, found, fmt.Sprintf("%d of the %d people to whom the rule applies", people, run.applied)))
			run.systemic += people
		default:
			kept = append(kept, r.condenseUnits(run, found)...)
		}
	}
	c.findings = append(kept, apart...)
}

// condenseUnits replaces the findings of every domain and organisational unit in which everybody is hit.
func (r *Result) condenseUnits(run *ruleRun, found []Finding) []Finding {
	if len(found) < systemicFloor || run.rule.Check == nil {
		return found
	}
	for _, whole := range []struct {
		word string
		of   func(*adRecord) uint32
		name func(string) string
	}{
		{"domain", func(u *adRecord) uint32 { return u.domain }, domainName},
		{"organisational unit", func(u *adRecord) uint32 { return u.unit }, func(dn string) string { return string(parentOf([]byte(dn))) }},
	} {
		hit := map[uint32]int{}
		last := ""
		for _, f := range found {
			if f.Identity != last {
				hit[f.unit(r.o, whole.of)]++
			}
			last = f.Identity
		}
		delete(hit, 0)
		for unit, people := range hit {
			if people < systemicFloor {
				delete(hit, unit)
			}
		}
		if len(hit) == 0 {
			continue
		}
		r.keepWhole(run, whole.of, hit, found)
		var kept []Finding
		inUnit := map[uint32][]Finding{}
		for _, f := range found {
			if unit := f.unit(r.o, whole.of); hit[unit] > 0 {
				inUnit[unit] = append(inUnit[unit], f)
			} else {
				kept = append(kept, f)
			}
		}
		for _, unit := range slices.SortedFunc(keysOf(inUnit), func(a, b uint32) int { return cmp.Compare(inUnit[a][0].Identity, inUnit[b][0].Identity) }) {
			about := fmt.Sprintf("all %d people of the %s %s to whom the rule applies", hit[unit], whole.word, whole.name(r.nameOf(inUnit[unit][0])))
			kept = append(kept, systemicFinding(run, inUnit[unit], about))
			run.systemic += hit[unit]
		}
		found = kept
	}
	return found
}

func keysOf[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// keepWhole drops the units in which the rule applies to somebody whom it did not hit. In a healthy organisation the first few
// rows of each unit tell.
func (r *Result) keepWhole(run *ruleRun, of func(*adRecord) uint32, units map[uint32]int, found []Finding) {
	o := r.o
	hit := map[ref]bool{}
	for _, f := range found {
		if f.known && f.self.table == inAD {
			hit[f.self.row] = true
		}
	}
	for row := ref(0); row < ref(o.ad.n) && len(units) > 0; row++ {
		user := o.ad.at(row)
		if units[of(user)] == 0 || hit[row] || user.flags&resource != 0 {
			continue
		}
		e := o.entryOf(object{inAD, row})
		record := o.record(e)
		if run.rule.speaksAbout(record, e) && (run.rule.Applies == nil || run.rule.Applies(record)) && o.missingInPart(run, e) == "" {
			delete(units, of(user))
		}
	}
}

// nameOf is the distinguished name of the person whom a finding is about, and who has an AD user.
func (r *Result) nameOf(f Finding) string {
	text := r.o.newTextReader()
	defer text.close()
	fields, err := text.fields(f.self)
	if err != nil {
		return "" // the row was read a moment ago; without its name the finding is as true
	}
	return string(fields[adName])
}

// unit is the unit of the person whom a finding is about; 0 when they have no AD user.
func (f *Finding) unit(o *organisation, of func(*adRecord) uint32) uint32 {
	if !f.known || f.self.table != inAD {
		return 0
	}
	return of(o.ad.at(f.self.row))
}

func countPeople(found []Finding) int {
	people := 0
	last := ""
	for _, f := range found {
		if f.Identity != last {
			people++
		}
		last = f.Identity
	}
	return people
}

// systemicFinding is the one finding that stands for many. It keeps what all of them have in common.
func systemicFinding(run *ruleRun, found []Finding, about string) Finding {
	one := found[0]
	for _, f := range found[1:] {
		one.Severity, one.Certainty = max(one.Severity, f.Severity), max(one.Certainty, f.Certainty)
		for _, cell := range []struct{ mine, theirs *string }{
			{&one.Attribute, &f.Attribute}, {&one.Have, &f.Have}, {&one.Want, &f.Want}, {&one.Join, &f.Join}, {&one.Fix, &f.Fix}} {
			if *cell.mine != *cell.theirs {
				*cell.mine = ""
			}
		}
		if one.System != f.System {
			one.System = ""
		}
		if one.Authority != f.Authority {
			one.Authority = ""
		}
		if one.Deadline.IsZero() || !f.Deadline.IsZero() && f.Deadline.Before(one.Deadline.Time) {
			one.Deadline = f.Deadline
		}
	}
	var names []string
	for _, f := range found {
		if name := cmp.Or(f.UPN, f.Person, f.Identity); len(names) < examples && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	one.Systemic, one.parts = countPeople(found), found
	one.Identity, one.Person, one.UPN, one.Object = "", "", "", ""
	one.Evidence = about + ", such as " + strings.Join(names, ", ")
	if run.rule.Cause != "" {
		one.Evidence += "; likely cause: " + run.rule.Cause
	}
	return one
}

// domainName is the name of the domain that a distinguished name is in.
func domainName(dn string) string {
	at := domainAt([]byte(dn))
	if at < 0 {
		return ""
	}
	return strings.ReplaceAll(strings.ReplaceAll(directory.Fold(dn[at:]), ",dc=", "."), "dc=", "")
}
