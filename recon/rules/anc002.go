package rules

import (
	"fmt"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var unlinkedSoftMatch = &recon.Rule{
	ID: "ANC002", Name: "unlinked-soft-match-candidate", Severity: recon.Medium,
	Doc: `A cloud user who was never synchronized has the UPN or primary address of an AD account that has no cloud user.
The next synchronization of the account will take the cloud user over (soft match), or fail to: either way somebody should know before it
happens. Nothing is repaired here: putting the account into scope is the repair.
Only suspected for holders of directory roles, who are never soft-matched. No hit: guests, service accounts by policy, users with
leftovers of a former synchronization. Where the tenant blocks soft match, the evidence says so.
Source: Microsoft Learn, existing tenants and Entra Connect.`,
	Needs: []string{"entra_users.onPremisesSyncEnabled", "entra_users.onPremisesImmutableId"},
	Sides: recon.OnEntra,
	Cause: "accounts were made in both directories by different people",
	Applies: func(r recon.Record) bool {
		return !r.Any(recon.Synchronized|recon.ServiceAccount) && (r.Situation == recon.Found || r.Situation == recon.Unassigned)
	},
	Screen: func(r recon.Record) bool { return r.Situation == recon.Found && r.All(recon.NoImmutableID) },
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		if p.AD == nil || p.Situation != recon.Found || e.OnPremisesSyncEnabled == directory.True || !strings.EqualFold(e.UserType, "Member") && e.UserType != "" ||
			e.ImmutableID != "" || e.OnPremisesDistinguishedName != "" || e.OnPremisesSecurityIdentifier != "" || p.Record.Any(recon.OutOfScope) {
			return
		}
		byUPN := p.AD.UserPrincipalName != "" && strings.EqualFold(p.AD.UserPrincipalName, e.UserPrincipalName)
		byMail := p.AD.PrimarySMTP() != "" && strings.EqualFold(p.AD.PrimarySMTP(), e.PrimarySMTP())
		if !byUPN && !byMail {
			return
		}
		f := recon.Finding{System: directory.Entra, Attribute: "onPremisesImmutableId", Want: anchorText(p), Certainty: recon.Likely}
		switch {
		case byUPN && byMail:
			f.Evidence = fmt.Sprintf("the account %s has the same UPN and primary address", p.AD.UserPrincipalName)
		case byUPN:
			f.Evidence = fmt.Sprintf("the account %s has the same UPN", p.AD.UserPrincipalName)
		default:
			f.Evidence = fmt.Sprintf("the account %s has the same primary address", p.AD.UserPrincipalName)
		}
		if !p.Joined(recon.OnAD | recon.OnEntra) {
			f.Certainty = recon.Suspect
		}
		if roles := p.Org.Roles(e.ID); len(roles) > 0 {
			f.Certainty = recon.Suspect
			f.Evidence += "; the user holds the role " + roles[0] + ", and such users are never soft-matched"
		}
		if p.Org.Tenant != nil && p.Org.Tenant.BlockSoftMatch == directory.True {
			f.Evidence += "; soft match is blocked in the tenant"
		}
		p.Report(f)
	},
}

// anchorText is the immutable ID that the account's synchronization would have.
func anchorText(p *recon.Pass) string {
	if !p.AD.ConsistencyGUID.IsZero() && p.Org.AnchorColumn(p.AD.Forest) != "objectGUID" {
		return p.AD.ConsistencyGUID.ImmutableID()
	}
	return p.AD.ObjectGUID.ImmutableID()
}
