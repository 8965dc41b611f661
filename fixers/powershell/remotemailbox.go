package powershell

import (
	"strconv"
	"strings"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// useExchange gives the block Exchange's commands, where there are some that set exactly what the plan says. Microsoft supports changing
// Exchange's attributes only through its cmdlets (learn.microsoft.com, Manage recipients in Exchange hybrid environments).
func (b *block) useExchange() {
	changes := map[string]plan.Change{}
	for _, c := range b.action.Changes {
		if c.Op == plan.Set {
			changes[c.Attribute] = c
		}
	}
	kind, remote := remoteTypes[recipientType(changes["msExchRecipientTypeDetails"].After)]
	_, wasRemote := remoteTypes[recipientType(changes["msExchRecipientTypeDetails"].Before)]
	switch {
	case remote && changes["msExchRecipientTypeDetails"].Before == "" && changes["mailNickname"].After != "" && routing(changes["targetAddress"].After) != "":
		b.enable(changes, kind.enable)
	case remote && wasRemote && onlyNumbers(b.action.Changes):
		b.exchange = []string{b.setRemoteMailbox("-Type " + Literal(kind.convert))}
		b.complete = true
	default:
		b.parameters()
	}
}

// remoteTypes say how Exchange's cmdlets name the types of remote mailboxes (Enable-RemoteMailbox, Set-RemoteMailbox -Type).
var remoteTypes = map[directory.RecipientTypeDetails]struct{ enable, convert string }{
	directory.RemoteUserMailbox: {"", "Regular"}, directory.RemoteSharedMailbox: {" -Shared", "Shared"},
	directory.RemoteRoomMailbox: {" -Room", "Room"}, directory.RemoteEquipmentMailbox: {" -Equipment", "Equipment"},
}

func recipientType(text string) directory.RecipientTypeDetails {
	n, _ := strconv.ParseInt(text, 10, 64)
	return directory.RecipientTypeDetails(n)
}

// onlyNumbers says whether changes are about nothing but the three recipient numbers, which go together.
func onlyNumbers(changes []plan.Change) bool {
	for _, c := range changes {
		if c.Op != plan.Set || c.Attribute != "msExchRecipientTypeDetails" && c.Attribute != "msExchRecipientDisplayType" && c.Attribute != "msExchRemoteRecipientType" {
			return false
		}
	}
	return true
}

// enable makes a remote mailbox. The address policy is turned off before the addresses are set: it would turn them back.
func (b *block) enable(changes map[string]plan.Change, kind string) {
	b.makes, b.complete = true, true
	command := "Enable-RemoteMailbox -Identity " + Literal(b.target) + kind + " -Alias " + Literal(changes["mailNickname"].After) +
		" -RemoteRoutingAddress " + Literal(routing(changes["targetAddress"].After))
	addresses := entriesOf(b.action.Table, "proxyAddresses", changes["proxyAddresses"].After)
	for _, address := range addresses {
		if primary, ok := strings.CutPrefix(address, "SMTP:"); ok {
			command += " -PrimarySmtpAddress " + Literal(primary)
			break
		}
	}
	b.exchange = []string{command + here, b.setRemoteMailbox("-EmailAddressPolicyEnabled $false")}
	parameters := ""
	if len(addresses) > 0 {
		parameters += " -EmailAddresses " + Literals(addresses)
	}
	if guid, err := directory.ParseGUID(changes["msExchMailboxGuid"].After); err == nil {
		parameters += " -ExchangeGuid " + Literal(guid.String())
	}
	if parameters != "" {
		b.exchange = append(b.exchange, b.setRemoteMailbox(strings.TrimSpace(parameters)))
	}
}

// parameters sets what Set-RemoteMailbox has a parameter for. Where one change has none, all are written without it: together.
func (b *block) parameters() {
	var all, add, remove []string
	sets := true
	for _, c := range b.action.Changes {
		switch {
		case c.Op == plan.Add && secondary(c.After):
			add, sets = append(add, c.After), false
		case c.Op == plan.Remove && secondary(c.Before):
			remove, sets = append(remove, c.Before), false
		case c.Op == plan.Set && c.Attribute == "msExchMailboxGuid" && c.After != "":
			all = append(all, "-ExchangeGuid "+Literal(c.After))
		case c.Op == plan.Set && c.Attribute == "targetAddress" && routing(c.After) != "":
			all = append(all, "-RemoteRoutingAddress "+Literal(routing(c.After)))
		case c.Op == plan.Set && c.Attribute == "msExchHideFromAddressLists" && c.After == "true":
			all = append(all, "-HiddenFromAddressListsEnabled $true")
		default:
			return
		}
	}
	if list := addAndRemove(add, remove); list != "" {
		all = append(all, "-EmailAddresses "+list)
	}
	b.exchange = []string{b.setRemoteMailbox(strings.Join(all, " "))}
	b.complete = sets
}

// here has a command of Exchange read and write where everything is read and written, and not ask again.
const here = " -DomainController $DomainController -Confirm:$false"

func (b *block) setRemoteMailbox(parameters string) string {
	return "Set-RemoteMailbox -Identity " + Literal(b.target) + " " + parameters + here
}

// routing is the address of a targetAddress as cmdlets take it; empty where they would write another one than the plan says.
func routing(target string) string {
	address, ok := strings.CutPrefix(target, "SMTP:")
	if !ok {
		return ""
	}
	return address
}

// secondary says whether an address is one that joins or leaves a list without moving the primary one.
func secondary(address string) bool {
	return strings.HasPrefix(address, "smtp:") || strings.HasPrefix(address, "X500:") || strings.HasPrefix(address, "x500:")
}

// addAndRemove is a list of addresses that come and go, as Exchange's cmdlets take it; empty when there are none.
func addAndRemove(add, remove []string) string {
	var parts []string
	if len(add) > 0 {
		parts = append(parts, "Add = "+Literals(add))
	}
	if len(remove) > 0 {
		parts = append(parts, "Remove = "+Literals(remove))
	}
	if len(parts) == 0 {
		return ""
	}
	return "@{ " + strings.Join(parts, "; ") + " }"
}

// addresses are the SMTP addresses that the action adds and that Exchange Online must know after synchronization; none where it does
// anything else, of which the cloud shows nothing.
func (b *block) addresses() []string {
	var all []string
	for _, c := range b.action.Changes {
		address, ok := strings.CutPrefix(c.After, "smtp:")
		if c.Op != plan.Add || c.Attribute != "proxyAddresses" || !ok {
			return nil
		}
		all = append(all, address)
	}
	return all
}
