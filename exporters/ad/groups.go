package ad

// groups are security and distribution groups with their direct members.
var groups = table{
	name:   "ad_groups",
	filter: "(objectCategory=group)",
	links:  []string{"distinguishedName", "member", "managedBy"},
	scoped: true,
}
