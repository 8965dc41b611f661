package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

// remoteTypes are the recipient types in AD of the mailboxes that Exchange Online has for people, shared use, rooms and equipment.
var remoteTypes = map[string]directory.RecipientTypeDetails{
	"UserMailbox": directory.RemoteUserMailbox, "SharedMailbox": directory.RemoteSharedMailbox,
	"RoomMailbox": directory.RemoteRoomMailbox, "EquipmentMailbox": directory.RemoteEquipmentMailbox,
}

// remoteTypeOf is the recipient type that AD should have for a mailbox; 0 for one that has no counterpart there.
func remoteTypeOf(mailbox *directory.Mailbox) directory.RecipientTypeDetails {
	return remoteTypes[mailbox.RecipientTypeDetails]
}

// synchronized says whether AD masters the person's cloud objects: as the Entra user says, else as the mailbox does. Unset: unknown.
func synchronized(p *recon.Pass) directory.Bool {
	if e := p.LiveEntra(); e != nil && p.Org.HasColumn("entra_users", "onPremisesSyncEnabled") {
		if e.OnPremisesSyncEnabled == directory.True {
			return directory.True
		}
		return directory.False
	}
	return p.Mailbox.IsDirSynced
}

// hasMailboxBits says whether a remote recipient type says how the mailbox came to be: provisioned or migrated.
func hasMailboxBits(remote directory.RemoteRecipientType) bool {
	return remote&(directory.ProvisionMailbox|directory.Migrated) != 0
}
