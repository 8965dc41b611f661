package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// Load reads a policy file and checks all of it. The error joins every problem, each with its line.
func Load(path string) (*Policy, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &csvio.Error{File: path, Problem: "cannot be read", Hint: "check the path; rejoin policy init writes a file to begin with"}
	}
	p, err := parse(path, text)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// parse reads a policy's text. Lists are looked for beside path.
func parse(path string, text []byte) (*Policy, error) {
	l := &loader{path: path, policy: &Policy{Path: path, said: map[string]bool{}}, hash: sha256.New()}
	l.hash.Write(text)
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, yamlError(path, err)
	}
	if len(document.Content) > 0 && !isNull(document.Content[0]) {
		l.mapping(document.Content[0], "", l.keys())
	}
	if len(l.problems) > 0 {
		slices.SortStableFunc(l.problems, func(a, b error) int { return lineOf(a) - lineOf(b) })
		return nil, errors.Join(l.problems...)
	}
	l.policy.hash = hex.EncodeToString(l.hash.Sum(nil))
	return l.policy, nil
}

// lineOf is the line that a problem is in; 0 where it has none.
func lineOf(problem error) int {
	if own, ok := errors.AsType[*csvio.Error](problem); ok {
		return own.Line
	}
	return 0
}

// keys are the top-level keys of a policy file. The file that rejoin policy init writes explains them in this order.
func (l *loader) keys() map[string]func(*yaml.Node, string) {
	p := l.policy
	top := map[string]func(*yaml.Node, string){
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
		l.mapping(n, at, map[string]func(*yaml.Node, string){
			"ad":    func(n *yaml.Node, at string) { key.AD = l.column(n, at, "ad_users") },
			"entra": func(n *yaml.Node, at string) { key.Entra = l.column(n, at, "entra_users") },
		})
		l.require(n, at, map[string]bool{"ad": key.AD != "", "entra": key.Entra != ""})
		l.policy.JoinKeys = append(l.policy.JoinKeys, key)
	})
}

func (l *loader) upnSuffixes(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		var rule SuffixRule
		l.mapping(n, at, map[string]func(*yaml.Node, string){
			"forest": func(n *yaml.Node, at string) { rule.Forest = strings.ToLower(l.text(n, at)) },
			"ou":     func(n *yaml.Node, at string) { rule.OU = l.dn(n, at) },
			"suffix": func(n *yaml.Node, at string) { rule.Suffix = l.domain(n, at) },
		})
		l.require(n, at, map[string]bool{"suffix": rule.Suffix != ""})
		for _, other := range l.policy.UPNSuffixes {
			if strings.EqualFold(other.Forest, rule.Forest) && normalDN(other.OU) == normalDN(rule.OU) && other.Suffix != rule.Suffix {
				l.bad(n, at, rule.Suffix, "another suffix is wanted for the same forest and organisational unit", "keep one of the two")
			}
		}
		l.policy.UPNSuffixes = append(l.policy.UPNSuffixes, rule)
	})
}

func (l *loader) leavers(n *yaml.Node, at string) {
	l.mapping(n, at, map[string]func(*yaml.Node, string){
		"who":      func(n *yaml.Node, at string) { l.policy.Leavers = l.selectors(n, at) },
		"on-leave": func(n *yaml.Node, at string) { l.policy.Leave = l.selectors(n, at) },
	})
	l.require(n, at, map[string]bool{"who": len(l.policy.Leavers) > 0})
}

func (l *loader) holds(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		var rule HoldRule
		var one Selector
		list := ""
		keys := l.selectorKeys(&one)
		delete(keys, "list")
		keys["list"] = func(n *yaml.Node, at string) { list = l.text(n, at) }
		keys["duration-days"] = func(n *yaml.Node, at string) { rule.Duration = l.days(n, at) }
		keys["owner"] = func(n *yaml.Node, at string) { rule.Owner = l.text(n, at) }
		l.mapping(n, at, keys)
		if list != "" {
			l.holdList(n, at, list, rule)
			return
		}
		rule.Who = Selectors{one}
		l.notEmpty(n, at, one)
		l.policy.LitigationHold = append(l.policy.LitigationHold, rule)
	})
}

