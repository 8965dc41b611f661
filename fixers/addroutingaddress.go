package fixers

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var addRoutingAddress = &Fixer{
	Name: "add-routing-address", Title: "adds the remote routing address to proxyAddresses",
	Doc:  `The address that the mailbox has in the routing domain, else the alias in it.`,
	Risk: plan.Reversible, Undo: "remove", Systems: []directory.System{directory.AD},
	Propose: func(c *Case) {
		address := c.routingAddress()
		if c.AD == nil || address == "" {
			c.Refuse("no one can say what the routing address would be")
			return
		}
		c.Recipient().Add("proxyAddresses", "smtp:"+address)
	},
}

// routingAddress is the person's address in the routing domain: the mailbox's own, else what AD's or the cloud's alias makes; empty
// when there is neither, or no routing domain.
func (c *Case) routingAddress() string {
	domain := c.Org.Domains.Routing
	if domain == "" {
		return ""
	}
	if c.Mailbox != nil {
		for _, address := range c.Mailbox.EmailAddresses {
			if address.IsSMTP() && directory.Fold(recon.DomainOf(address.Value)) == domain {
				return address.Value
			}
		}
	}
	alias := ""
	if r := c.Pass.Recipient(); r != nil {
		alias = r.MailNickname
	}
	if alias == "" && c.Mailbox != nil {
		alias = c.Mailbox.Alias
	}
	if alias == "" || strings.ContainsAny(alias, " @") {
		return ""
	}
	return alias + "@" + domain
}
