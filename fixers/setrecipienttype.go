package fixers

import (
	"strconv"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setRecipientType = &Fixer{
	Name: "set-recipient-type", Title: "makes the recipient types on both sides say the same: AD first, then Exchange Online",
	Doc: `The cloud's type is the right one where the mailbox has no licence: a mailbox that AD calls a user's would be disconnected. Where it
has one, a person decides, and the plan proposes the cloud's type on hold. A licence is taken away only after both sides say
shared. Source: Microsoft KB, shared mailboxes are unexpectedly converted to user mailboxes.`,
	Risk: plan.Hard, Undo: "set back on both sides", Systems: []directory.System{directory.AD, directory.EXO}, Hold: true,
	Propose: func(c *Case) {
		if c.AD == nil || c.Mailbox == nil {
			c.Refuse("the mailbox or its AD object is not in the snapshot")
			return
		}
		want, ok := remoteKinds[c.Mailbox.RecipientTypeDetails]
		if !ok {
			c.Refuse("a mailbox of the type %s has no counterpart in AD", c.Mailbox.RecipientTypeDetails)
			return
		}
		r := c.Pass.Recipient()
		b := c.Recipient()
		b.setNumbers(want, r.RemoteRecipientType&(directory.ProvisionMailbox|directory.Migrated|directory.ProvisionArchive|directory.DeprovisionArchive), r.RecipientDisplayType)
		b.Note("Exchange Online says %s already; synchronization would have turned it back", c.Mailbox.RecipientTypeDetails)
	},
}

// remoteKind are the three recipient numbers of a remote mailbox (Exchange's own, as Enable-RemoteMailbox stamps them).
type remoteKind struct {
	details directory.RecipientTypeDetails
	display directory.DisplayType
	bits    directory.RemoteRecipientType // what the remote recipient type says besides how the mailbox came to be
}

// remoteKinds are the remote mailboxes by their type in Exchange Online.
var remoteKinds = map[string]remoteKind{
	"UserMailbox":      {directory.RemoteUserMailbox, -2147483642, 0},
	"SharedMailbox":    {directory.RemoteSharedMailbox, -2147483642, directory.RemoteShared},
	"RoomMailbox":      {directory.RemoteRoomMailbox, -2147481850, directory.RemoteRoom},
	"EquipmentMailbox": {directory.RemoteEquipmentMailbox, -2147481594, directory.RemoteEquipment},
}

// canHoldRights is the bit of the display type that lets an object be given permissions across forests (PidTagDisplayTypeEx).
const canHoldRights = 1 << 30

// setNumbers gives a remote mailbox its three numbers. origin is how the mailbox came to be; an object that may hold rights keeps
// that.
func (b *Build) setNumbers(kind remoteKind, origin directory.RemoteRecipientType, display directory.DisplayType) {
	want := kind.display
	if display < 0 && display&canHoldRights != 0 {
		want |= canHoldRights
	}
	b.Set("msExchRecipientTypeDetails", strconv.FormatInt(int64(kind.details), 10))
	b.Set("msExchRecipientDisplayType", strconv.FormatInt(int64(want), 10))
	b.Set("msExchRemoteRecipientType", strconv.FormatInt(int64(origin|kind.bits), 10))
}
