package fixers

import (
	"strconv"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setArchiveGUID = &Fixer{
	Name: "set-archive-guid", Title: "writes the cloud archive's GUID to msExchArchiveGUID, and says in the remote recipient type that it exists",
	Doc: `Only where AD has none: an archive GUID that is there is never overwritten and never cleared. Refused while the archive is still being
made (ArchiveState HostedPending).`,
	Risk: plan.Reversible, Undo: "set back", Systems: []directory.System{directory.AD},
	Propose: func(c *Case) {
		switch {
		case c.AD == nil || c.Mailbox == nil || c.Mailbox.ArchiveGUID.IsZero():
			c.Refuse("the cloud archive or its AD object is not in the snapshot")
			return
		case !c.Pass.Recipient().ArchiveGUID.IsZero():
			c.Refuse("AD has an archive GUID already, and it is never overwritten: find out which archive holds the data")
			return
		case c.Mailbox.ArchiveState == "HostedPending":
			c.Refuse("the archive is still being made")
			return
		}
		remote := c.Pass.Recipient().RemoteRecipientType
		c.Recipient().
			Set("msExchArchiveGUID", c.Mailbox.ArchiveGUID.String()).
			Set("msExchRemoteRecipientType", strconv.FormatInt(int64(remote|directory.ProvisionArchive), 10))
	},
}
