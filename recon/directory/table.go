package directory

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Table is one of the tables a snapshot can hold. Everything that depends on a table's shape (import, export, help texts,
// the column reference) is derived from this value and the row type behind it.
type Table struct {
	Name    string   // as in the manifest and on the command line: ad_users
	System  System   // the directory that holds the objects
	About   string   // one clause: what a row is
	Key     []string // the columns that name a row
	KeyAll  bool     // the key is all of Key together; otherwise the first of them that is not empty
	Columns []Column // in the order in which a snapshot writes them: what the join reads comes first

	row      reflect.Type
	byHeader map[string]int
}

// System is a directory that holds objects.
type System string

// The three systems.
const (
	AD    System = "ad"
	Entra System = "entra"
	EXO   System = "exo"
)

// Column is one column of a table. Its name is the vendor's own.
type Column struct {
	Table string
	Name  string
	Kind  Kind
	Also  []string // other headers that mean the same column; letter case, spaces, dashes and underscores are ignored
	Asked bool     // worth asking for: part of the Select-Object line that an import proposes
	field int
}

// String is table.column.
func (c Column) String() string { return c.Table + "." + c.Name }

// LossyColumn is the column that names the lossy cells of its row. An imported table has it only where a cell was lost.
const LossyColumn = "_lossy"

// ForestColumn is the column of AD tables that names a row's forest. Where a table has none, its part's forest holds.
const ForestColumn = "forest"

// tables is the registry, in the order in which help texts and manifests list it.
var tables = []*Table{
	define[ADUser]("ad_users", AD, "users of Active Directory, with their Exchange attributes", "objectGUID"),
	define[ADDeleted]("ad_deleted", AD, "deleted users in Active Directory's recycle bin", "objectGUID"),
	define[ADGroup]("ad_groups", AD, "groups of Active Directory", "objectGUID"),
	define[ADContact]("ad_contacts", AD, "contacts of Active Directory", "objectGUID"),
	define[ADDomain]("ad_domains", AD, "the forest's domains and UPN suffixes", "name"),
	define[EntraUser]("entra_users", Entra, "users of Entra ID", "id"),
	define[EntraUser]("entra_deleted_users", Entra, "soft-deleted users of Entra ID", "id"),
	define[EntraGroup]("entra_groups", Entra, "groups of Entra ID", "id"),
	define[EntraContact]("entra_contacts", Entra, "organizational contacts of Entra ID", "id"),
	define[EntraDomain]("entra_domains", Entra, "the tenant's domains", "id"),
	define[EntraOrganization]("entra_organization", Entra, "the tenant and the state of its synchronization", "id"),
	define[EntraSKU]("entra_skus", Entra, "subscribed licences and their seats", "id"),
	define[EntraRole]("entra_roles", Entra, "role assignments", "id"),
	define[Mailbox]("exo_mailboxes", EXO, "mailboxes of Exchange Online", "ExchangeGuid", "ExternalDirectoryObjectId"),
	define[Mailbox]("exo_soft_deleted", EXO, "soft-deleted and inactive mailboxes", "ExchangeGuid", "ExternalDirectoryObjectId"),
	define[Recipient]("exo_recipients", EXO, "every recipient of Exchange Online, mailboxes or not", "ExchangeGuid", "ExternalDirectoryObjectId", "Guid"),
	define[AcceptedDomain]("exo_accepted_domains", EXO, "accepted domains", "DomainName"),
	define[ExchangeOrganization]("exo_organization", EXO, "the organization's configuration", "Guid", "Name"),
	defineAll[Permission]("exo_permissions", EXO, "who may do what with which mailbox",
		"ExchangeGuid", "Right", "Trustee", "TrusteeSid", "Deny", "IsInherited", "InheritanceType"),
	define[MoveRequest]("exo_moves", EXO, "move requests", "ExchangeGuid"),
}

// Tables lists every table a snapshot can hold.
func Tables() []*Table { return tables }

// TableNamed finds a table by its name; false when there is none.
func TableNamed(name string) (*Table, bool) {
	i := slices.IndexFunc(tables, func(t *Table) bool { return t.Name == name })
	if i < 0 {
		return nil, false
	}
	return tables[i], true
}

func defineAll[Row any](name string, system System, about string, key ...string) *Table {
	t := define[Row](name, system, about, key...)
	t.KeyAll = true
	return t
}

// define reads a table's columns off its row type. The tag csv is the column's name, kind its kind, also the other headers
// it goes by; ask marks what an import proposes to export.
func define[Row any](name string, system System, about string, key ...string) *Table {
	t := &Table{Name: name, System: system, About: about, Key: key, row: reflect.TypeFor[Row](), byHeader: map[string]int{}}
	for i := range t.row.NumField() {
		field := t.row.Field(i)
		header := field.Tag.Get("csv")
		if header == "" || header == "-" {
			continue
		}
		kind, ok := kindNamed(field.Tag.Get("kind"))
		if !ok {
			panic(fmt.Sprintf("table %s, column %s: no kind %q", name, header, field.Tag.Get("kind")))
		}
		column := Column{Table: name, Name: header, Kind: kind, field: i}
		if also := field.Tag.Get("also"); also != "" {
			column.Also = strings.Split(also, ",")
		}
		_, column.Asked = field.Tag.Lookup("ask")
		t.Columns = append(t.Columns, column)
	}
	// A column's own name wins over another column's alias.
	for pass := range 2 {
		for i, column := range t.Columns {
			headers := column.Also
			if pass == 0 {
				headers = []string{column.Name}
			}
			for _, header := range headers {
				if _, taken := t.byHeader[foldHeader(header)]; !taken {
					t.byHeader[foldHeader(header)] = i
				}
			}
		}
	}
	return t
}

// Column finds the column that a header means: its name or one of its other names. False when the table has none.
func (t *Table) Column(header string) (Column, bool) {
	i, ok := t.byHeader[foldHeader(header)]
	if !ok {
		return Column{}, false
	}
	return t.Columns[i], true
}

// Rank tells how directly a header names its column: 0 for the column's own name, 1 for its first other name, and so on; -1
// for a stranger. Of two headers that mean one column, the lower rank is the better source.
func (t *Table) Rank(header string) int {
	column, ok := t.Column(header)
	if !ok {
		return -1
	}
	folded := foldHeader(header)
	if folded == foldHeader(column.Name) {
		return 0
	}
	return 1 + slices.IndexFunc(column.Also, func(also string) bool { return foldHeader(also) == folded })
}

// foldHeader makes headers comparable: people write "User principal name" for userPrincipalName.
func foldHeader(header string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-' || r == '_' || r == '.' || r == '\u00a0':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, strings.TrimSpace(header))
}
