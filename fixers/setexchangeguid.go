package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setExchangeGUID = &Fixer{
	Name: "set-exchange-guid", Title: "writes the cloud mailbox's ExchangeGuid to msExchMailboxGuid",
	Doc: `Refused where the mailbox in the snapshot does not hold that GUID, where another AD object does, and where the remote recipient
type says neither provisioned nor migrated; where that is not in the snapshot, a person decides.`,
	Risk: plan.Reversible, Undo: "set back", Systems: []directory.System{directory.AD},
	Propose: func(c *Case) {
		if c.AD == nil || c.Mailbox == nil {
			c.Refuse("the mailbox or its AD object is not in the snapshot")
			return
		}
		if holders := c.Org.MailboxGUIDHolders(c.Mailbox.ExchangeGUID); len(holders) > 0 {
			c.Refuse("%s holds the GUID already", holders[0])
		}
		b := c.Recipient().Set("msExchMailboxGuid", c.Mailbox.ExchangeGUID.String())
		switch {
		case !c.Org.HasColumn("ad_users", "msExchRemoteRecipientType"):
			b.Note("the snapshot has no remote recipient types: see that this one says provisioned or migrated (1 or 4)")
		case c.Pass.Recipient().RemoteRecipientType&(directory.ProvisionMailbox|directory.Migrated) == 0:
			c.Refuse("the remote recipient type says neither provisioned nor migrated")
		}
	},
}
