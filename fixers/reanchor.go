package fixers

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var reAnchor = &Fixer{
	Name: "re-anchor", Title: "writes the cloud user's source anchor to mS-DS-ConsistencyGuid, so that the next synchronization joins the two",
	Doc: `Only where the AD object was never synchronized and no other cloud user fits it, or where the two are joined by SID and the anchor
with which the object was once synchronized is written back. Refused where the forest's source anchor is another attribute. In the
first case, a mapping that the cloud user keeps (onPremisesObjectIdentifier) is cleared first.`,
	Risk: plan.Hard, Undo: "set back, before the next synchronization", Systems: []directory.System{directory.AD, directory.Entra}, Hold: true,
	Propose: func(c *Case) {
		e := c.LiveEntra()
		if c.AD == nil || e == nil {
			c.Refuse("no AD object fits the cloud user")
			return
		}
		anchor, ok := e.ImmutableID.GUID()
		switch {
		case !ok:
			c.Refuse("the anchor is a custom one")
			return
		case c.Org.AnchorColumn(c.AD.Forest) != "mS-DS-ConsistencyGuid":
			c.Refuse("the source anchor of the forest is %s", c.Org.AnchorColumn(c.AD.Forest))
			return
		case c.Org.AnchorHeld(anchor):
			c.Refuse("another AD object holds that anchor")
			return
		}
		bySID := c.AD.ObjectSID != "" && c.AD.ObjectSID == e.OnPremisesSecurityIdentifier
		if !bySID && c.Finding.Rule != "ANC001" {
			c.Refuse("the two are not joined by SID")
			return
		}
		account := c.Account()
		if !bySID && e.OnPremisesObjectIdentifier != "" {
			account.After(c.Cloud().Set("onPremisesObjectIdentifier", ""))
		}
		account.Set("mS-DS-ConsistencyGuid", anchor.String())
		if c.Record.Join == recon.Weak {
			c.Refuse("only one address says that the two are the same person")
			return
		}
		account.Note("the next synchronization joins the account to %s for good", e.UserPrincipalName)
	},
}
