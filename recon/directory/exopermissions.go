package directory

// Permission is one row of exo_permissions: one right that one trustee has, or is denied, on one mailbox. The shape is
// ours; the vendor has three (Get-MailboxPermission, Get-RecipientPermission, GrantSendOnBehalfTo).
type Permission struct {
	ExchangeGUID    GUID   `csv:"ExchangeGuid" kind:"guid" also:"Identity,Mailbox,MailboxGuid" ask:""`
	Right           string `csv:"Right" kind:"text" also:"AccessRights" ask:""`
	Trustee         string `csv:"Trustee" kind:"text" also:"User" ask:""`
	TrusteeSID      SID    `csv:"TrusteeSid" kind:"sid" also:"UserSid,TrusteeSidString" ask:""`
	Deny            Bool   `csv:"Deny" kind:"boolean" also:"AccessControlType" ask:""`
	IsInherited     Bool   `csv:"IsInherited" kind:"boolean" ask:""`
	InheritanceType string `csv:"InheritanceType" kind:"text" ask:""`
	Lossy           List   `csv:"_lossy" kind:"list"`
}
