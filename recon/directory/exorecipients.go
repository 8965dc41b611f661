package directory

// Recipient is one row of exo_recipients: Get-Recipient's slim view of every kind of recipient.
type Recipient struct {
	ExternalDirectoryObjectID GUID      `csv:"ExternalDirectoryObjectId" kind:"guid" ask:""`
	ExchangeGUID              GUID      `csv:"ExchangeGuid" kind:"guid" ask:""`
	GUID                      GUID      `csv:"Guid" kind:"guid" ask:""`
	PrimarySMTPAddress        string    `csv:"PrimarySmtpAddress" kind:"address" also:"WindowsEmailAddress" ask:""`
	EmailAddresses            Addresses `csv:"EmailAddresses" kind:"addresses" ask:""`
	ExternalEmailAddress      string    `csv:"ExternalEmailAddress" kind:"target" ask:""`
	RecipientType             string    `csv:"RecipientType" kind:"text"`
	RecipientTypeDetails      string    `csv:"RecipientTypeDetails" kind:"text" ask:""`
	Alias                     string    `csv:"Alias" kind:"text"`
	DisplayName               string    `csv:"DisplayName" kind:"name" ask:""`
	UserPrincipalName         string    `csv:"UserPrincipalName" kind:"address" also:"WindowsLiveID" ask:""`
	Identity                  string    `csv:"Identity" kind:"name" also:"Name"`
	LegacyExchangeDN          string    `csv:"LegacyExchangeDN" kind:"text"`
	ArchiveGUID               GUID      `csv:"ArchiveGuid" kind:"guid"`
	IsDirSynced               Bool      `csv:"IsDirSynced" kind:"boolean"`
	SKUAssigned               Bool      `csv:"SKUAssigned" kind:"boolean"`
	HiddenFromAddressLists    Bool      `csv:"HiddenFromAddressListsEnabled" kind:"boolean"`
	WhenChanged               Time      `csv:"WhenChangedUTC" kind:"time" also:"WhenChanged"`
	Lossy                     List      `csv:"_lossy" kind:"list"`
}
