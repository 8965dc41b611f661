package directory

import "strings"

// ADUser is one row of ad_users: a user account or a resource forest's mailbox object. A zero field is an empty attribute,
// or a column that the snapshot does not have: Rows says which. What the join reads comes first.
type ADUser struct {
	ObjectGUID                GUID                 `csv:"objectGUID" kind:"guid" also:"Guid" ask:""`
	ConsistencyGUID           GUID                 `csv:"mS-DS-ConsistencyGuid" kind:"guid" ask:""`
	ObjectSID                 SID                  `csv:"objectSid" kind:"sid" also:"SID" ask:""`
	ExternalDirectoryObjectID CloudID              `csv:"msDS-ExternalDirectoryObjectId" kind:"cloud id" also:"ExternalDirectoryObjectId" ask:""`
	MailboxGUID               GUID                 `csv:"msExchMailboxGuid" kind:"guid" also:"ExchangeGuid" ask:""`
	MasterAccountSID          SID                  `csv:"msExchMasterAccountSid" kind:"sid" also:"MasterAccountSid" ask:""`
	UserPrincipalName         string               `csv:"userPrincipalName" kind:"address" also:"UPN" ask:""`
	Mail                      string               `csv:"mail" kind:"address" also:"EmailAddress,PrimarySmtpAddress,WindowsEmailAddress,Primary email" ask:""`
	TargetAddress             string               `csv:"targetAddress" kind:"target" also:"RemoteRoutingAddress,ExternalEmailAddress" ask:""`
	LegacyExchangeDN          string               `csv:"legacyExchangeDN" kind:"text" ask:""`
	ProxyAddresses            Addresses            `csv:"proxyAddresses" kind:"addresses" also:"EmailAddresses" ask:""`
	UserAccountControl        Int                  `csv:"userAccountControl" kind:"integer" ask:""`
	Enabled                   Bool                 `csv:"Enabled" kind:"boolean"`
	RecipientTypeDetails      RecipientTypeDetails `csv:"msExchRecipientTypeDetails" kind:"recipient type details" also:"RecipientTypeDetails" ask:""`
	WhenChanged               Time                 `csv:"whenChanged" kind:"time" also:"WhenChangedUTC,Modified,modifyTimeStamp" ask:""`
	SAMAccountName            string               `csv:"sAMAccountName" kind:"text" ask:""`
	HomeMDB                   string               `csv:"homeMDB" kind:"distinguished name" ask:""`
	DistinguishedName         string               `csv:"distinguishedName" kind:"distinguished name" also:"DN" ask:""`
	IsCriticalSystemObject    Bool                 `csv:"isCriticalSystemObject" kind:"boolean"`
	Forest                    string               `csv:"forest" kind:"text"`
	RemoteRecipientType       RemoteRecipientType  `csv:"msExchRemoteRecipientType" kind:"remote recipient type" also:"RemoteRecipientType" ask:""`
	RecipientDisplayType      DisplayType          `csv:"msExchRecipientDisplayType" kind:"recipient display type" ask:""`
	WhenCreated               Time                 `csv:"whenCreated" kind:"time" also:"WhenCreatedUTC,Created,createTimeStamp" ask:""`
	MailNickname              string               `csv:"mailNickname" kind:"text" also:"Alias" ask:""`
	DisplayName               string               `csv:"displayName" kind:"name" ask:""`
	CommonName                string               `csv:"cn" kind:"name" also:"Name"`
	GivenName                 string               `csv:"givenName" kind:"name" also:"FirstName"`
	Surname                   string               `csv:"sn" kind:"name" also:"Surname,LastName"`
	ArchiveGUID               GUID                 `csv:"msExchArchiveGUID" kind:"guid" also:"ArchiveGuid" ask:""`
	ArchiveStatus             Int                  `csv:"msExchArchiveStatus" kind:"integer"`
	HideFromAddressLists      Bool                 `csv:"msExchHideFromAddressLists" kind:"boolean" also:"HiddenFromAddressListsEnabled" ask:""`
	HomeMTA                   string               `csv:"homeMTA" kind:"distinguished name"`
	HomeServerName            string               `csv:"msExchHomeServerName" kind:"text"`
	Version                   Int                  `csv:"msExchVersion" kind:"integer"`
	MailboxMoveStatus         Int                  `csv:"msExchMailboxMoveStatus" kind:"integer"`
	MailboxMoveFlags          Int                  `csv:"msExchMailboxMoveFlags" kind:"integer"`
	PreviousRecipientType     RecipientTypeDetails `csv:"msExchPreviousRecipientTypeDetails" kind:"recipient type details"`
	PoliciesIncluded          List                 `csv:"msExchPoliciesIncluded" kind:"list"`
	PoliciesExcluded          List                 `csv:"msExchPoliciesExcluded" kind:"list"`
	UsageLocation             string               `csv:"msExchUsageLocation" kind:"text"`
	AltRecipient              string               `csv:"altRecipient" kind:"distinguished name"`
	DeliverAndRedirect        Bool                 `csv:"deliverAndRedirect" kind:"boolean" also:"DeliverToMailboxAndForward"`
	GenericForwardingAddress  string               `csv:"msExchGenericForwardingAddress" kind:"target" also:"ForwardingSmtpAddress"`
	PublicDelegates           List                 `csv:"publicDelegates" kind:"list"`
	SIDHistory                List                 `csv:"sIDHistory" kind:"list"`
	MemberOf                  List                 `csv:"memberOf" kind:"list"`
	Manager                   string               `csv:"manager" kind:"distinguished name"`
	EmployeeID                string               `csv:"employeeID" kind:"text"`
	EmployeeNumber            string               `csv:"employeeNumber" kind:"text"`
	EmployeeType              string               `csv:"employeeType" kind:"text"`
	Department                string               `csv:"department" kind:"text"`
	Title                     string               `csv:"title" kind:"text" also:"JobTitle"`
	Company                   string               `csv:"company" kind:"text"`
	Office                    string               `csv:"physicalDeliveryOfficeName" kind:"text" also:"Office"`
	Description               string               `csv:"description" kind:"text"`
	PasswordLastSet           Time                 `csv:"pwdLastSet" kind:"time" also:"PasswordLastSet"`
	LastLogonTimestamp        Time                 `csv:"lastLogonTimestamp" kind:"time" also:"LastLogonDate"`
	AccountExpires            Time                 `csv:"accountExpires" kind:"time" also:"AccountExpirationDate"`
	AdminCount                Int                  `csv:"adminCount" kind:"integer"`
	ExtensionAttribute1       string               `csv:"extensionAttribute1" kind:"text" also:"CustomAttribute1"`
	ExtensionAttribute2       string               `csv:"extensionAttribute2" kind:"text" also:"CustomAttribute2"`
	ExtensionAttribute3       string               `csv:"extensionAttribute3" kind:"text" also:"CustomAttribute3"`
	ExtensionAttribute4       string               `csv:"extensionAttribute4" kind:"text" also:"CustomAttribute4"`
	ExtensionAttribute5       string               `csv:"extensionAttribute5" kind:"text" also:"CustomAttribute5"`
	ExtensionAttribute6       string               `csv:"extensionAttribute6" kind:"text" also:"CustomAttribute6"`
	ExtensionAttribute7       string               `csv:"extensionAttribute7" kind:"text" also:"CustomAttribute7"`
	ExtensionAttribute8       string               `csv:"extensionAttribute8" kind:"text" also:"CustomAttribute8"`
	ExtensionAttribute9       string               `csv:"extensionAttribute9" kind:"text" also:"CustomAttribute9"`
	ExtensionAttribute10      string               `csv:"extensionAttribute10" kind:"text" also:"CustomAttribute10"`
	ExtensionAttribute11      string               `csv:"extensionAttribute11" kind:"text" also:"CustomAttribute11"`
	ExtensionAttribute12      string               `csv:"extensionAttribute12" kind:"text" also:"CustomAttribute12"`
	ExtensionAttribute13      string               `csv:"extensionAttribute13" kind:"text" also:"CustomAttribute13"`
	ExtensionAttribute14      string               `csv:"extensionAttribute14" kind:"text" also:"CustomAttribute14"`
	ExtensionAttribute15      string               `csv:"extensionAttribute15" kind:"text" also:"CustomAttribute15"`
	Lossy                     List                 `csv:"_lossy" kind:"list"`
}

// accountDisabled is the bit of userAccountControl that disables an account (KB 305144).
const accountDisabled = 2

// Disabled says whether the account is known to be disabled, from userAccountControl where it is there, else from the
// Enabled column of Get-ADUser.
func (u *ADUser) Disabled() bool {
	if u.UserAccountControl.Set {
		return u.UserAccountControl.Value&accountDisabled != 0
	}
	return u.Enabled == False
}

// PrimarySMTP is the primary SMTP address: the one SMTP: entry of proxyAddresses, else mail. Empty when neither is there.
func (u *ADUser) PrimarySMTP() string {
	if primary := u.ProxyAddresses.Primary(); primary != "" {
		return primary
	}
	return u.Mail
}

// IsConflictOrDeleted says whether the object is a replication conflict or a deleted object, which its name tells
// (MS-ADTS: CNF and DEL in the relative distinguished name).
func (u *ADUser) IsConflictOrDeleted() bool {
	return strings.Contains(u.DistinguishedName, `\0ACNF:`) || strings.Contains(u.DistinguishedName, `\0ADEL:`)
}
