package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var disableCloudAccount = &Fixer{
	Name: "disable-cloud-account", Title: "blocks sign-in of a cloud user whose AD account is disabled",
	Doc:  `Find the synchronization error first: as long as it is there, AD's state does not reach the cloud for others either.`,
	Risk: plan.Reversible, Undo: "set back", Systems: []directory.System{directory.Entra}, Hold: true, Access: true,
	Propose: func(c *Case) {
		if c.LiveEntra() == nil {
			c.Refuse("the cloud user is not in the snapshot")
			return
		}
		c.Cloud().Set("accountEnabled", "false").Note("the person can no longer sign in to the cloud")
	},
}
