package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setTargetAddress = &Fixer{
	Name: "set-target-address", Title: "points targetAddress to the remote routing address, once the mailbox has that address",
	Doc: `Mail that Exchange on-premises sends on must be known where it goes, so this never comes together with the address: where the mailbox
does not have it yet, add-routing-address comes first, then synchronization, and then this, after a look at the mailbox.`,
	Risk: plan.Reversible, Undo: "set back", Systems: []directory.System{directory.AD},
	Propose: func(c *Case) {
		address := c.routingAddress()
		if c.AD == nil || c.Mailbox == nil || address == "" {
			c.Refuse("no one can say what the routing address would be")
			return
		}
		if c.Mailbox.EmailAddresses.Has("SMTP", address) {
			c.Recipient().Set("targetAddress", "SMTP:"+address)
			return
		}
		first := c.Recipient().Add("proxyAddresses", "smtp:"+address)
		if len(first.action.Changes) == 0 {
			c.Refuse("AD holds %s already and the mailbox does not have it: let synchronization run, and look again", address)
			return
		}
		c.Recipient().Set("targetAddress", "SMTP:"+address).AfterSync(first)
	},
}
