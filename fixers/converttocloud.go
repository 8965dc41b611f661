package fixers

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var convertToCloud = &Fixer{
	Name: "convert-to-cloud", Title: "makes Entra ID the source of authority of one synchronized user (onPremisesSyncBehavior)",
	Doc: `Refused while the user's domain is federated, while the mailbox is on-premises, and while an AD object holds the user's UPN or primary
address: it would match the namesake. Groups come first, and Entra Connect must be 2.5.79.0 or later. Unproven for a true orphan:
convert one, look at it again, then the rest.`,
	Risk: plan.Hard, Undo: "set back", Systems: []directory.System{directory.Entra}, Hold: true,
	Propose: func(c *Case) {
		e := c.LiveEntra()
		switch {
		case e == nil:
			c.Refuse("the cloud user is not in the snapshot")
			return
		case c.AD != nil:
			c.Refuse("an AD object fits the user")
			return
		case c.Org.Domains.Federated(recon.DomainOf(e.UserPrincipalName)):
			c.Refuse("the user's domain is federated")
			return
		case !c.Org.HasColumn("entra_users", "onPremisesSyncBehavior.isCloudManaged"):
			c.Refuse("entra_users.onPremisesSyncBehavior.isCloudManaged is not in the snapshot, so no one can tell what is there now")
			return
		}
		c.Cloud().Set("onPremisesSyncBehavior.isCloudManaged", "true").Set("onPremisesSyncEnabled", "").
			Note("unproven for orphans: convert one, look at it again, then the rest; Entra Connect 2.5.79.0 or later; groups first")
	},
}
