package directory

// MoveRequest is one row of exo_moves.
type MoveRequest struct {
	ExchangeGUID               GUID   `csv:"ExchangeGuid" kind:"guid" also:"MailboxGuid" ask:""`
	Status                     string `csv:"Status" kind:"text" ask:""`
	StatusDetail               string `csv:"StatusDetail" kind:"text"`
	Direction                  string `csv:"Direction" kind:"text" ask:""`
	Flags                      string `csv:"Flags" kind:"text"`
	BatchName                  string `csv:"BatchName" kind:"text" ask:""`
	RemoteHostName             string `csv:"RemoteHostName" kind:"text"`
	DisplayName                string `csv:"DisplayName" kind:"name" ask:""`
	Alias                      string `csv:"Alias" kind:"text"`
	PercentComplete            Int    `csv:"PercentComplete" kind:"integer"`
	Suspend                    Bool   `csv:"Suspend" kind:"boolean"`
	SuspendWhenReadyToComplete Bool   `csv:"SuspendWhenReadyToComplete" kind:"boolean"`
	CompleteAfter              Time   `csv:"CompleteAfter" kind:"time"`
	CompletionTimestamp        Time   `csv:"CompletionTimestamp" kind:"time"`
	Message                    string `csv:"Message" kind:"text"`
	Lossy                      List   `csv:"_lossy" kind:"list"`
}
