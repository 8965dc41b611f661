package main

const tenantID = "5c0c1b9e-8f0d-4c1e-9a57-3d1f2b7e6a40"

// tenant adds the tables that describe the forests, the tenant and the Exchange organization.
func (c *contoso) tenant() {
	c.add("ad_domains", record{"name": contosoDomain, "nETBIOSName": "CONTOSO", "objectSid": contosoSID, "suffixOnly": "false", "forest": contosoDomain})
	c.add("ad_domains", record{"name": "ad.contoso.example", "suffixOnly": "true", "forest": contosoDomain})
	c.add("ad_domains", record{"name": fabrikamDomain, "nETBIOSName": "FABRIKAM", "objectSid": fabrikamSID, "suffixOnly": "false", "forest": fabrikamDomain})

	c.add("entra_organization", record{
		"id": tenantID, "displayName": "Contoso", "onPremisesSyncEnabled": "true", "onPremisesLastSyncDateTime": "2026-11-02T02:31:17Z",
		"onPremisesLastPasswordSyncDateTime": "2026-11-02T05:58:40Z", "defaultUsageLocation": "AT", "countryLetterCode": "AT",
		"features.blockSoftMatchEnabled": "false", "features.blockCloudObjectTakeoverThroughHardMatchEnabled": "false",
		"features.softMatchOnUpnEnabled": "true", "features.synchronizeUpnForManagedUsersEnabled": "true",
		"features.quarantineUponUpnConflictEnabled": "true", "features.quarantineUponProxyAddressesConflictEnabled": "true",
	})
	for _, domain := range []string{contosoDomain, fabrikamDomain, initialDomain, routingDomain} {
		c.add("entra_domains", record{
			"id": domain, "isVerified": "true", "isDefault": yesNo(domain == contosoDomain), "isInitial": yesNo(domain == initialDomain),
			"authenticationType": "Managed", "supportedServices": "Email;OfficeCommunicationsOnline",
		})
		c.add("exo_accepted_domains", record{
			"DomainName": domain, "DomainType": "Authoritative", "Default": yesNo(domain == contosoDomain),
			"InitialDomain": yesNo(domain == initialDomain), "IsCoexistenceDomain": yesNo(domain == routingDomain), "MatchSubDomains": "false",
			"AuthenticationType": "Managed",
		})
	}
	c.add("exo_organization", record{
		"Guid": guid("exchange organization"), "Name": initialDomain, "DisplayName": "Contoso GmbH, Österreich", "IsDehydrated": "false",
		"PublicFoldersEnabled": "None", "AutoExpandingArchiveEnabled": "false", "ExchangeAttributesCloudManagedByDefault": "false",
		"HiddenMembershipGroupsCreationEnabled": "false",
	})
	c.skus()
	c.roles()
}

// skus adds the licences, with the service plans that matter to mailboxes.
func (c *contoso) skus() {
	const (
		exchangePlan2 = `{"appliesTo":"User","provisioningStatus":"Success","servicePlanId":"efb87545-963c-4e0d-99df-69c6916d9eb0","servicePlanName":"EXCHANGE_S_ENTERPRISE"}`
		exchangeKiosk = `{"appliesTo":"User","provisioningStatus":"Success","servicePlanId":"4a82b400-a79f-41a4-b4e2-e94f5787b113","servicePlanName":"EXCHANGE_S_DESKLESS"}`
		foundation    = `{"appliesTo":"Company","provisioningStatus":"Success","servicePlanId":"113feb6c-3fe4-4440-bddc-54d774bf0318","servicePlanName":"EXCHANGE_S_FOUNDATION"}`
	)
	add := func(id, part, used, seats, plans string) {
		c.add("entra_skus", record{
			"id": tenantID + "_" + id, "skuId": id, "skuPartNumber": part, "capabilityStatus": "Enabled", "consumedUnits": used,
			"prepaidUnits.enabled": seats, "prepaidUnits.warning": "0", "prepaidUnits.suspended": "0", "servicePlans": "[" + plans + "]",
		})
	}
	add(skuE3, "SPE_E3", "131", "150", exchangePlan2)
	add(skuE5, "SPE_E5", "10", "10", exchangePlan2+","+foundation)
	add(skuF3, "SPE_F1", "7", "25", exchangeKiosk)
}

// roles makes the first two cloud-only users administrators, and the third one eligible.
func (c *contoso) roles() {
	const globalAdministrator, exchangeAdministrator = "62e90394-69f5-4237-9190-012177145e10", "29232cdf-9323-42fd-ade2-1d097af3e4de"
	add := func(p *person, definition, name string, eligible bool) {
		c.add("entra_roles", record{
			"id": guid("assignment " + definition + p.local), "principalId": p.id("entra"), "roleDefinitionId": definition,
			"roleDefinition.displayName": name, "directoryScopeId": "/", "eligible": yesNo(eligible),
		})
	}
	var holders []*person
	for _, p := range c.people {
		if p.ad == nil && p.entra != nil && p.entra["onPremisesSyncEnabled"] == "" && p.entra["userType"] == "Member" {
			holders = append(holders, p)
		}
	}
	add(holders[0], globalAdministrator, "Global Administrator", false)
	add(holders[1], exchangeAdministrator, "Exchange Administrator", false)
	add(holders[2], globalAdministrator, "Global Administrator", true)
}