func (l *loader) groups(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		var rule GroupRule
		l.mapping(n, at, map[string]func(*yaml.Node, string){
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
		switch word := l.text(value, at); word {
		case "critical", "high", "medium", "low", "info":
			l.policy.Severities[strings.ToUpper(rule.Value)] = word
			l.ruleLines = append(l.ruleLines, ruleLine{strings.ToUpper(rule.Value), rule.Line, at})
		default:
			l.bad(value, at, word, "is no severity", "write critical, high, medium, low or info")
		}
	})
	l.policy.ruleLines = l.ruleLines
}

func (l *loader) accepted(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		one := Acceptance{Line: n.Line}
		l.mapping(n, at, map[string]func(*yaml.Node, string){
			"rule":   func(n *yaml.Node, at string) { one.Rule = strings.ToUpper(l.text(n, at)) },
			"who":    func(n *yaml.Node, at string) { one.Who = l.text(n, at) },
			"owner":  func(n *yaml.Node, at string) { one.Owner = l.text(n, at) },
			"reason": func(n *yaml.Node, at string) { one.Reason = l.text(n, at) },
			"expires": func(n *yaml.Node, at string) {
				day, err := time.Parse(time.DateOnly, l.text(n, at))
				if err != nil {
					l.bad(n, at, n.Value, "is no date", "write a day such as 2027-03-31")
				}
				one.Expires = day.Add(24*time.Hour - time.Second)
			},
		})
		l.require(n, at, map[string]bool{"rule": one.Rule != "", "owner": one.Owner != "", "reason": one.Reason != "", "expires": !one.Expires.IsZero()})
		l.ruleLines = append(l.ruleLines, ruleLine{one.Rule, n.Line, at + ".rule"})
		l.policy.Accepted = append(l.policy.Accepted, one)
	})
	l.policy.ruleLines = l.ruleLines
}

// everybodyOr reads selectors, or true for everybody.
func (l *loader) everybodyOr(n *yaml.Node, at string) Selectors {
	if n.Kind == yaml.ScalarNode {
		if l.choice(n, at) == Yes {
			return Selectors{{Everybody: true}}
		}
		return nil
	}
	return l.selectors(n, at)
}

// selectors reads a list of selectors, or a single one.
func (l *loader) selectors(n *yaml.Node, at string) Selectors {
	var all Selectors
	read := func(n *yaml.Node, at string) {
		var one Selector
		l.mapping(n, at, l.selectorKeys(&one))
		l.notEmpty(n, at, one)
		all = append(all, one)
	}
	if n.Kind == yaml.MappingNode {
		read(n, at)
	} else {
		l.each(n, at, read)
	}
	return all
}

func (l *loader) selectorKeys(one *Selector) map[string]func(*yaml.Node, string) {
	return map[string]func(*yaml.Node, string){
		"ou":        func(n *yaml.Node, at string) { one.OU = l.dn(n, at) },
		"attribute": func(n *yaml.Node, at string) { one.Attribute = l.column(n, at, "ad_users") },
		"equals":    func(n *yaml.Node, at string) { one.Equals = l.text(n, at) },
		"group":     func(n *yaml.Node, at string) { one.Group = l.dn(n, at) },
		"who": func(n *yaml.Node, at string) {
			if n.Kind == yaml.ScalarNode {
				one.People = append(one.People, directory.Fold(l.text(n, at)))
				return
			}
			l.each(n, at, func(n *yaml.Node, at string) { one.People = append(one.People, directory.Fold(l.text(n, at))) })
		},
		"list": func(n *yaml.Node, at string) { one.People = append(one.People, l.peopleList(n, at)...) },
	}
}

func (l *loader) notEmpty(n *yaml.Node, at string, one Selector) {
	switch {
	case one.Equals != "" && one.Attribute == "":
		l.bad(n, at, one.Equals, "equals stands without attribute", "name the column of ad_users that it is about")
	case one.OU == "" && one.Attribute == "" && one.Group == "" && one.People == nil && len(l.problems) == 0:
		l.bad(n, at, "", "means nobody", "say ou, attribute, group, who or list")
	}
}

// beside is a path as seen from the policy file.
func (l *loader) beside(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(l.path), filepath.FromSlash(name))
}
