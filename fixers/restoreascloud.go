package fixers

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var restoreAsCloud = &Fixer{
	Name: "restore-as-cloud", Title: "deletes and restores an orphaned cloud user, so that Entra ID masters it, and clears what is left of its anchor",
	Doc: `The last resort: between the two calls the person cannot sign in and the mailbox is disconnected, and licences come back only if seats
are free. Clearing the anchor is refused while an AD object holds the user's UPN or primary address.`,
	Risk: plan.Irreversible, NoUndo: "the synchronization that the user had cannot be brought back", Systems: []directory.System{directory.Entra}, Hold: true,
	Propose: func(c *Case) {
		e := c.LiveEntra()
		switch {
		case e == nil:
			c.Refuse("the cloud user is not in the snapshot")
			return
		case c.AD != nil:
			c.Refuse("an AD object holds the user's UPN or primary address: it would match")
			return
		case c.Org.Domains.Federated(recon.DomainOf(e.UserPrincipalName)):
			c.Refuse("the user's domain is federated")
			return
		}
		deleted := c.Cloud().Call(CallDelete, Live, SoftDeleted).Note("the person cannot sign in, and the mailbox is disconnected, until the user is restored")
		restored := c.Cloud().Call(CallRestore, SoftDeleted, Live).After(deleted)
		last := restored
		if e.OnPremisesObjectIdentifier != "" {
			last = c.Cloud().Set("onPremisesObjectIdentifier", "").After(restored)
		}
		c.Cloud().Set("onPremisesImmutableId", "").After(last)
	},
}
