package bench

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// tenantTables are the small tables that rules ask: one tenant, its domains and its licences. They are the same for every
// organisation.
var tenantTables = map[string]string{
	entraOrganization: "id,displayName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,countryLetterCode,features.blockSoftMatchEnabled\n" +
		"4f5b1d3c-7f5e-4a57-9a3d-02c6c0a1f2be,Contoso,true," + lastSync + ",SE,false\n",
	entraDomains: "id,isVerified,isDefault,isInitial,authenticationType\n" +
		"contoso.example,true,true,false,Managed\nemea.contoso.example,true,false,false,Managed\nfabrikam.example,true,false,false,Managed\n" +
		"contoso.onmicrosoft.com,true,false,true,Managed\ncontoso.mail.onmicrosoft.com,true,false,false,Managed\n",
	exoAcceptedDomains: "DomainName,DomainType,Default,InitialDomain,IsCoexistenceDomain,MatchSubDomains\n" +
		"contoso.example,Authoritative,true,false,false,false\nemea.contoso.example,Authoritative,false,false,false,false\nfabrikam.example,Authoritative,false,false,false,false\n" +
		"contoso.onmicrosoft.com,Authoritative,false,true,false,false\ncontoso.mail.onmicrosoft.com,Authoritative,false,false,true,false\n",
	entraSKUs: "id,skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits.enabled,servicePlans\n" +
		sku("05e9a617-0261-4cee-bb44-138d3ef5d965", "SPE_E3") + sku("6fd2c87f-b296-42f0-b197-1e91e994b900", "ENTERPRISEPACK"),
	exoOrganization: "Guid,Name,IsDehydrated,InPlaceHolds\n2d1c5c1e-6f0b-4c43-9d2c-0a7d8a5a3e11,contoso.onmicrosoft.com,false,\n",
}

// sku is a licence with Exchange Online Plan 2.
func sku(id, part string) string {
	return id + "," + id + "," + part + `,Enabled,100000,200000,"[{""appliesTo"":""User"",""provisioningStatus"":""Success"",""servicePlanId"":""efb87545-963c-4e0d-99df-69c6916d9eb0"",""servicePlanName"":""EXCHANGE_S_ENTERPRISE""}]"` + "\n"
}

// policyFile is the name of the policy that Write writes beside the tables: one that lets every rule run.
const policyFile = "rejoin.yaml"

const policyText = `# What an invented organisation wants: enough that every rule runs.
exchange-on-premises: true
routing-domain: contoso.mail.onmicrosoft.com
upn-suffixes:
  - forest: contoso.example
    suffix: contoso.example
leavers:
  who:
    - ou: OU=Leavers,DC=contoso,DC=example
    - attribute: extensionAttribute1
      equals: leaver
litigation-hold:
  - ou: OU=Executives,DC=contoso,DC=example
    duration-days: unlimited
    owner: legal@contoso.example
service-accounts:
  - ou: OU=Services,DC=contoso,DC=example
onboarding-groups:
  - group: CN=Onboarding,OU=Groups,DC=contoso,DC=example
    who:
      - ou: OU=Starters,DC=contoso,DC=example
`

func writeTenant(dir string) error {
	for _, table := range slices.Sorted(maps.Keys(tenantTables)) {
		if err := os.WriteFile(filepath.Join(dir, table+".csv"), []byte(tenantTables[table]), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, policyFile), []byte(policyText), 0o644)
}
