package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var removePermission = &Fixer{
	Name: "remove-permission", Title: "removes explicit permissions of a trustee who no longer exists",
	Doc: `Explicit permissions only. What cannot be read (automapping) is not known. A SID that does not resolve cannot be given a permission
again.`,
	Risk: plan.Irreversible, NoUndo: "a SID that does not resolve cannot be added again", Systems: []directory.System{directory.EXO}, Hold: true,
	Propose: func(c *Case) {
		mailbox, err := directory.ParseGUID(c.Finding.Object)
		if err != nil {
			c.Refuse("the mailbox is not in the snapshot")
			return
		}
		for _, one := range c.Org.Unresolved() {
			if p := one.Permission; p.ExchangeGUID == mailbox {
				c.Other(directory.EXO, "exo_permissions", mailbox, c.tenant(), &directory.Permission{}).
					Call(CallPermission, PermissionText(p.Right, p.Trustee, p.Deny == directory.True, p.InheritanceType), "").
					Note("whether automapping was set cannot be read")
			}
		}
	},
}
