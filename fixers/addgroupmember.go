package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var addGroupMember = &Fixer{
	Name: "add-group-member", Title: "makes the person a member of the group that the policy names",
	Doc:  `The group must be in ad_groups.`,
	Risk: plan.Reversible, Undo: "remove", Systems: []directory.System{directory.AD},
	Propose: func(c *Case) {
		if c.AD == nil || c.AD.DistinguishedName == "" {
			c.Refuse("the account's distinguished name is not in the snapshot")
			return
		}
		for _, name := range c.MissingGroups() {
			group := c.Org.Group(name)
			if group == nil {
				c.Refuse("the group %s is not in ad_groups", name)
				return
			}
			c.Other(directory.AD, "ad_groups", group.ObjectGUID, group.Forest, group).Add("member", c.AD.DistinguishedName)
		}
	},
}
