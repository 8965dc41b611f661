package fixers

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setCloudUPN = &Fixer{
	Name: "set-cloud-upn", Title: "gives the Entra user the UPN that AD holds",
	Doc: `AD is right already and is not touched. Only between managed domains: from or to a federated one, a UPN is changed in steps that a
person takes.`,
	Risk: plan.Hard, Undo: "set back", Systems: []directory.System{directory.Entra},
	Propose: func(c *Case) {
		if c.AD == nil || c.LiveEntra() == nil || c.AD.UserPrincipalName == "" {
			c.Refuse("the AD account or the Entra user is not in the snapshot")
			return
		}
		for _, upn := range []string{c.AD.UserPrincipalName, c.Entra.UserPrincipalName} {
			domain := recon.DomainOf(upn)
			switch {
			case !c.Org.Domains.Verified(domain):
				c.Refuse("%s is no verified domain of the tenant", domain)
				return
			case c.Org.Domains.Federated(domain):
				c.Refuse("%s is a federated domain", domain)
				return
			}
		}
		if strings.EqualFold(c.AD.UserPrincipalName, c.Entra.UserPrincipalName) {
			c.Refuse("the UPNs differ in letter case only")
			return
		}
		c.Cloud().Set("userPrincipalName", c.AD.UserPrincipalName).
			Note("the person signs in as %s from then on", c.AD.UserPrincipalName)
	},
}
