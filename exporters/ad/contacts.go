package ad

// contacts are mail contacts: addresses of people elsewhere.
var contacts = table{
	name:   "ad_contacts",
	filter: "(&(objectCategory=person)(objectClass=contact))",
	links:  []string{"distinguishedName"},
	scoped: true,
}
