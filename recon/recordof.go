package recon

import "rejoin/recon/directory"

// record puts together what the rows of a complete entry say.
func (o *organisation) record(e entry) Record {
	r := o.combined(e)
	if r.Facts&OnLeave != 0 {
		r.Facts &^= Leaver
	}
	return r
}

func (o *organisation) combined(e entry) Record {
	r := Record{Situation: e.situation, AD: e.ad != none, Linked: e.linked != none, Mailbox: e.exo != none}
	var account, recipient *adRecord
	if r.AD {
		account = o.ad.at(e.ad)
		recipient = account
		r.Facts = account.facts
		r.Contested = account.flags&contested != 0
		if r.Linked {
			recipient = o.ad.at(e.linked)
			r.Facts = account.facts&(accountFacts|LostCells|ChangedInAD) | recipient.facts&^accountFacts
		}
	}
	var cloud *entraRecord
	switch {
	case e.entra == none:
	case e.entra&deletedBit != 0:
		r.Deleted = true
		r.Facts |= o.deleted.at(e.entra&^deletedBit).facts & LostCells
	default:
		r.Entra, r.Join = true, e.entraBy
		cloud = o.entra.at(e.entra)
		r.Facts |= cloud.facts
		r.Contested = r.Contested || cloud.flags&contested != 0
	}
	if account != nil && cloud != nil {
		r.Facts |= differ(UPNsDiffer, account.upn, cloud.upn)
		if !cloud.anchor.IsZero() && cloud.anchor != o.effectiveAnchor(e.ad, account) {
			r.Facts |= AnchorsDiffer
		}
	}
	if !r.Mailbox {
		return r
	}
	mailbox := o.exo.at(e.exo)
	r.Facts |= mailbox.facts
	r.Contested = r.Contested || mailbox.flags&contested != 0
	if len(o.entraParts) == 0 && mailbox.flags&synced != 0 {
		r.Facts |= Synchronized
	}
	if !r.AD {
		return r
	}
	if cloud == nil {
		r.Facts |= differ(UPNsDiffer, account.upn, mailbox.upn)
	}
	r.Facts |= differ(PrimariesDiffer, recipient.primary, mailbox.primary)
	if recipient.mailbox != mailbox.mailbox && !recipient.mailbox.IsZero() && !mailbox.mailbox.IsZero() {
		r.Facts |= GUIDsDiffer
	}
	if recipient.archive != mailbox.archive {
		r.Facts |= ArchivesDiffer
	}
	if r.Facts&RemoteType != 0 && !sameKind(r.Facts) {
		r.Facts |= TypesDiffer
	}
	return r
}

// effectiveAnchor is what an AD user's source anchor is made from.
func (o *organisation) effectiveAnchor(row ref, user *adRecord) directory.GUID {
	if user.flags&otherAnchor != 0 && o.isAnchor(row, consistencyColumn) {
		return o.consistency[row]
	}
	return user.object
}

func differ(fact Fact, mine, theirs key) Fact {
	if mine != theirs {
		return fact
	}
	return 0
}

// sameKind says whether the remote recipient type in AD is the one of the mailbox.
func sameKind(facts Fact) bool {
	switch {
	case facts&adShared != 0:
		return facts&SharedMailbox != 0
	case facts&adRoom != 0:
		return facts&exoRoom != 0
	case facts&adEquipment != 0:
		return facts&exoEquipment != 0
	}
	return facts&UserMailbox != 0
}
