package ad

// users are accounts and the mailbox objects of a resource forest; inetOrgPerson is a user, a computer is none.
var users = table{
	name:   "ad_users",
	filter: "(&(objectCategory=person)(objectClass=user))",
	links:  []string{"distinguishedName", "memberOf", "manager", "altRecipient", "publicDelegates", "homeMDB", "homeMTA"},
	scoped: true,
}
