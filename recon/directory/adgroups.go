package directory

// ADGroup is one row of ad_groups.
type ADGroup struct {
	ObjectGUID           GUID                 `csv:"objectGUID" kind:"guid" also:"Guid" ask:""`
	ObjectSID            SID                  `csv:"objectSid" kind:"sid" also:"SID" ask:""`
	Mail                 string               `csv:"mail" kind:"address" also:"PrimarySmtpAddress,EmailAddress" ask:""`
	ProxyAddresses       Addresses            `csv:"proxyAddresses" kind:"addresses" also:"EmailAddresses" ask:""`
	MailNickname         string               `csv:"mailNickname" kind:"text" also:"Alias"`
	GroupType            Int                  `csv:"groupType" kind:"integer" ask:""`
	SAMAccountName       string               `csv:"sAMAccountName" kind:"text" ask:""`
	DisplayName          string               `csv:"displayName" kind:"name" also:"Name"`
	DistinguishedName    string               `csv:"distinguishedName" kind:"distinguished name" also:"DN" ask:""`
	Member               List                 `csv:"member" kind:"list" also:"Members" ask:""`
	ManagedBy            string               `csv:"managedBy" kind:"distinguished name"`
	RecipientTypeDetails RecipientTypeDetails `csv:"msExchRecipientTypeDetails" kind:"recipient type details" also:"RecipientTypeDetails"`
	LegacyExchangeDN     string               `csv:"legacyExchangeDN" kind:"text"`
	HideFromAddressLists Bool                 `csv:"msExchHideFromAddressLists" kind:"boolean" also:"HiddenFromAddressListsEnabled"`
	WhenChanged          Time                 `csv:"whenChanged" kind:"time" also:"WhenChangedUTC,Modified"`
	Forest               string               `csv:"forest" kind:"text"`
	Lossy                List                 `csv:"_lossy" kind:"list"`
}
