package directory

// ADDeleted is one row of ad_deleted: a user in the recycle bin, or a tombstone that kept only a few attributes.
type ADDeleted struct {
	ObjectGUID        GUID   `csv:"objectGUID" kind:"guid" also:"Guid" ask:""`
	ConsistencyGUID   GUID   `csv:"mS-DS-ConsistencyGuid" kind:"guid" ask:""`
	ObjectSID         SID    `csv:"objectSid" kind:"sid" also:"SID" ask:""`
	MailboxGUID       GUID   `csv:"msExchMailboxGuid" kind:"guid" also:"ExchangeGuid"`
	UserPrincipalName string `csv:"userPrincipalName" kind:"address" also:"UPN"`
	SAMAccountName    string `csv:"sAMAccountName" kind:"text" ask:""`
	DisplayName       string `csv:"displayName" kind:"name" also:"Name"`
	DistinguishedName string `csv:"distinguishedName" kind:"distinguished name" also:"DN" ask:""`
	LastKnownParent   string `csv:"lastKnownParent" kind:"distinguished name" ask:""`
	WhenChanged       Time   `csv:"whenChanged" kind:"time" also:"WhenChangedUTC,Modified" ask:""`
	IsRecycled        Bool   `csv:"isRecycled" kind:"boolean"`
	Forest            string `csv:"forest" kind:"text"`
	Lossy             List   `csv:"_lossy" kind:"list"`
}
