package main

import (
	"slices"

	"rejoin/recon/directory"
)

// canonicalFiles are Contoso's tables in the form of a snapshot, and truth.csv. The users of the two forests are two files,
// because they are two parts of one table.
func (c *contoso) canonicalFiles() []file {
	var files []file
	for _, table := range directory.Tables() {
		records := c.tables[table.Name]
		switch {
		case table.Name == "ad_users":
			for _, forest := range []string{contosoDomain, fabrikamDomain} {
				files = append(files, file{"ad_users-" + forest + ".csv", c.users(dialect{}, forest)})
			}
		case len(records) > 0:
			files = append(files, file{table.Name + ".csv", dialect{}.write(table.Name, records)})
		}
	}
	return append(files, c.truth())
}

// users are the AD users of one forest, in a dialect. The column forest is left out, because an import is told the forest;
// the others are there in both, so that no column is unknown for half the people.
func (c *contoso) users(d dialect, forest string) []byte {
	var users []record
	for _, r := range c.tables["ad_users"] {
		if r["forest"] == forest {
			users = append(users, r)
		}
	}
	cs := slices.DeleteFunc(columns("ad_users", c.tables["ad_users"]), func(c directory.Column) bool { return c.Name == directory.ForestColumn })
	return d.writePart("ad_users", users, cs)
}

// handmade are the tables that arrive as one CSV file, and who writes it.
var handmade = []struct {
	table string
	dialect
}{
	{"ad_deleted", powerShell7}, {"ad_groups", ownScript}, {"ad_contacts", ansiExcel}, {"ad_domains", dialect{delimiter: ";"}},
	{"entra_deleted_users", graphModule}, {"entra_groups", bulkFile}, {"entra_domains", graphModule},
	{"exo_mailboxes", frenchExcel}, {"exo_soft_deleted", italianPowerShell}, {"exo_recipients", unicodeText},
	{"exo_accepted_domains", adminCenter}, {"exo_organization", ansiExcel}, {"exo_permissions", powerShell7}, {"exo_moves", powerShell7},
}

// handmadeFiles are the same tables as administrators would send them.
func (c *contoso) handmadeFiles() []file {
	files := []file{
		{"ad_users-contoso.csv", c.users(windowsPowerShell, contosoDomain)},
		{"ad_users-fabrikam.csv", c.users(csvde, fabrikamDomain)},
	}
	for _, one := range handmade {
		files = append(files, file{one.table + ".csv", one.write(one.table, c.tables[one.table])})
	}
	for i, page := range graphPages("entra_users", "users", c.tables["entra_users"], 2) {
		files = append(files, file{"entra_users-page" + string(rune('1'+i)) + ".json", page})
	}
	for _, one := range []struct{ table, resource string }{
		{"entra_contacts", "contacts"}, {"entra_organization", "organization"}, {"entra_skus", "subscribedSkus"},
		{"entra_roles", "roleManagement/directory/roleAssignments"},
	} {
		files = append(files, file{one.table + ".json", graphPages(one.table, one.resource, c.tables[one.table], 1)[0]})
	}
	slices.SortFunc(files, func(a, b file) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	return files
}
