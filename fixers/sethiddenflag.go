package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setHiddenFlag = &Fixer{
	Name: "set-hidden-flag", Title: "makes the mailbox hidden from address lists, or visible, on the side that has authority",
	Doc:  `A person decides which of the two is meant: the plan proposes what the side without authority shows today.`,
	Risk: plan.Reversible, Undo: "set back", Systems: []directory.System{directory.AD, directory.EXO}, Hold: true,
	Propose: func(c *Case) {
		if c.AD == nil || c.Mailbox == nil {
			c.Refuse("the mailbox or its AD object is not in the snapshot")
			return
		}
		hidden := c.Mailbox.HiddenFromAddressLists
		if c.Identity.ExchangeAuthority() == "exo" {
			c.Exchange().Set("HiddenFromAddressListsEnabled", truth(c.Pass.Recipient().HideFromAddressLists == directory.True))
			return
		}
		value := ""
		if hidden == directory.True {
			value = "true"
		}
		c.Recipient().Set("msExchHideFromAddressLists", value)
	},
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
