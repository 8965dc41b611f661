package fixers

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var setUPNSuffix = &Fixer{
	Name: "set-upn-suffix", Title: "gives the AD account a UPN in the suffix that the policy wants, and keeps the old one as an address where mail for it is accepted",
	Doc: `Refused where people sign in with another attribute (alternate login ID), where the tenant does not let UPN changes through
(synchronizeUpnForManagedUsers), and where the wanted suffix is no verified domain. Smart cards that name the UPN stop working:
look first.`,
	Risk: plan.Hard, Undo: "set back", Systems: []directory.System{directory.AD}, Hold: true,
	Propose: func(c *Case) {
		suffix := c.WantedSuffix()
		switch {
		case c.AD == nil || suffix == "":
			c.Refuse("the policy does not say which suffix is wanted")
			return
		case c.Org.Policy.AlternateLoginID != "":
			c.Refuse("people sign in with %s, so the UPN's suffix does not matter", c.Org.Policy.AlternateLoginID)
			return
		case !c.Org.Domains.Verified(suffix):
			c.Refuse("%s is no verified domain of the tenant", suffix)
			return
		case c.Org.Tenant == nil || c.Org.Tenant.SynchronizeUPNForManagedUsers != directory.True:
			c.Refuse("the tenant is not known to let UPN changes of licensed users through (features.synchronizeUpnForManagedUsersEnabled)")
			return
		}
		local, _, ok := strings.Cut(c.AD.UserPrincipalName, "@")
		if !ok || local == "" {
			c.Refuse("the UPN has no @")
			return
		}
		b := c.Account().Set("userPrincipalName", local+"@"+suffix)
		if c.Linked == nil && c.AD.MailNickname != "" && c.Org.Domains.Accepted(recon.DomainOf(c.AD.UserPrincipalName)) {
			b.Add("proxyAddresses", "smtp:"+c.AD.UserPrincipalName)
		}
		b.Note("the person signs in with another name after the next synchronization; smart-card mappings and applications that name the UPN must be looked at first")
	},
}
