package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var clearLeftoverHomeMDB = &Fixer{
	Name: "clear-leftover-homemdb", Title: "clears homeMDB, homeMTA and msExchHomeServerName of a mailbox that is in the cloud",
	Doc:  `Only where the mailbox in Exchange Online holds the GUID that AD has: otherwise the database may be where the mail is.`,
	Risk: plan.Hard, Undo: "set back", Systems: []directory.System{directory.AD}, Hold: true,
	Propose: func(c *Case) {
		if c.AD == nil || c.Mailbox == nil || c.Pass.Recipient().MailboxGUID != c.Mailbox.ExchangeGUID || c.Mailbox.ExchangeGUID.IsZero() {
			c.Refuse("the mailbox in Exchange Online does not hold the GUID that AD has")
			return
		}
		b := c.Recipient()
		for _, column := range []string{"homeMDB", "homeMTA", "msExchHomeServerName"} {
			if b.Value(column) != "" {
				b.Set(column, "")
			}
		}
	},
}
