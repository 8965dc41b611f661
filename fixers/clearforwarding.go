package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var clearForwarding = &Fixer{
	Name: "clear-forwarding", Title: "ends a leaver's forwarding",
	Doc:  `The values that were there are in the plan and in the transcript.`,
	Risk: plan.Reversible, Undo: "set back", Systems: []directory.System{directory.EXO}, Hold: true,
	Propose: func(c *Case) {
		if c.Mailbox == nil {
			c.Refuse("the mailbox is not in the snapshot")
			return
		}
		b := c.Exchange()
		for _, column := range []string{"ForwardingAddress", "ForwardingSmtpAddress"} {
			if b.Value(column) != "" {
				b.Set(column, "")
			}
		}
		if c.Mailbox.DeliverToMailboxForward == directory.True {
			b.Set("DeliverToMailboxAndForward", "false")
		}
	},
}
