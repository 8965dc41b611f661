package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var restoreCloudUser = &Fixer{
	Name: "restore-cloud-user", Title: "restores a soft-deleted cloud user whose AD account lives",
	Doc:  `Licences come back only if seats are free.`,
	Risk: plan.Hard, NoUndo: "deleting the user again would begin a new deletion, not take this one back", Systems: []directory.System{directory.Entra}, Hold: true,
	Propose: func(c *Case) {
		if c.Entra == nil || !c.Entra.Deleted {
			c.Refuse("no soft-deleted user is in the snapshot")
			return
		}
		c.Cloud().Call(CallRestore, SoftDeleted, Live).Note("whatever removed the user from synchronization will do so again: find that first")
	},
}
