package policy

import (
	"slices"
	"strings"
	"time"

	"rejoin/recon/directory"
)

// SuffixFor is the UPN suffix that is wanted for an account; false when the policy does not say.
func (p *Policy) SuffixFor(forest, dn string) (suffix string, ok bool) {
	best := -1
	for _, rule := range p.UPNSuffixes {
		unit := normalDN(rule.OU)
		if rule.Forest != "" && !strings.EqualFold(rule.Forest, forest) || unit != "" && !isBelow([]byte(dn), unit) {
			continue
		}
		// An organisational unit is more particular than a forest, and a longer one more than a shorter.
		weight := 2 * len(unit)
		if rule.Forest != "" {
			weight++
		}
		if weight > best {
			best, suffix, ok = weight, rule.Suffix, true
		}
	}
	return suffix, ok
}

// AcceptedFor finds the acceptance of a rule's finding about somebody who is called by one of the given names, which are folded; false
// when there is none, or it has expired at now.
func (p *Policy) AcceptedFor(rule string, now time.Time, names ...string) (*Acceptance, bool) {
	for i := range p.Accepted {
		one := &p.Accepted[i]
		if strings.EqualFold(one.Rule, rule) && (now.IsZero() || !one.Expires.Before(now)) && (one.Who == "" || slices.Contains(names, directory.Fold(one.Who))) {
			return one, true
		}
	}
	return nil, false
}
