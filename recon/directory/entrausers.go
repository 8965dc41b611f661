package directory

// EntraUser is one row of entra_users or entra_deleted_users; the latter have DeletedDateTime.
type EntraUser struct {
	ID                           GUID        `csv:"id" kind:"guid" also:"ObjectId,Object Id,AzureADObjectId,ExternalDirectoryObjectId" ask:""`
	ImmutableID                  ImmutableID `csv:"onPremisesImmutableId" kind:"immutable id" also:"ImmutableId,Immutable Id" ask:""`
	OnPremisesSecurityIdentifier SID         `csv:"onPremisesSecurityIdentifier" kind:"sid" ask:""`
	UserPrincipalName            string      `csv:"userPrincipalName" kind:"address" also:"UPN" ask:""`
	Mail                         string      `csv:"mail" kind:"address" also:"Email,Primary email,PrimarySmtpAddress" ask:""`
	OnPremisesSyncEnabled        Bool        `csv:"onPremisesSyncEnabled" kind:"boolean" also:"DirSyncEnabled,directorySynced" ask:""`
	AccountEnabled               Bool        `csv:"accountEnabled" kind:"boolean" ask:""`
	UserType                     string      `csv:"userType" kind:"text" ask:""`
	ProxyAddresses               Addresses   `csv:"proxyAddresses" kind:"addresses" also:"Proxy addresses" ask:""`
	OnPremisesLastSyncDateTime   Time        `csv:"onPremisesLastSyncDateTime" kind:"time" also:"LastDirSyncTime,Last dirsync time" ask:""`
	DisplayName                  string      `csv:"displayName" kind:"name" ask:""`
	DeletedDateTime              Time        `csv:"deletedDateTime" kind:"time" also:"SoftDeletionTimestamp,Soft deletion time stamp" ask:""`
	OnPremisesUserPrincipalName  string      `csv:"onPremisesUserPrincipalName" kind:"address" ask:""`
	OnPremisesDistinguishedName  string      `csv:"onPremisesDistinguishedName" kind:"distinguished name" ask:""`
	OnPremisesDomainName         string      `csv:"onPremisesDomainName" kind:"text" also:"DnsDomainName" ask:""`
	OnPremisesSAMAccountName     string      `csv:"onPremisesSamAccountName" kind:"text" ask:""`
	OnPremisesObjectIdentifier   string      `csv:"onPremisesObjectIdentifier" kind:"text"`
	IsCloudManaged               Bool        `csv:"onPremisesSyncBehavior.isCloudManaged" kind:"boolean" also:"isCloudManaged"`
	MailNickname                 string      `csv:"mailNickname" kind:"text" also:"Alias" ask:""`
	GivenName                    string      `csv:"givenName" kind:"name" also:"First name"`
	Surname                      string      `csv:"surname" kind:"name" also:"Last name"`
	UsageLocation                string      `csv:"usageLocation" kind:"text" also:"Usage location" ask:""`
	AssignedLicenses             string      `csv:"assignedLicenses" kind:"licences" ask:""`
	LicenseAssignmentStates      string      `csv:"licenseAssignmentStates" kind:"objects" ask:""`
	OnPremisesProvisioningErrors string      `csv:"onPremisesProvisioningErrors" kind:"objects" ask:""`
	ServiceProvisioningErrors    string      `csv:"serviceProvisioningErrors" kind:"objects" ask:""`
	SecurityIdentifier           SID         `csv:"securityIdentifier" kind:"sid"`
	ExternalUserState            string      `csv:"externalUserState" kind:"text" also:"creationType"`
	OtherMails                   List        `csv:"otherMails" kind:"list" also:"AlternateEmailAddresses,Alternate email addresses"`
	ShowInAddressList            Bool        `csv:"showInAddressList" kind:"boolean"`
	CreatedDateTime              Time        `csv:"createdDateTime" kind:"time" also:"WhenCreated,When created"`
	LastSignInDateTime           Time        `csv:"signInActivity.lastSignInDateTime" kind:"time"`
	LastSuccessfulSignInDateTime Time        `csv:"signInActivity.lastSuccessfulSignInDateTime" kind:"time"`
	EmployeeID                   string      `csv:"employeeId" kind:"text"`
	Department                   string      `csv:"department" kind:"text"`
	JobTitle                     string      `csv:"jobTitle" kind:"text" also:"Title"`
	CompanyName                  string      `csv:"companyName" kind:"text"`
	OfficeLocation               string      `csv:"officeLocation" kind:"text" also:"Office"`
	ExtensionAttribute1          string      `csv:"onPremisesExtensionAttributes.extensionAttribute1" kind:"text" also:"extensionAttribute1"`
	ExtensionAttribute2          string      `csv:"onPremisesExtensionAttributes.extensionAttribute2" kind:"text" also:"extensionAttribute2"`
	ExtensionAttribute3          string      `csv:"onPremisesExtensionAttributes.extensionAttribute3" kind:"text" also:"extensionAttribute3"`
	ExtensionAttribute4          string      `csv:"onPremisesExtensionAttributes.extensionAttribute4" kind:"text" also:"extensionAttribute4"`
	ExtensionAttribute5          string      `csv:"onPremisesExtensionAttributes.extensionAttribute5" kind:"text" also:"extensionAttribute5"`
	ExtensionAttribute6          string      `csv:"onPremisesExtensionAttributes.extensionAttribute6" kind:"text" also:"extensionAttribute6"`
	ExtensionAttribute7          string      `csv:"onPremisesExtensionAttributes.extensionAttribute7" kind:"text" also:"extensionAttribute7"`
	ExtensionAttribute8          string      `csv:"onPremisesExtensionAttributes.extensionAttribute8" kind:"text" also:"extensionAttribute8"`
	ExtensionAttribute9          string      `csv:"onPremisesExtensionAttributes.extensionAttribute9" kind:"text" also:"extensionAttribute9"`
	ExtensionAttribute10         string      `csv:"onPremisesExtensionAttributes.extensionAttribute10" kind:"text" also:"extensionAttribute10"`
	ExtensionAttribute11         string      `csv:"onPremisesExtensionAttributes.extensionAttribute11" kind:"text" also:"extensionAttribute11"`
	ExtensionAttribute12         string      `csv:"onPremisesExtensionAttributes.extensionAttribute12" kind:"text" also:"extensionAttribute12"`
	ExtensionAttribute13         string      `csv:"onPremisesExtensionAttributes.extensionAttribute13" kind:"text" also:"extensionAttribute13"`
	ExtensionAttribute14         string      `csv:"onPremisesExtensionAttributes.extensionAttribute14" kind:"text" also:"extensionAttribute14"`
	ExtensionAttribute15         string      `csv:"onPremisesExtensionAttributes.extensionAttribute15" kind:"text" also:"extensionAttribute15"`
	Lossy                        List        `csv:"_lossy" kind:"list"`

	// Deleted says that the row is from entra_deleted_users.
	Deleted bool `csv:"-"`
}

// PrimarySMTP is the primary SMTP address: the one SMTP: entry of proxyAddresses, else mail. Empty when neither is there.
func (u *EntraUser) PrimarySMTP() string {
	if primary := u.ProxyAddresses.Primary(); primary != "" {
		return primary
	}
	return u.Mail
}
