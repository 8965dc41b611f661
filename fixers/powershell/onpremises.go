package powershell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

const invokeOnPremises = "Invoke-OnPremises"

// writable are the attributes of users that a script may write. What else a cmdlet changes is recorded, and set back by a person.
var writable = []string{"displayName", "homeMDB", "homeMTA", "legacyExchangeDN", "mail", "mailNickname", "mS-DS-ConsistencyGuid", "msExchArchiveGUID",
	"msExchHideFromAddressLists", "msExchHomeServerName", "msExchMailboxGuid", "msExchPoliciesExcluded", "msExchPoliciesIncluded", "msExchRecipientDisplayType",
	"msExchRecipientTypeDetails", "msExchRemoteRecipientType", "msExchVersion", "proxyAddresses", "targetAddress", "userPrincipalName"}

// onPremises is an action on Active Directory. Where a supported cmdlet of Exchange can set exactly what the plan says, it is used on remote
// mailboxes; otherwise, and on everything else, the ActiveDirectory module writes the attributes in one modification.
func onPremises(a *plan.Action, target string) (*block, error) {
	b := &block{action: a, target: target, invoke: invokeOnPremises}
	if a.Table == "ad_groups" {
		return b, b.groupMembers()
	}
	if a.Table != "ad_users" {
		return nil, fmt.Errorf("there is no script for %s", a.Table)
	}
	command, err := setObject(a, target)
	if err != nil {
		return nil, err
	}
	b.write = []string{command}
	b.useExchange()
	return b, nil
}

// groupMembers has members added and removed. Membership is all that a script changes of a group.
func (b *block) groupMembers() error {
	for _, c := range b.action.Changes {
		cmdlet, member := "Add-ADGroupMember", c.After
		if c.Op == plan.Remove {
			cmdlet, member = "Remove-ADGroupMember", c.Before
		}
		if c.Attribute != "member" || c.Op != plan.Add && c.Op != plan.Remove {
			return fmt.Errorf("there is no script for %s %s of a group", c.Op, c.Attribute)
		}
		b.write = append(b.write, fmt.Sprintf("%s -Identity %s -Members %s -Server $DomainController -Confirm:$false", cmdlet, Literal(b.target), Literal(member)))
	}
	return nil
}

// setObject is one modification of an object. The module removes, adds, replaces and clears in this order.
func setObject(a *plan.Action, target string) (string, error) {
	var replace, clear []string
	add, remove := map[string][]string{}, map[string][]string{}
	var names []string
	for _, c := range a.Changes {
		if !slices.Contains(writable, c.Attribute) {
			return "", fmt.Errorf("no script may write %s", c.Attribute)
		}
		switch {
		case c.Op == plan.Add && c.Attribute == "proxyAddresses":
			add[c.Attribute] = append(add[c.Attribute], c.After)
		case c.Op == plan.Remove && c.Attribute == "proxyAddresses":
			remove[c.Attribute] = append(remove[c.Attribute], c.Before)
		case c.Op != plan.Set:
			return "", fmt.Errorf("there is no script for %s %s", c.Op, c.Attribute)
		case c.After == "":
			clear = append(clear, Literal(c.Attribute))
			continue
		default:
			value, err := typed(a.Table, c.Attribute, c.After)
			if err != nil {
				return "", err
			}
			replace = append(replace, Literal(c.Attribute)+" = "+value)
			continue
		}
		if !slices.Contains(names, c.Attribute) {
			names = append(names, c.Attribute)
		}
	}
	command := "Set-ADObject -Identity " + Literal(target)
	for _, one := range []struct {
		parameter string
		values    map[string][]string
	}{{" -Remove ", remove}, {" -Add ", add}} {
		for _, name := range names {
			if values := one.values[name]; len(values) > 0 {
				command += one.parameter + "@{ " + Literal(name) + " = [string[]]" + Literals(values) + " }"
			}
		}
	}
	if len(replace) > 0 {
		command += " -Replace @{ " + strings.Join(replace, "; ") + " }"
	}
	if len(clear) > 0 {
		command += " -Clear " + strings.Join(clear, ", ")
	}
	return command + " -Server $DomainController -Confirm:$false", nil
}

// typed is a value in the type that the attribute has in Active Directory.
func typed(table, attribute, value string) (string, error) {
	definition, _ := directory.TableNamed(table)
	column, ok := definition.Column(attribute)
	if !ok {
		return "", fmt.Errorf("%s has no column %s", table, attribute)
	}
	switch column.Kind {
	case directory.KindGUID:
		guid, err := directory.ParseGUID(value)
		if err != nil {
			return "", fmt.Errorf("%s: %q is no GUID", attribute, value)
		}
		return "([Guid]" + Literal(guid.String()) + ").ToByteArray()", nil
	case directory.KindInt, directory.KindRecipientTypeDetails, directory.KindRemoteRecipientType:
		return number("[long]", attribute, value, 64)
	case directory.KindDisplayType:
		return number("[int]", attribute, value, 32)
	case directory.KindBool:
		switch value {
		case "true":
			return "$true", nil
		case "false":
			return "$false", nil
		}
		return "", fmt.Errorf("%s: %q is neither true nor false", attribute, value)
	case directory.KindList, directory.KindAddresses:
		return "[string[]]" + Literals(entriesOf(table, attribute, value)), nil
	}
	return Literal(value), nil
}

func number(cast, attribute, value string, bits int) (string, error) {
	n, err := strconv.ParseInt(value, 10, bits)
	if err != nil {
		return "", fmt.Errorf("%s: %q is no whole number of %d bits", attribute, value, bits)
	}
	return fmt.Sprintf("%s%d", cast, n), nil
}
