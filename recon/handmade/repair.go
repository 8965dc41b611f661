package handmade

import (
	"fmt"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// commands are the cmdlets that list the rows of each table. %s stands for the properties, where the cmdlet must be told.
var commands = map[string]string{
	"ad_users":             "Get-ADUser -Filter * -Properties %s",
	"ad_deleted":           "Get-ADObject -Filter 'isDeleted -eq $true -and objectClass -eq \"user\"' -IncludeDeletedObjects -Properties %s",
	"ad_groups":            "Get-ADGroup -Filter * -Properties %s",
	"ad_contacts":          "Get-ADObject -Filter 'objectClass -eq \"contact\"' -Properties %s",
	"ad_domains":           "(Get-ADForest).Domains | Get-ADDomain",
	"entra_users":          "Get-MgUser -All -Property %s",
	"entra_deleted_users":  "Get-MgDirectoryDeletedItemAsUser -All -Property %s",
	"entra_groups":         "Get-MgGroup -All -Property %s",
	"entra_contacts":       "Get-MgContact -All -Property %s",
	"entra_domains":        "Get-MgDomain",
	"entra_organization":   "Get-MgOrganization",
	"entra_skus":           "Get-MgSubscribedSku",
	"entra_roles":          "Get-MgRoleManagementDirectoryRoleAssignment -All -ExpandProperty roleDefinition",
	"exo_mailboxes":        "Get-Mailbox -ResultSize Unlimited",
	"exo_soft_deleted":     "Get-Mailbox -SoftDeletedMailbox -ResultSize Unlimited",
	"exo_recipients":       "Get-Recipient -ResultSize Unlimited",
	"exo_accepted_domains": "Get-AcceptedDomain",
	"exo_organization":     "Get-OrganizationConfig",
	"exo_permissions":      "Get-Mailbox -ResultSize Unlimited | ForEach-Object { $m = $_; Get-MailboxPermission $m.ExchangeGuid -IncludeUnresolvedPermissions | Add-Member ExchangeGuid $m.ExchangeGuid -PassThru }",
	"exo_moves":            "Get-MoveRequest -ResultSize Unlimited",
}

// repairLine is the PowerShell line that exports a table without losses: the columns worth asking for, and those that the
// file already had, each written so that Export-Csv cannot spoil it.
func repairLine(table *directory.Table, columns []mapped) string {
	var properties, selected []string
	for _, column := range table.Columns {
		had := slices.ContainsFunc(columns, func(one mapped) bool { return one.column.Name == column.Name })
		if !column.Asked && !had {
			continue
		}
		properties = append(properties, column.Name)
		selected = append(selected, selection(table, column))
	}
	command := commands[table.Name]
	if strings.Contains(command, "%s") {
		command = fmt.Sprintf(command, strings.Join(properties, ","))
	}
	return fmt.Sprintf("%s | Select-Object %s | Export-Csv %s.csv -NoTypeInformation -Encoding UTF8", command, strings.Join(selected, ","), table.Name)
}

// selection is a column as Select-Object must be told it: lists are joined, bytes made GUIDs, times written in UTC, objects
// made JSON.
func selection(table *directory.Table, column directory.Column) string {
	value := "$_." + column.Name
	if strings.Contains(column.Name, "-") {
		value = "$_.'" + column.Name + "'"
	}
	calculated := func(expression string) string {
		return fmt.Sprintf("@{n='%s';e={%s}}", column.Name, expression)
	}
	if table.Name == "exo_permissions" {
		switch column.Name {
		case "Right":
			return calculated("$_.AccessRights -join ','")
		case "Trustee":
			return calculated("$_.User")
		case "TrusteeSid":
			return calculated("$_.UserSid")
		}
	}
	switch column.Kind {
	case directory.KindAddresses, directory.KindList:
		return calculated(value + " -join ';'")
	case directory.KindGUID:
		if table.System == directory.AD && column.Name != "objectGUID" {
			return calculated("if(" + value + "){[guid]" + value + "}")
		}
	case directory.KindSID:
		if column.Name == "msExchMasterAccountSid" {
			return calculated(value)
		}
	case directory.KindTime:
		return calculated("if(" + value + "){([datetime]" + value + ").ToUniversalTime().ToString('o')}")
	case directory.KindJSON, directory.KindLicences:
		return calculated("ConvertTo-Json @(" + value + ") -Compress -Depth 5")
	}
	if strings.Contains(column.Name, ".") {
		return calculated(value)
	}
	return column.Name
}

// strongColumns are, for each table, the columns by which its rows are joined by identifier, and what becomes of the join
// without them. Of those that stand together one is enough; the first is asked for.
var strongColumns = map[string][]struct {
	columns []string
	without string
}{
	"ad_users": {{[]string{"objectGUID", "mS-DS-ConsistencyGuid"}, "people are joined by their addresses"}},
	"entra_users": {
		{[]string{"onPremisesImmutableId"}, "people are joined by their addresses"},
		{[]string{"onPremisesSyncEnabled"}, "nothing tells whom AD should have"},
	},
	"exo_mailboxes": {{[]string{"ExternalDirectoryObjectId"}, "people are joined by their addresses"}},
}

// missingColumns lists the columns that would make the join strong and that the file does not have.
func missingColumns(table *directory.Table, columns []mapped) []Missing {
	var missing []Missing
	for _, group := range strongColumns[table.Name] {
		if !slices.ContainsFunc(columns, func(one mapped) bool { return slices.Contains(group.columns, one.column.Name) }) {
			missing = append(missing, Missing{group.columns[0], group.without})
		}
	}
	return missing
}
