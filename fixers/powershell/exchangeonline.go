package powershell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rejoin/fixers"
	"rejoin/recon/plan"
)

// exchangeOnline is an action on a mailbox in Exchange Online.
func exchangeOnline(a *plan.Action, target string) (*block, error) {
	b := &block{action: a, target: target, invoke: "Invoke-Mailbox", mailboxes: true}
	if a.Table == "exo_permissions" {
		return b, b.permissions()
	}
	if a.Table != "exo_mailboxes" {
		return nil, fmt.Errorf("there is no script for %s", a.Table)
	}
	var parameters, add, remove []string
	for _, c := range a.Changes {
		switch {
		case c.Op == plan.Add && c.Attribute == "EmailAddresses":
			add = append(add, c.After)
		case c.Op == plan.Remove && c.Attribute == "EmailAddresses":
			remove = append(remove, c.Before)
		default:
			parameter, err := mailboxParameter(c)
			if err != nil {
				return nil, err
			}
			parameters = append(parameters, parameter)
		}
	}
	if list := addAndRemove(add, remove); list != "" {
		parameters = append(parameters, "-EmailAddresses "+list)
	}
	b.write = []string{"Set-Mailbox -Identity " + Literal(target) + " " + strings.Join(parameters, " ") + " -Confirm:$false"}
	return b, nil
}

// mailboxParameter is a change as a parameter of Set-Mailbox.
func mailboxParameter(c plan.Change) (string, error) {
	none := fmt.Errorf("there is no script for %s %s to %q", c.Op, c.Attribute, c.After)
	if c.Op != plan.Set {
		return "", none
	}
	switch c.Attribute {
	case "LitigationHoldEnabled", "DeliverToMailboxAndForward", "HiddenFromAddressListsEnabled":
		switch c.After {
		case "true":
			return "-" + c.Attribute + " $true", nil
		case "false":
			return "-" + c.Attribute + " $false", nil
		}
	case "LitigationHoldDuration":
		if c.After == "Unlimited" {
			return "-LitigationHoldDuration 'Unlimited'", nil
		}
		if days, err := strconv.ParseUint(c.After, 10, 31); err == nil {
			return fmt.Sprintf("-LitigationHoldDuration %d", days), nil
		}
	case "LitigationHoldOwner", "ForwardingAddress", "ForwardingSmtpAddress":
		if c.After == "" {
			return "-" + c.Attribute + " $null", nil
		}
		return "-" + c.Attribute + " " + Literal(c.After), nil
	}
	return "", none
}

// permission is one permission on a mailbox.
type permission struct {
	right, trustee string
	deny           bool
	inheritance    string // empty where the snapshot does not say
}

var permissionForm = regexp.MustCompile(`(?s)^(\S+) (.+) (allow|deny)(?: (\S+))?$`)

// permissionOf reads what fixers.PermissionText writes.
func permissionOf(text string) (permission, bool) {
	part := permissionForm.FindStringSubmatch(text)
	if part == nil {
		return permission{}, false
	}
	p := permission{right: part[1], trustee: part[2], deny: part[3] == "deny", inheritance: part[4]}
	return p, fixers.PermissionText(p.right, p.trustee, p.deny, p.inheritance) == text
}

// mailboxRights are the rights that Remove-MailboxPermission knows.
var mailboxRights = []string{"ChangeOwner", "ChangePermission", "DeleteItem", "ExternalAccount", "FullAccess", "ReadPermission"}

// permissions has explicit permissions removed.
func (b *block) permissions() error {
	for _, c := range b.action.Changes {
		p, ok := permissionOf(c.Before + c.After)
		switch {
		case c.Op != plan.Call || c.Attribute != fixers.CallPermission || !ok || c.After != "":
			return fmt.Errorf("there is no script for %s %s to %q", c.Op, c.Attribute, c.After)
		case p.right == "SendAs" && !p.deny:
			b.write = append(b.write, "Remove-RecipientPermission -Identity "+Literal(b.target)+" -Trustee "+Literal(p.trustee)+" -AccessRights 'SendAs' -Confirm:$false")
		case slices.Contains(mailboxRights, p.right):
			command := fmt.Sprintf("Remove-MailboxPermission -Identity %s -User %s -AccessRights %s", Literal(b.target), Literal(p.trustee), Literal(p.right))
			if p.inheritance != "" {
				command += " -InheritanceType " + Literal(p.inheritance)
			}
			if p.deny {
				command += " -Deny"
			}
			b.write = append(b.write, command+" -Confirm:$false")
		default:
			return fmt.Errorf("there is no script that removes the right %q", p.right)
		}
	}
	return nil
}
