package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var anchorDiffers = &recon.Rule{
	ID: "ANC003", Name: "anchor-differs", Severity: recon.High,
	Doc: `A synchronized user and its AD account are the same by SID or mailbox, but the account's source anchor is another one.
Synchronization reports that the anchor has changed, and carries nothing more. It happens when mS-DS-ConsistencyGuid was written over, or
an account was moved between forests without its anchor. Writing the old anchor back heals it; nothing in Entra ID is touched.
No hit: a custom anchor; ConsistencyGuid and objectGUID that differ while the forest's anchor is the one that matches.
Source: Microsoft Learn, design concepts of Entra Connect (sourceAnchor).`,
	Fixes:   []string{"re-anchor"},
	Needs:   []string{"entra_users.onPremisesImmutableId", "entra_users.onPremisesSyncEnabled", "ad_users.objectGUID"},
	Sides:   recon.OnAD | recon.OnEntra,
	Cause:   "a script wrote mS-DS-ConsistencyGuid, or accounts were migrated without their anchors",
	Applies: func(r recon.Record) bool { return r.All(recon.Synchronized) },
	Screen:  func(r recon.Record) bool { return r.All(recon.AnchorsDiffer) },
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		if _, ok := e.ImmutableID.GUID(); !ok {
			return
		}
		anchor, _ := e.ImmutableID.GUID()
		if !sameByOther(p) || anchor == p.AD.ObjectGUID || anchor == p.AD.ConsistencyGUID {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "mS-DS-ConsistencyGuid", Have: p.AD.ConsistencyGUID.String(), Want: anchor.String(),
			Evidence: "the cloud user was synchronized with the anchor " + string(e.ImmutableID)}
		if p.AD.ObjectSID == "" || p.AD.ObjectSID != e.OnPremisesSecurityIdentifier {
			f.Fix = recon.NoFix
			f.Evidence += "; the two are not the same by SID, so no one should write it back"
		} else if p.Org.AnchorColumn(p.AD.Forest) != "mS-DS-ConsistencyGuid" {
			f.Fix = recon.NoFix
			f.Evidence += "; the source anchor of the forest is " + p.Org.AnchorColumn(p.AD.Forest) + ", which nobody can write"
		}
		p.Report(f)
	},
}

// sameByOther says whether something else than an anchor shows that the two are the same: a SID, a mailbox GUID, an X500 address, or
// the id that writeback left.
func sameByOther(p *recon.Pass) bool {
	switch p.Record.Join {
	case recon.ByExternalID, recon.BySID, recon.ByMailboxGUID, recon.ByX500:
		return true
	}
	return false
}
