package fixers

import (
	"strconv"
	"strings"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var enableRemoteMailbox = &Fixer{
	Name: "enable-remote-mailbox", Title: "makes the AD account the remote mailbox that its mailbox in Exchange Online should have",
	Doc: `Everything that the cloud mailbox holds and AD would master from then on comes along: alias, every SMTP and X500 address, the cloud's
legacyExchangeDN as X500, the routing address. Refused where the mailbox's addresses are not all known, because what AD does not hold
would vanish, and where AD has another primary address. Disable-RemoteMailbox is never the undo: it removes the cloud mailbox.`,
	Risk: plan.Hard, Undo: "set the saved attributes back", Systems: []directory.System{directory.AD}, Hold: true,
	Propose: func(c *Case) {
		x := c.Mailbox
		if c.AD == nil || x == nil {
			c.Refuse("the mailbox or its AD object is not in the snapshot")
			return
		}
		kind, ok := remoteKinds[x.RecipientTypeDetails]
		if !ok {
			c.Refuse("a mailbox of the type %s has no counterpart in AD", x.RecipientTypeDetails)
			return
		}
		if !c.cloudAddressesKnown() {
			return
		}
		r := c.Pass.Recipient()
		routing := c.routingAddress()
		switch {
		case x.Alias == "":
			c.Refuse("the mailbox's alias is not in the snapshot")
			return
		case routing == "":
			c.Refuse("the tenant has no single routing domain; the policy can name it")
			return
		case r.ProxyAddresses.Primary() != "" && !strings.EqualFold(r.ProxyAddresses.Primary(), x.PrimarySMTP()):
			c.Refuse("AD's primary address %s is not the mailbox's %s: settle that first", r.ProxyAddresses.Primary(), x.PrimarySMTP())
			return
		}
		b := c.Recipient()
		b.Set("mailNickname", x.Alias)
		b.Set("targetAddress", "SMTP:"+routing)
		b.Set("proxyAddresses", joined(c.remoteAddresses(r.ProxyAddresses, routing)))
		b.Set("mail", x.PrimarySMTP())
		b.setNumbers(kind, directory.ProvisionMailbox, r.RecipientDisplayType)
		b.Set("msExchMailboxGuid", x.ExchangeGUID.String())
		if peer := c.RemotePeer(); peer != nil && peer.Version.Set && !r.Version.Set && c.Org.HasColumn("ad_users", "msExchVersion") {
			b.Set("msExchVersion", strconv.FormatInt(peer.Version.Value, 10))
		}
		b.Note("AD masters the mailbox's addresses and alias from then on; turn the address policy off for it (EmailAddressPolicyEnabled)")
	},
}

// remoteAddresses are AD's addresses with everything that the cloud mailbox holds: its primary address as the primary one, every
// further SMTP and X500 address, its legacyExchangeDN, and the routing address.
func (c *Case) remoteAddresses(have directory.Addresses, routing string) []string {
	x := c.Mailbox
	all := directory.Addresses{{Type: "SMTP", Value: x.PrimarySMTP(), Primary: true}}
	add := func(address directory.Address) {
		if address.Value != "" && !all.Has(address.Type, address.Value) {
			all = append(all, address)
		}
	}
	for _, address := range have {
		if address.Type == "SMTP" {
			address.Primary = false
		}
		add(address)
	}
	for _, address := range x.EmailAddresses {
		if address.Type == "SMTP" || address.Type == "X500" {
			address.Primary = address.Type == "X500" && address.Primary
			add(address)
		}
	}
	add(directory.Address{Type: "X500", Value: x.LegacyExchangeDN, Primary: true})
	add(directory.Address{Type: "SMTP", Value: routing})
	texts := make([]string, len(all))
	for i, address := range all {
		texts[i] = address.String()
	}
	return texts
}
