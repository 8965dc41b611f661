package policy

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/directory"
)

// holds reads who must be on litigation hold: selectors, or lists that give a rule for each row.
func (l *loader) holds(n *yaml.Node, at string) {
	l.each(n, at, func(n *yaml.Node, at string) {
		var rule HoldRule
		var one Selector
		var list *yaml.Node
		keys := l.selectorKeys(&one)
		keys["list"] = func(n *yaml.Node, _ string) { list = n }
		keys["duration-days"] = func(n *yaml.Node, at string) { rule.Duration = l.days(n, at) }
		keys["owner"] = func(n *yaml.Node, at string) { rule.Owner = l.text(n, at) }
		before := len(l.problems)
		l.mapping(n, at, keys)
		switch {
		case list == nil:
			l.checkSelector(n, at, &one, before)
			rule.Who = Selectors{one}
			l.policy.LitigationHold = append(l.policy.LitigationHold, rule)
		case !one.isEmpty():
			l.bad(list, at+".list", list.Value, "a list of holds stands alone, without ou, attribute, group or who", "give the others an entry of their own")
		default:
			l.holdList(list, at+".list", rule)
		}
	})
}

// holdList reads a list of holds. What the columns LitigationHoldDuration and LitigationHoldOwner do not say, the policy's entry does.
func (l *loader) holdList(n *yaml.Node, at string, usual HoldRule) {
	type row struct {
		line int
		wish HoldRule
	}
	first := map[string]row{}
	l.list(n, at, func(one person) {
		rule := HoldRule{Who: Selectors{{People: []string{one.name}}}, Duration: usual.Duration, Owner: usual.Owner}
		if text := one.cell(durationColumn); text != "" {
			days, ok := readDays(text)
			if !ok {
				one.bad("LitigationHoldDuration", text, "is no duration", durationHint)
				return
			}
			rule.Duration = days
		}
		if owner := one.cell(ownerColumn); owner != "" {
			rule.Owner = owner
		}
		if other, twice := first[one.name]; twice && (other.wish.Duration != rule.Duration || other.wish.Owner != rule.Owner) {
			one.bad("UserPrincipalName", one.name, fmt.Sprintf("line %d wants another hold for the same person", other.line), "keep one of the two")
			return
		} else if !twice {
			first[one.name] = row{one.line, rule}
			l.policy.LitigationHold = append(l.policy.LitigationHold, rule)
		}
	})
}

const durationHint = "write a number of whole days above 0, or unlimited"

func (l *loader) days(n *yaml.Node, at string) Days {
	text := l.text(n, at)
	days, ok := readDays(text)
	if !ok && text != "" {
		l.bad(n, at, text, "is no duration", durationHint)
	}
	return days
}

// readDays reads a number of days, the word unlimited, or a duration as PowerShell prints it: 2555.00:00:00.
func readDays(text string) (Days, bool) {
	cell, err := directory.KindDays.Clean(text, directory.Rules{})
	if err != nil {
		return 0, false
	}
	if cell.Text == "Unlimited" {
		return Unlimited, true
	}
	number, err := strconv.Atoi(cell.Text)
	return Days(number), err == nil && number > 0
}
