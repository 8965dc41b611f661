package directory

// ADContact is one row of ad_contacts.
type ADContact struct {
	ObjectGUID           GUID                 `csv:"objectGUID" kind:"guid" also:"Guid" ask:""`
	Mail                 string               `csv:"mail" kind:"address" also:"PrimarySmtpAddress,WindowsEmailAddress,EmailAddress" ask:""`
	TargetAddress        string               `csv:"targetAddress" kind:"target" also:"ExternalEmailAddress" ask:""`
	ProxyAddresses       Addresses            `csv:"proxyAddresses" kind:"addresses" also:"EmailAddresses" ask:""`
	MailNickname         string               `csv:"mailNickname" kind:"text" also:"Alias"`
	DisplayName          string               `csv:"displayName" kind:"name" also:"Name"`
	DistinguishedName    string               `csv:"distinguishedName" kind:"distinguished name" also:"DN" ask:""`
	LegacyExchangeDN     string               `csv:"legacyExchangeDN" kind:"text"`
	RecipientTypeDetails RecipientTypeDetails `csv:"msExchRecipientTypeDetails" kind:"recipient type details" also:"RecipientTypeDetails"`
	HideFromAddressLists Bool                 `csv:"msExchHideFromAddressLists" kind:"boolean" also:"HiddenFromAddressListsEnabled"`
	WhenChanged          Time                 `csv:"whenChanged" kind:"time" also:"WhenChangedUTC,Modified"`
	Forest               string               `csv:"forest" kind:"text"`
	Lossy                List                 `csv:"_lossy" kind:"list"`
}
