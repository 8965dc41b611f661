package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

var exchangeGUIDDiffers = &recon.Rule{
	ID: "MBX003", Name: "exchange-guid-differs", Severity: recon.High,
	Doc: `A remote mailbox carries another ExchangeGuid than its mailbox in Exchange Online.
The GUID in AD may be that of a mailbox that was deleted, or of one on-premises that still holds mail: a move fails, and stamping the
new GUID too early hides where the old mail is. Bytes in the wrong order are named as damage of the tool that wrote them.
No hit: a move is open. set-exchange-guid is proposed only where soft-deleted and inactive mailboxes are known completely and none of
them has AD's GUID.
Source: Microsoft KB 2956029.`,
	Fixes: []string{"set-exchange-guid"},
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "ad_users.msExchMailboxGuid", "exo_mailboxes.ExchangeGuid"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true, Synced: true, OnWeakJoin: true,
	Cause:   "a tool wrote the GUIDs with their bytes in the wrong order, or mailboxes were made anew",
	Applies: func(r recon.Record) bool { return r.All(recon.RemoteType) },
	Screen:  func(r recon.Record) bool { return r.All(recon.GUIDsDiffer) && !r.Any(recon.MoveInAD|recon.MoveInCloud) },
	Check: func(p *recon.Pass) {
		r, x := p.Recipient(), p.Mailbox
		if r.MailboxGUID.IsZero() || x.ExchangeGUID.IsZero() || r.MailboxGUID == x.ExchangeGUID || p.MoveOpen() {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchMailboxGuid", Have: r.MailboxGUID.String(), Want: x.ExchangeGUID.String()}
		switch {
		case r.MailboxGUID.Swapped() == x.ExchangeGUID:
			f.Evidence = "it is the same GUID with its bytes in the wrong order: damage by the tool that wrote it"
		case p.Org.Complete("exo_soft_deleted") == snapshot.No:
			f.Fix, f.Evidence = recon.NoFix, "soft-deleted and inactive mailboxes are not known completely, and one may hold AD's GUID"
		default:
			f.Evidence = "no soft-deleted or inactive mailbox has AD's GUID"
			for _, deleted := range p.Org.SoftDeleted() {
				if deleted.ExchangeGUID == r.MailboxGUID {
					f.Fix, f.Evidence = recon.NoFix, "a soft-deleted or inactive mailbox has AD's GUID: find out which one holds the mail"
				}
			}
		}
		p.Report(f)
	},
}
