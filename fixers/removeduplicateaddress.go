package fixers

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

var removeDuplicateAddress = &Fixer{
	Name: "remove-duplicate-address", Title: "takes an address from everybody but the one who receives its mail",
	Doc: `The keeper is who receives the mail in Exchange Online. A primary address is never taken, nor an X500 address. Where AD masters the
object it is changed there, otherwise in Exchange Online.`,
	Risk: plan.Hard, Undo: "add", Systems: []directory.System{directory.AD, directory.EXO}, Hold: true,
	Propose: func(c *Case) {
		if c.Identity == nil {
			c.Refuse("the holder is a group or contact: a person must decide")
			return
		}
		address := directory.Address{Type: "SMTP", Value: c.Finding.Have}
		if parsed := directory.ParseAddress(c.Finding.Have); parsed.Type != "" {
			address = parsed
		}
		address.Primary = false
		b := c.removalFrom()
		if b == nil {
			return
		}
		column := "proxyAddresses"
		if b.action.System == directory.EXO {
			column = "EmailAddresses"
		}
		var list directory.Addresses
		_ = list.UnmarshalCSV(b.Value(column))
		if primary := list.Primary(); directory.Fold(primary) == directory.Fold(address.Value) {
			c.Refuse("it is the holder's primary address")
			return
		}
		b.Remove(column, address.String())
	},
}

// removalFrom begins an action where the holder's addresses are mastered.
func (c *Case) removalFrom() *Build {
	switch c.Identity.ExchangeAuthority() {
	case recon.EXOAuthority:
		if c.Mailbox == nil {
			c.Refuse("the holder's mailbox is not in the snapshot")
			return nil
		}
		return c.Exchange()
	default:
		if c.AD == nil {
			c.Refuse("the holder's AD object is not in the snapshot")
			return nil
		}
		return c.Recipient()
	}
}
