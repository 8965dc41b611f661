package policy

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// keys are the readers of a policy file's top-level keys. A key without a value says nothing.
func (l *loader) keys() map[string]reader {
	p := l.policy
	top := map[string]reader{
		"source-anchor":           l.sourceAnchor,
		"join-keys":               l.joinKeys,
		"upn-suffixes":            l.upnSuffixes,
		"routing-domain":          func(n *yaml.Node, at string) { p.RoutingDomain = l.domain(n, at) },
		"exchange-on-premises":    func(n *yaml.Node, at string) { p.ExchangeOnPremises = l.choice(n, at) },
		"alternate-login-id":      func(n *yaml.Node, at string) { p.AlternateLoginID = l.column(n, at, "ad_users") },
		"offboarding":             func(n *yaml.Node, at string) { p.Offboarding = l.choice(n, at) == Yes },
		"leavers":                 l.leavers,
		"litigation-hold":         l.holds,
		"service-accounts":        func(n *yaml.Node, at string) { p.ServiceAccounts = l.selectors(n, at) },
		"out-of-scope":            func(n *yaml.Node, at string) { p.OutOfScope = l.selectors(n, at) },
		"guids-nulled-on-purpose": func(n *yaml.Node, at string) { p.NulledGUIDs = l.everybodyOr(n, at) },
		"protected":               func(n *yaml.Node, at string) { p.Protected = l.selectors(n, at) },
		"hidden-rooms":            func(n *yaml.Node, at string) { p.HiddenRooms = l.choice(n, at) == Yes },
		"target-domains":          func(n *yaml.Node, at string) { p.TargetDomains = l.domains(n, at) },
		"onboarding-groups":       l.groups,
		"internal-domains":        func(n *yaml.Node, at string) { p.ForwardingDomains = l.domains(n, at) },
		"severities":              l.severities,
		"systemic-share":          func(n *yaml.Node, at string) { p.SystemicShare = l.percent(n, at) },
		"accepted":                l.accepted,
	}
	for key, read := range top {
		top[key] = func(n *yaml.Node, at string) {
			if !isNull(n) {
				p.said[key] = true
				read(n, at)
			}
		}
	}
	return top
}

func (l *loader) sourceAnchor(n *yaml.Node, at string) {
	l.policy.SourceAnchor = map[string]string{}
	l.eachPair(n, at, func(forest, value *yaml.Node, at string) {
		l.policy.SourceAnchor[strings.ToLower(forest.Value)] = l.column(value, at, "ad_users")
	})
}

func (l *loader) joinKeys(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		var key JoinKey
		l.mapping(n, at, map[string]reader{
			"ad":    func(n *yaml.Node, at string) { key.AD = l.column(n, at, "ad_users") },
			"entra": func(n *yaml.Node, at string) { key.Entra = l.column(n, at, "entra_users") },
		})
		l.require(n, at, map[string]bool{"ad": key.AD != "", "entra": key.Entra != ""})
		l.policy.JoinKeys = append(l.policy.JoinKeys, key)
	})
}

func (l *loader) upnSuffixes(n *yaml.Node, at string) {
	lines := map[[2]string]int{}
	l.each(n, at, func(n *yaml.Node, at string) {
		var rule SuffixRule
		l.mapping(n, at, map[string]reader{
			"forest": func(n *yaml.Node, at string) { rule.Forest = strings.ToLower(l.text(n, at)) },
			"ou":     func(n *yaml.Node, at string) { rule.OU = l.dn(n, at) },
			"suffix": func(n *yaml.Node, at string) { rule.Suffix = l.domain(n, at) },
		})
		l.require(n, at, map[string]bool{"suffix": rule.Suffix != ""})
		for _, other := range l.policy.UPNSuffixes {
			if other.Forest == rule.Forest && normalDN(other.OU) == normalDN(rule.OU) && other.Suffix != rule.Suffix {
				l.bad(n, at, rule.Suffix, fmt.Sprintf("line %d wants another suffix for the same forest and organisational unit", lines[[2]string{other.Forest, normalDN(other.OU)}]),
					"keep one of the two")
				return
			}
		}
		lines[[2]string{rule.Forest, normalDN(rule.OU)}] = n.Line
		l.policy.UPNSuffixes = append(l.policy.UPNSuffixes, rule)
	})
}

func (l *loader) leavers(n *yaml.Node, at string) {
	l.mapping(n, at, map[string]reader{
		"who":      func(n *yaml.Node, at string) { l.policy.Leavers = l.selectors(n, at) },
		"on-leave": func(n *yaml.Node, at string) { l.policy.Leave = l.selectors(n, at) },
	})
	l.require(n, at, map[string]bool{"who": len(l.policy.Leavers) > 0})
}

func (l *loader) groups(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		var rule GroupRule
		l.mapping(n, at, map[string]reader{
			"group": func(n *yaml.Node, at string) { rule.Group = l.dn(n, at) },
			"who":   func(n *yaml.Node, at string) { rule.Who = l.selectors(n, at) },
		})
		l.require(n, at, map[string]bool{"group": rule.Group != "", "who": len(rule.Who) > 0})
		l.policy.OnboardingGroups = append(l.policy.OnboardingGroups, rule)
	})
}

func (l *loader) severities(n *yaml.Node, at string) {
	l.policy.Severities = map[string]string{}
	l.eachPair(n, at, func(rule, value *yaml.Node, at string) {
		l.policy.Severities[l.ruleNamed(rule, at, rule.Value)] = l.severity(value, at)
	})
}

func (l *loader) accepted(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		one := Acceptance{Line: n.Line}
		l.mapping(n, at, map[string]reader{
			"rule":    func(n *yaml.Node, at string) { one.Rule = l.ruleNamed(n, at, l.text(n, at)) },
			"who":     func(n *yaml.Node, at string) { one.Who = l.text(n, at) },
			"owner":   func(n *yaml.Node, at string) { one.Owner = l.text(n, at) },
			"reason":  func(n *yaml.Node, at string) { one.Reason = l.text(n, at) },
			"expires": func(n *yaml.Node, at string) { one.Expires = l.day(n, at) },
		})
		l.require(n, at, map[string]bool{"rule": one.Rule != "", "owner": one.Owner != "", "reason": one.Reason != "", "expires": !one.Expires.IsZero()})
		l.policy.Accepted = append(l.policy.Accepted, one)
	})
}
