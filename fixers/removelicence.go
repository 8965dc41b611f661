package fixers

import (
	"strconv"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var removeLicence = &Fixer{
	Name: "remove-licence", Title: "takes a leaver's licences away",
	Doc: `Of a user mailbox only licences that give no mailbox are taken: the last one that does would end it. Where AD and Exchange Online
both say shared, all are. Access stops at once, and what a licence kept is gone after 30 days. Refused above 50 GB or where the size is
not known, with an archive or a hold without Exchange Online Plan 2, and without a primary address in AD.`,
	Risk: plan.Irreversible, Undo: "add again, while seats are free and the 30 days last", Systems: []directory.System{directory.Entra}, Hold: true, Access: true,
	Propose: func(c *Case) {
		e, x := c.LiveEntra(), c.Mailbox
		if e == nil || x == nil || c.AD == nil {
			c.Refuse("one of the person's objects is not in the snapshot")
			return
		}
		r := c.Pass.Recipient()
		if r.RecipientTypeDetails != directory.RemoteSharedMailbox || x.RecipientTypeDetails != "SharedMailbox" {
			kept := c.Org.MailboxLicences(e)
			if kept == e.AssignedLicenses {
				c.Refuse("the licence is what keeps the mailbox: AD and Exchange Online must both say shared first (set-recipient-type), in a fresh snapshot")
				return
			}
			c.Cloud().Set("assignedLicenses", kept).Note("what these licences gave stops at once; the mailbox stays")
			return
		}
		size, err := strconv.ParseInt(x.TotalItemSize, 10, 64)
		switch {
		case err != nil:
			c.Refuse("the mailbox's size is not in the snapshot")
		case size > recon.LicenceFreeSize:
			c.Refuse("the mailbox is larger than 50 GB")
		case x.LitigationHoldEnabled == directory.True || len(x.InPlaceHolds) > 0 || !x.ArchiveGUID.IsZero():
			c.Refuse("the mailbox has a hold or an archive, which need the licence")
		case r.ProxyAddresses.Primary() == "":
			c.Refuse("AD holds no primary address: the cloud's would fall back to the initial domain")
		default:
			c.Cloud().Set("assignedLicenses", "").Note("access stops at once")
		}
	},
}
