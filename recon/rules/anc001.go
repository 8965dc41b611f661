package rules

import (
	"fmt"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var orphanedHardMatch = &recon.Rule{
	ID: "ANC001", Name: "orphaned-hard-match", Severity: recon.Medium,
	Doc: `A synchronized cloud user's source anchor belongs to no AD object any more.
Nobody can change the user's synchronized attributes: AD has no object to change, and Entra ID refuses. The AD object was deleted or moved
out of scope while deletions did not arrive.
It stays suspected until the snapshot is shown to cover AD: every domain that the tenant's synchronized users come from, unfiltered.
No hit: a custom anchor; an object that synchronization touched within the last three hours; a user whose SID AD has. An object in AD's
recycle bin is restored there first, and keeps its GUID.
Answers: re-anchor where a never synchronized AD object fits; else convert-to-cloud; else restore-as-cloud. Turning directory
synchronization off for the tenant would free all orphans at once and is never done by a tool: it converts every user, takes up to 72
hours, and cannot be turned on again for as long.
Source: Microsoft KB 2709902; Microsoft Learn, transfer source of authority of users.`,
	Fixes:   []string{"re-anchor", "convert-to-cloud", "restore-as-cloud"},
	Needs:   []string{"entra_users.onPremisesImmutableId", "entra_users.onPremisesSyncEnabled", "ad_users"},
	Sides:   recon.OnEntra,
	Cause:   "a domain or organisational unit was not exported, or left the scope of synchronization",
	Applies: func(r recon.Record) bool { return r.All(recon.Synchronized) },
	Screen: func(r recon.Record) bool {
		return r.Situation == recon.SourceMissing || r.Situation == recon.NotEvaluated || r.AD && r.Join != recon.ByExternalID && r.Join != recon.ByAnchor && r.Join != recon.BySID
	},
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		anchor, ok := e.ImmutableID.GUID()
		if !ok || p.Record.Contested || p.AD != nil && p.Record.Join.Strong() || p.Org.AnchorHeld(anchor) || p.Org.SIDHeld(e.OnPremisesSecurityIdentifier) {
			return
		}
		sure, known := p.Absent("ad_users")
		if !known {
			p.NotEvaluated("ad_users is incomplete")
			return
		}
		if !e.OnPremisesLastSyncDateTime.IsZero() && !p.Org.LastSync.IsZero() && e.OnPremisesLastSyncDateTime.After(p.Org.LastSync.Add(-stalledAfter)) {
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "onPremisesImmutableId", Have: string(e.ImmutableID), Certainty: sure}
		if covered, missing := p.Org.Covers(); !covered {
			f.Certainty, f.Evidence = recon.Suspect, "AD may not be covered: "+missing+"; "
		}
		orphanAnswer(p, &f, anchor)
		p.Report(f)
	},
}

// orphanAnswer chooses the first answer whose conditions hold, and says why.
func orphanAnswer(p *recon.Pass, f *recon.Finding, anchor directory.GUID) {
	e := p.LiveEntra()
	federated := p.Org.Domains.Federated(recon.DomainOf(e.UserPrincipalName))
	switch {
	case p.Org.Recycled(anchor):
		f.Fix = recon.NoFix
		f.Evidence += "its AD object is in the recycle bin: restore it there, it keeps its GUID"
	case p.AD != nil && p.Record.Join == recon.Weak:
		f.Fix = recon.NoFix
		f.Evidence += fmt.Sprintf("the account %s may be the same person's, but one address alone says so", p.AD.UserPrincipalName)
	case p.AD != nil:
		f.Fix = "re-anchor"
		f.Evidence += fmt.Sprintf("the account %s fits, and was never synchronized", p.AD.UserPrincipalName)
	case federated:
		f.Fix = recon.NoFix
		f.Evidence += "the user's domain is federated, so no anchor may be cleared"
	case p.Org.HasColumn("entra_users", "onPremisesSyncBehavior.isCloudManaged"):
		f.Fix = "convert-to-cloud"
		f.Evidence += "no AD account fits: the user can be mastered in the cloud"
	default:
		f.Fix = "restore-as-cloud"
		f.Evidence += "no AD account fits, and onPremisesSyncBehavior is not in the snapshot"
	}
}
