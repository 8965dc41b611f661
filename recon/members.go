package recon

import (
	"rejoin/recon/directory"
	"rejoin/recon/policy"
	"rejoin/recon/snapshot"
)

// readMembers keeps the direct members of the groups that the policy names. Where ad_groups is not in the snapshot, memberOf
// alone can tell.
func (o *Org) readMembers(p *policy.Policy) error {
	wanted := map[string]bool{}
	note := func(selectors policy.Selectors) {
		for _, one := range selectors {
			if one.Group != "" {
				wanted[directory.Fold(one.Group)] = true
			}
		}
	}
	for _, selectors := range []policy.Selectors{p.Leavers, p.Leave, p.ServiceAccounts, p.OutOfScope, p.NulledGUIDs, p.Protected} {
		note(selectors)
	}
	for _, hold := range p.LitigationHold {
		note(hold.Who)
	}
	for _, group := range p.OnboardingGroups {
		note(append(policy.Selectors{{Group: group.Group}}, group.Who...))
	}
	if len(wanted) == 0 {
		return nil
	}
	groups, err := snapshot.ReadRows[directory.ADGroup](o.o.snapshot, "ad_groups")
	if err != nil {
		return err
	}
	o.members, o.groups = map[string]map[string]bool{}, map[string]*directory.ADGroup{}
	for i, group := range groups.Rows {
		name := directory.Fold(group.DistinguishedName)
		if !wanted[name] {
			continue
		}
		o.members[name], o.groups[name] = map[string]bool{}, &groups.Rows[i]
		for _, member := range group.Member {
			o.members[name][directory.Fold(member)] = true
		}
	}
	return nil
}

// membersOf are the folded distinguished names of a group's direct members; nil when the group is not in the snapshot.
func (o *organisation) membersOf(group string) map[string]bool {
	return o.org.members[directory.Fold(group)]
}
