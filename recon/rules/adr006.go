package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var hiddenFlagDiffers = &recon.Rule{
	ID: "ADR006", Name: "hidden-flag-differs", Severity: recon.Low,
	Doc: `A mailbox is hidden from address lists on one side only.
Colleagues find it or not, depending on where they look. Where the object has no alias the flag cannot flow, and that is the cause.
No hit: the cloud manages the mailbox's attributes; rooms, where the policy says so. Which of the two is meant a person decides.
Source: Microsoft KB 4042820.`,
	Fixes: []string{"set-hidden-flag", "set-alias"},
	Needs: []string{"ad_users.msExchHideFromAddressLists", "exo_mailboxes.HiddenFromAddressListsEnabled"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true, Synced: true,
	Cause:   "mailboxes were hidden in the cloud, or objects without an alias in AD",
	Applies: func(r recon.Record) bool { return r.All(recon.Synchronized) && !r.All(recon.NoMailboxType) },
	Screen:  func(r recon.Record) bool { return r.Any(recon.HiddenInAD) != r.Any(recon.HiddenInCloud) },
	Check: func(p *recon.Pass) {
		r, x := p.Recipient(), p.Mailbox
		hidden := r.HideFromAddressLists == directory.True
		if x.HiddenFromAddressLists == directory.Unset || hidden == (x.HiddenFromAddressLists == directory.True) || p.Org.Policy.HiddenRooms && x.RecipientTypeDetails == "RoomMailbox" {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchHideFromAddressLists", Have: r.HideFromAddressLists.String(), Want: x.HiddenFromAddressLists.String(), Fix: recon.NoFix,
			Evidence: "hidden in Exchange Online only"}
		if hidden {
			f.Evidence = "hidden in AD only"
		}
		if r.MailNickname == "" {
			f.Fix = "set-alias"
			f.Evidence += "; without an alias the flag does not flow"
		}
		p.Report(f)
	},
}
