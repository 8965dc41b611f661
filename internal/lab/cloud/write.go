package main

import (
	"time"

	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// write replaces the cloud's tables in a snapshot.
func (c *cloud) write(edit *snapshot.Edit) error {
	organization := []directory.EntraOrganization{{ID: made("tenant", 0), DisplayName: "Contoso", OnPremisesSyncEnabled: directory.True, OnPremisesLastSyncDateTime: c.at}}
	var domains []directory.EntraDomain
	var accepted []directory.AcceptedDomain
	for _, name := range []string{"contoso.com", "fabrikam.com", tenantDomain, routingDomain} {
		domains = append(domains, directory.EntraDomain{ID: name, IsVerified: directory.True, IsDefault: boolean(name == "contoso.com"), IsInitial: boolean(name == tenantDomain)})
		accepted = append(accepted, directory.AcceptedDomain{DomainName: name, DomainType: "Authoritative", Default: boolean(name == "contoso.com")})
	}
	for _, write := range []func() error{
		func() error {
			return table(edit, c.at, "entra_users", c.users, "id", "onPremisesImmutableId", "onPremisesSecurityIdentifier", "userPrincipalName", "mail",
				"onPremisesSyncEnabled", "accountEnabled", "userType", "proxyAddresses", "onPremisesLastSyncDateTime", "displayName", "onPremisesUserPrincipalName",
				"onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesSamAccountName", "onPremisesObjectIdentifier", "mailNickname", "givenName",
				"surname", "employeeId", "department", "jobTitle", "companyName")
		},
		func() error {
			return table(edit, c.at, "entra_organization", organization, "id", "displayName", "onPremisesSyncEnabled", "onPremisesLastSyncDateTime")
		},
		func() error {
			return table(edit, c.at, "entra_domains", domains, "id", "isVerified", "isDefault", "isInitial")
		},
		func() error {
			return table(edit, c.at, "exo_mailboxes", c.mailboxes, "ExternalDirectoryObjectId", "ExchangeGuid", "UserPrincipalName", "PrimarySmtpAddress",
				"LegacyExchangeDN", "IsDirSynced", "RecipientTypeDetails", "IsExchangeCloudManaged", "EmailAddresses", "ArchiveGuid", "Alias", "DisplayName",
				"RecipientType", "AccountDisabled", "HiddenFromAddressListsEnabled", "ArchiveStatus")
		},
		func() error {
			return table(edit, c.at, "exo_accepted_domains", accepted, "DomainName", "DomainType", "Default")
		},
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

// table writes one table of the given columns.
func table[Row any](edit *snapshot.Edit, at directory.Time, name string, rows []Row, columns ...string) error {
	for _, old := range edit.Parts(name) {
		edit.Drop(old)
	}
	w, err := edit.Create(name, columns)
	if err != nil {
		return err
	}
	for i := range rows {
		cells := make([]string, len(columns))
		for j, column := range columns {
			cells[j] = directory.CellOf(&rows[i], column)
		}
		if err := w.Write(cells); err != nil {
			w.Discard()
			return err
		}
	}
	_, err = w.Close(snapshot.Part{Complete: snapshot.Proven, Source: "the lab's cloud", Started: at, Finished: directory.Time{Time: at.Add(time.Minute)}})
	return err
}
