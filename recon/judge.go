package recon

import "rejoin/recon/snapshot"

// adSituation judges an identity that has an AD user.
func (o *organisation) adSituation(e entry) (Situation, string) {
	user := o.ad.at(e.ad)
	mine := object{inAD, e.ad}
	switch {
	case user.flags&contested != 0:
		return Ambiguous, ""
	case e.entra != none && e.entra&deletedBit != 0:
		return Missing, ""
	case e.entra != none:
		return o.linkSituation(user, e.entraBy)
	}
	if _, taken := o.wanted[mine]; taken {
		return FoundAlreadyLinked, ""
	}
	if len(o.entraParts) == 0 {
		return o.mailboxSituation(user, e)
	}
	switch {
	case user.flags&ignored != 0:
		return SourceIgnored, ""
	case user.flags&lossyKey != 0:
		return NotEvaluated, "a cell of the AD user that the join needs was lost"
	case o.snapshot.Complete("entra_users") == snapshot.No:
		return NotEvaluated, "entra_users is incomplete"
	}
	return Absent, ""
}

// linkSituation judges an AD user who is joined.
func (o *organisation) linkSituation(user *adRecord, by Strength) (Situation, string) {
	switch {
	case !by.Strong():
		return Found, ""
	case user.flags&ignored != 0:
		return Unqualified, ""
	}
	return Confirmed, ""
}

// mailboxSituation judges an AD user by their mailbox, in a snapshot without Entra users.
func (o *organisation) mailboxSituation(user *adRecord, e entry) (Situation, string) {
	switch {
	case e.exo != none:
		return o.linkSituation(user, e.exoBy)
	case user.flags&ignored != 0:
		return SourceIgnored, ""
	case len(o.exoParts) == 0:
		return NotEvaluated, "the snapshot has neither entra_users nor exo_mailboxes"
	case user.flags&lossyKey != 0:
		return NotEvaluated, "a cell of the AD user that the join needs was lost"
	case user.flags&hasMail == 0:
		return SourceIgnored, "it has no mailbox attributes"
	case o.snapshot.Complete("exo_mailboxes") == snapshot.No:
		return NotEvaluated, "exo_mailboxes is incomplete"
	}
	return Absent, ""
}

// entraSituation judges a live Entra user without an AD user.
func (o *organisation) entraSituation(row ref) (Situation, string) {
	user := o.entra.at(row)
	anchored := !user.anchor.IsZero() || user.flags&customAnchor != 0
	switch {
	case user.flags&contested != 0:
		return Ambiguous, ""
	case user.flags&ignored != 0:
		return TargetIgnored, ""
	case user.flags&lossyKey != 0:
		return NotEvaluated, "a cell of the Entra user that the join needs was lost"
	case user.flags&synced == 0 && !o.has("entra_users", "onPremisesSyncEnabled"):
		return NotEvaluated, "onPremisesSyncEnabled is not in the snapshot"
	case user.flags&synced == 0 && anchored:
		return Unassigned, "it keeps the immutable ID of a former synchronization"
	case user.flags&synced == 0:
		return Unassigned, ""
	case !anchored:
		return NotEvaluated, "it is synchronized, but its immutable ID is not in the snapshot"
	case user.flags&customAnchor != 0:
		return NotEvaluated, "its source anchor is a custom one; the policy can name its attribute"
	}
	if reason := o.absenceOfAD(); reason != "" {
		return NotEvaluated, reason
	}
	if o.recycled[user.anchor] {
		return SourceMissing, "its AD user is in the recycle bin"
	}
	return SourceMissing, ""
}

// exoSituation judges a mailbox without an AD user and without an Entra user.
func (o *organisation) exoSituation(row ref) (Situation, string) {
	mailbox := o.exo.at(row)
	switch {
	case mailbox.flags&contested != 0:
		return Ambiguous, ""
	case mailbox.flags&ignored != 0:
		return TargetIgnored, ""
	case mailbox.flags&lossyKey != 0:
		return NotEvaluated, "a cell of the mailbox that the join needs was lost"
	case mailbox.flags&notSynced != 0:
		return Unassigned, o.ownerless(mailbox)
	case mailbox.flags&synced == 0:
		return NotEvaluated, "IsDirSynced is not in the snapshot"
	}
	if reason := o.absenceOfAD(); reason != "" {
		return NotEvaluated, reason
	}
	return SourceMissing, o.ownerless(mailbox)
}

// ownerless explains a mailbox whose Entra user the snapshot ought to have.
func (o *organisation) ownerless(mailbox *exoRecord) string {
	if mailbox.cloud.IsZero() || len(o.entraParts) == 0 {
		return ""
	}
	return "its Entra user is not in the snapshot"
}

// absenceOfAD says why nothing follows from the absence of an AD user; empty when something does.
func (o *organisation) absenceOfAD() string {
	switch {
	case len(o.adParts) == 0:
		return "the snapshot has no ad_users"
	case o.snapshot.Complete("ad_users") == snapshot.No:
		return "ad_users is incomplete"
	}
	return ""
}
