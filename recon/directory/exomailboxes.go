package directory

// Mailbox is one row of exo_mailboxes or exo_soft_deleted. RecipientTypeDetails and the other words are Exchange Online's.
type Mailbox struct {
	ExternalDirectoryObjectID GUID                `csv:"ExternalDirectoryObjectId" kind:"guid" also:"AzureADObjectId" ask:""`
	ExchangeGUID              GUID                `csv:"ExchangeGuid" kind:"guid" also:"MailboxGuid" ask:""`
	UserPrincipalName         string              `csv:"UserPrincipalName" kind:"address" also:"UPN" ask:""`
	PrimarySMTPAddress        string              `csv:"PrimarySmtpAddress" kind:"address" also:"WindowsEmailAddress,Email address,mail" ask:""`
	LegacyExchangeDN          string              `csv:"LegacyExchangeDN" kind:"text" ask:""`
	IsDirSynced               Bool                `csv:"IsDirSynced" kind:"boolean" ask:""`
	RecipientTypeDetails      string              `csv:"RecipientTypeDetails" kind:"text" ask:""`
	IsExchangeCloudManaged    Bool                `csv:"IsExchangeCloudManaged" kind:"boolean" ask:""`
	EmailAddresses            Addresses           `csv:"EmailAddresses" kind:"addresses" also:"proxyAddresses" ask:""`
	ArchiveGUID               GUID                `csv:"ArchiveGuid" kind:"guid" ask:""`
	Alias                     string              `csv:"Alias" kind:"text" also:"mailNickname" ask:""`
	DisplayName               string              `csv:"DisplayName" kind:"name" ask:""`
	Identity                  string              `csv:"Identity" kind:"name" also:"Mailbox"`
	GUID                      GUID                `csv:"Guid" kind:"guid"`
	DistinguishedName         string              `csv:"DistinguishedName" kind:"distinguished name"`
	MicrosoftOnlineServicesID string              `csv:"MicrosoftOnlineServicesID" kind:"address"`
	RecipientType             string              `csv:"RecipientType" kind:"text"`
	RemoteRecipientType       RemoteRecipientType `csv:"RemoteRecipientType" kind:"remote recipient type"`
	AccountDisabled           Bool                `csv:"AccountDisabled" kind:"boolean"`
	SKUAssigned               Bool                `csv:"SKUAssigned" kind:"boolean"`
	MailboxPlan               string              `csv:"MailboxPlan" kind:"text"`
	PersistedCapabilities     List                `csv:"PersistedCapabilities" kind:"list"`
	UsageLocation             string              `csv:"UsageLocation" kind:"text"`
	HiddenFromAddressLists    Bool                `csv:"HiddenFromAddressListsEnabled" kind:"boolean" ask:""`
	LitigationHoldEnabled     Bool                `csv:"LitigationHoldEnabled" kind:"boolean" ask:""`
	LitigationHoldDate        Time                `csv:"LitigationHoldDate" kind:"time" ask:""`
	LitigationHoldOwner       string              `csv:"LitigationHoldOwner" kind:"text" ask:""`
	LitigationHoldDuration    string              `csv:"LitigationHoldDuration" kind:"days" ask:""`
	InPlaceHolds              List                `csv:"InPlaceHolds" kind:"list" ask:""`
	DelayHoldApplied          Bool                `csv:"DelayHoldApplied" kind:"boolean"`
	ComplianceTagHoldApplied  Bool                `csv:"ComplianceTagHoldApplied" kind:"boolean"`
	RetentionHoldEnabled      Bool                `csv:"RetentionHoldEnabled" kind:"boolean"`
	RetentionPolicy           string              `csv:"RetentionPolicy" kind:"text"`
	ForwardingAddress         string              `csv:"ForwardingAddress" kind:"text" ask:""`
	ForwardingSMTPAddress     string              `csv:"ForwardingSmtpAddress" kind:"target" ask:""`
	DeliverToMailboxForward   Bool                `csv:"DeliverToMailboxAndForward" kind:"boolean" ask:""`
	GrantSendOnBehalfTo       List                `csv:"GrantSendOnBehalfTo" kind:"list"`
	ArchiveStatus             string              `csv:"ArchiveStatus" kind:"text" ask:""`
	ArchiveState              string              `csv:"ArchiveState" kind:"text"`
	DisabledArchiveGUID       GUID                `csv:"DisabledArchiveGuid" kind:"guid"`
	AutoExpandingArchive      Bool                `csv:"AutoExpandingArchiveEnabled" kind:"boolean"`
	ProhibitSendQuota         string              `csv:"ProhibitSendQuota" kind:"size"`
	TotalItemSize             string              `csv:"TotalItemSize" kind:"size"`
	TotalDeletedItemSize      string              `csv:"TotalDeletedItemSize" kind:"size"`
	ItemCount                 Int                 `csv:"ItemCount" kind:"integer"`
	LastUserActionTime        Time                `csv:"LastUserActionTime" kind:"time" also:"LastLogonTime"`
	IsInactiveMailbox         Bool                `csv:"IsInactiveMailbox" kind:"boolean" ask:""`
	IsSoftDeletedByRemove     Bool                `csv:"IsSoftDeletedByRemove" kind:"boolean"`
	IsSoftDeletedByDisable    Bool                `csv:"IsSoftDeletedByDisable" kind:"boolean"`
	WhenSoftDeleted           Time                `csv:"WhenSoftDeleted" kind:"time" ask:""`
	WhenMailboxCreated        Time                `csv:"WhenMailboxCreated" kind:"time" ask:""`
	WhenCreated               Time                `csv:"WhenCreatedUTC" kind:"time" also:"WhenCreated"`
	WhenChanged               Time                `csv:"WhenChangedUTC" kind:"time" also:"WhenChanged" ask:""`
	MailboxMoveStatus         string              `csv:"MailboxMoveStatus" kind:"text"`
	MailboxMoveBatchName      string              `csv:"MailboxMoveBatchName" kind:"text"`
	CustomAttribute1          string              `csv:"CustomAttribute1" kind:"text"`
	CustomAttribute2          string              `csv:"CustomAttribute2" kind:"text"`
	CustomAttribute3          string              `csv:"CustomAttribute3" kind:"text"`
	CustomAttribute4          string              `csv:"CustomAttribute4" kind:"text"`
	CustomAttribute5          string              `csv:"CustomAttribute5" kind:"text"`
	CustomAttribute6          string              `csv:"CustomAttribute6" kind:"text"`
	CustomAttribute7          string              `csv:"CustomAttribute7" kind:"text"`
	CustomAttribute8          string              `csv:"CustomAttribute8" kind:"text"`
	CustomAttribute9          string              `csv:"CustomAttribute9" kind:"text"`
	CustomAttribute10         string              `csv:"CustomAttribute10" kind:"text"`
	CustomAttribute11         string              `csv:"CustomAttribute11" kind:"text"`
	CustomAttribute12         string              `csv:"CustomAttribute12" kind:"text"`
	CustomAttribute13         string              `csv:"CustomAttribute13" kind:"text"`
	CustomAttribute14         string              `csv:"CustomAttribute14" kind:"text"`
	CustomAttribute15         string              `csv:"CustomAttribute15" kind:"text"`
	Lossy                     List                `csv:"_lossy" kind:"list"`
}

// PrimarySMTP is the primary SMTP address: PrimarySmtpAddress, else the one SMTP: entry of EmailAddresses. Empty when
// neither is there.
func (m *Mailbox) PrimarySMTP() string {
	if m.PrimarySMTPAddress != "" {
		return m.PrimarySMTPAddress
	}
	return m.EmailAddresses.Primary()
}
