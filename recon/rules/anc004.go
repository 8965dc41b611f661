package rules

import (
	"rejoin/recon"
	"rejoin/recon/directory"
)

var duplicateAnchor = &recon.Rule{
	ID: "ANC004", Name: "duplicate-anchor", Severity: recon.High,
	Doc: `Two AD accounts, or two cloud users, have the same source anchor.
Synchronization takes one of the two and drops the other, and which one may change. It happens when accounts are copied with all their
attributes, or migrated to another forest while the old one is still synchronized.
Only suspected where the other account is disabled or in another forest: that is how documented migrations look while they run. No hit:
the two objects of a linked mailbox.
Source: Microsoft Learn, design concepts of Entra Connect (sourceAnchor must be unique).`,
	Needs:  []string{"ad_users.objectGUID"},
	Cause:  "accounts were copied with their mS-DS-ConsistencyGuid",
	Screen: func(r recon.Record) bool { return r.All(recon.AnchorShared) },
	Check: func(p *recon.Pass) {
		if p.AD != nil {
			for _, twin := range p.AnchorTwins(directory.AD) {
				f := recon.Finding{System: directory.AD, Attribute: "mS-DS-ConsistencyGuid", Have: p.AD.ConsistencyGUID.String(), Evidence: twin.Name + " has the same anchor"}
				if p.AD.Disabled() || twin.Disabled || twin.Forest != p.AD.Forest {
					f.Certainty = recon.Suspect
					f.Evidence += "; one of the two is disabled or in another forest, as in a migration"
				}
				p.Report(f)
			}
		}
		if p.LiveEntra() != nil {
			for _, twin := range p.AnchorTwins(directory.Entra) {
				p.Report(recon.Finding{System: directory.Entra, Attribute: "onPremisesImmutableId", Have: string(p.Entra.ImmutableID), Evidence: twin.Name + " has the same anchor"})
			}
		}
	},
}
