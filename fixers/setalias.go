package fixers

import (
	"strings"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setAlias = &Fixer{
	Name: "set-alias", Title: "gives an object that synchronization carries no Exchange attributes of the cloud's alias as mailNickname",
	Doc: `An alias lets every Exchange attribute through that waited behind it, so it is refused unless AD's proxyAddresses hold every SMTP and
X500 address of the mailbox: what AD does not know would vanish from the cloud.`,
	Risk: plan.Hard, Undo: "set back", Systems: []directory.System{directory.AD}, Hold: true,
	Propose: func(c *Case) {
		if c.AD == nil || c.Mailbox == nil || c.Mailbox.Alias == "" {
			c.Refuse("the mailbox's alias or its AD object is not in the snapshot")
			return
		}
		if !c.cloudAddressesKnown() {
			return
		}
		r := c.Pass.Recipient()
		for _, address := range c.Mailbox.EmailAddresses {
			if (address.Type == "SMTP" || address.Type == "X500") && !r.ProxyAddresses.Has(address.Type, address.Value) {
				c.Refuse("AD does not hold %s, and the mailbox would lose it", address)
				return
			}
		}
		b := c.Recipient().Set("mailNickname", c.Mailbox.Alias)
		var flowing []string
		for _, column := range []string{"proxyAddresses", "targetAddress", "msExchHideFromAddressLists", "msExchRecipientTypeDetails", "altRecipient", "publicDelegates"} {
			if b.Value(column) != "" {
				flowing = append(flowing, column)
			}
		}
		if len(flowing) > 0 {
			b.Note("these begin to flow to the cloud: %s", strings.Join(flowing, ", "))
		}
	},
}

// cloudAddressesKnown refuses the case where the mailbox's addresses are not all known: those that AD does not hold vanish once AD
// masters the list.
func (c *Case) cloudAddressesKnown() bool {
	for _, lost := range c.Mailbox.Lossy {
		if lost == "EmailAddresses" {
			c.Refuse("the export lost the mailbox's EmailAddresses")
			return false
		}
	}
	if !c.Org.HasColumn("exo_mailboxes", "EmailAddresses") || len(c.Mailbox.EmailAddresses) == 0 {
		c.Refuse("the mailbox's EmailAddresses are not in the snapshot")
		return false
	}
	return true
}
