package directory

// EntraGroup is one row of entra_groups.
type EntraGroup struct {
	ID                           GUID      `csv:"id" kind:"guid" also:"ObjectId,Object Id" ask:""`
	OnPremisesSecurityIdentifier SID       `csv:"onPremisesSecurityIdentifier" kind:"sid" ask:""`
	Mail                         string    `csv:"mail" kind:"address" ask:""`
	OnPremisesSyncEnabled        Bool      `csv:"onPremisesSyncEnabled" kind:"boolean" also:"DirSyncEnabled" ask:""`
	ProxyAddresses               Addresses `csv:"proxyAddresses" kind:"addresses" ask:""`
	DisplayName                  string    `csv:"displayName" kind:"name" ask:""`
	MailNickname                 string    `csv:"mailNickname" kind:"text"`
	MailEnabled                  Bool      `csv:"mailEnabled" kind:"boolean" ask:""`
	SecurityEnabled              Bool      `csv:"securityEnabled" kind:"boolean" ask:""`
	GroupTypes                   List      `csv:"groupTypes" kind:"list" ask:""`
	MembershipRule               string    `csv:"membershipRule" kind:"text"`
	OnPremisesSAMAccountName     string    `csv:"onPremisesSamAccountName" kind:"text"`
	OnPremisesDomainName         string    `csv:"onPremisesDomainName" kind:"text"`
	OnPremisesProvisioningErrors string    `csv:"onPremisesProvisioningErrors" kind:"objects"`
	CreatedDateTime              Time      `csv:"createdDateTime" kind:"time"`
	Lossy                        List      `csv:"_lossy" kind:"list"`
}

// EntraContact is one row of entra_contacts.
type EntraContact struct {
	ID                           GUID      `csv:"id" kind:"guid" also:"ObjectId,Object Id" ask:""`
	Mail                         string    `csv:"mail" kind:"address" ask:""`
	OnPremisesSyncEnabled        Bool      `csv:"onPremisesSyncEnabled" kind:"boolean" also:"DirSyncEnabled" ask:""`
	ProxyAddresses               Addresses `csv:"proxyAddresses" kind:"addresses" ask:""`
	DisplayName                  string    `csv:"displayName" kind:"name" ask:""`
	MailNickname                 string    `csv:"mailNickname" kind:"text"`
	OnPremisesProvisioningErrors string    `csv:"onPremisesProvisioningErrors" kind:"objects"`
	Lossy                        List      `csv:"_lossy" kind:"list"`
}
