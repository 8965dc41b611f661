package directory

// EntraOrganization is the one row of entra_organization: the tenant, and the state and features of its synchronization.
type EntraOrganization struct {
	ID                             GUID   `csv:"id" kind:"guid" also:"TenantId,ObjectId" ask:""`
	DisplayName                    string `csv:"displayName" kind:"name" ask:""`
	OnPremisesSyncEnabled          Bool   `csv:"onPremisesSyncEnabled" kind:"boolean" also:"DirSyncEnabled,DirectorySynchronizationEnabled" ask:""`
	OnPremisesLastSyncDateTime     Time   `csv:"onPremisesLastSyncDateTime" kind:"time" also:"LastDirSyncTime,CompanyLastDirSyncTime" ask:""`
	OnPremisesLastPasswordSyncTime Time   `csv:"onPremisesLastPasswordSyncDateTime" kind:"time" also:"LastPasswordSyncTime"`
	DefaultUsageLocation           string `csv:"defaultUsageLocation" kind:"text"`
	CountryLetterCode              string `csv:"countryLetterCode" kind:"text"`
	VerifiedDomains                string `csv:"verifiedDomains" kind:"objects"`
	BlockSoftMatch                 Bool   `csv:"features.blockSoftMatchEnabled" kind:"boolean" also:"blockSoftMatchEnabled"`
	BlockHardMatchTakeover         Bool   `csv:"features.blockCloudObjectTakeoverThroughHardMatchEnabled" kind:"boolean" also:"blockCloudObjectTakeoverThroughHardMatchEnabled"`
	SoftMatchOnUPN                 Bool   `csv:"features.softMatchOnUpnEnabled" kind:"boolean" also:"softMatchOnUpnEnabled"`
	SynchronizeUPNForManagedUsers  Bool   `csv:"features.synchronizeUpnForManagedUsersEnabled" kind:"boolean" also:"synchronizeUpnForManagedUsersEnabled"`
	QuarantineUPNConflicts         Bool   `csv:"features.quarantineUponUpnConflictEnabled" kind:"boolean" also:"quarantineUponUpnConflictEnabled"`
	QuarantineProxyConflicts       Bool   `csv:"features.quarantineUponProxyAddressesConflictEnabled" kind:"boolean" also:"quarantineUponProxyAddressesConflictEnabled"`
	Lossy                          List   `csv:"_lossy" kind:"list"`
}

// EntraDomain is one row of entra_domains; the id is the domain's name.
type EntraDomain struct {
	ID                 string `csv:"id" kind:"text" also:"Name,DomainName,Domain name" ask:""`
	IsVerified         Bool   `csv:"isVerified" kind:"boolean" also:"Verified" ask:""`
	IsDefault          Bool   `csv:"isDefault" kind:"boolean" also:"Default" ask:""`
	IsInitial          Bool   `csv:"isInitial" kind:"boolean" also:"Initial" ask:""`
	AuthenticationType string `csv:"authenticationType" kind:"text" also:"Authentication" ask:""`
	SupportedServices  List   `csv:"supportedServices" kind:"list"`
	Lossy              List   `csv:"_lossy" kind:"list"`
}

// EntraSKU is one row of entra_skus: a subscribed licence.
type EntraSKU struct {
	ID               string `csv:"id" kind:"text" ask:""`
	SKUID            GUID   `csv:"skuId" kind:"guid" ask:""`
	SKUPartNumber    string `csv:"skuPartNumber" kind:"text" ask:""`
	CapabilityStatus string `csv:"capabilityStatus" kind:"text" ask:""`
	ConsumedUnits    Int    `csv:"consumedUnits" kind:"integer" ask:""`
	EnabledUnits     Int    `csv:"prepaidUnits.enabled" kind:"integer" also:"enabled" ask:""`
	WarningUnits     Int    `csv:"prepaidUnits.warning" kind:"integer" also:"warning"`
	SuspendedUnits   Int    `csv:"prepaidUnits.suspended" kind:"integer" also:"suspended"`
	ServicePlans     string `csv:"servicePlans" kind:"objects" ask:""`
	Lossy            List   `csv:"_lossy" kind:"list"`
}

// EntraRole is one row of entra_roles: a principal that holds, or may activate, a directory role.
type EntraRole struct {
	ID               string `csv:"id" kind:"text" ask:""`
	PrincipalID      GUID   `csv:"principalId" kind:"guid" also:"ObjectId" ask:""`
	RoleDefinitionID string `csv:"roleDefinitionId" kind:"text" ask:""`
	RoleName         string `csv:"roleDefinition.displayName" kind:"text" also:"RoleName,roleDisplayName,Role" ask:""`
	DirectoryScopeID string `csv:"directoryScopeId" kind:"text" ask:""`
	Eligible         Bool   `csv:"eligible" kind:"boolean"`
	Lossy            List   `csv:"_lossy" kind:"list"`
}
