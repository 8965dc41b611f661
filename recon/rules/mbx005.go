package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var mailboxInBothPlaces = &recon.Rule{
	ID: "MBX005", Name: "mailbox-in-both-places", Severity: recon.Critical,
	Doc: `A person has a mailbox on-premises and another one in Exchange Online.
Mail arrives in the one or the other, depending on who sends it, and neither holds everything. It happens when a licence reaches a
person whose mailbox GUID was not synchronized.
No hit: a move is open, during which both exist. The same GUID on both sides, or a snapshot without homeMDB, is only suspected: the
move may just have ended. Which mailbox stays is a person's decision; nothing here is repaired by itself.
Source: Microsoft KB, mailboxes exist in both Exchange Online and on-premises.`,
	Needs: []string{"ad_users.msExchRecipientTypeDetails", "ad_users.msExchMailboxGuid"},
	Sides: recon.OnAD | recon.OnMailbox, Exchange: true,
	Cause:   "mailbox GUIDs did not reach the cloud before licences were assigned",
	Applies: func(r recon.Record) bool { return r.All(recon.OnPremisesType) },
	Screen:  func(r recon.Record) bool { return !r.Any(recon.NoMailboxGUID | recon.MoveInAD | recon.MoveInCloud) },
	Check: func(p *recon.Pass) {
		r, x := p.Recipient(), p.Mailbox
		knowsDatabase := p.Org.HasColumn("ad_users", "homeMDB")
		if r.MailboxGUID.IsZero() || knowsDatabase && r.HomeMDB == "" || p.MoveOpen() {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "msExchRecipientTypeDetails", Have: r.RecipientTypeDetails.String(),
			Evidence: "Exchange Online has a " + x.RecipientTypeDetails + " of its own, made " + day(x.WhenMailboxCreated)}
		if r.MailboxGUID == x.ExchangeGUID {
			f.Certainty = recon.Suspect
			f.Evidence += "; both have the same GUID, so a move may just have ended"
		}
		if !knowsDatabase {
			f.Certainty = recon.Suspect
			f.Evidence += "; homeMDB is not in the snapshot"
		}
		p.Report(f)
	},
}

// day is a moment's day, or a word for none.
func day(t directory.Time) string {
	if t.IsZero() {
		return "nobody knows when"
	}
	return t.UTC().Format("2006-01-02")
}
