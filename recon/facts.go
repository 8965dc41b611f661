package recon

// Fact is something about a person that can be told from their rows while these are read. A screen looks at nothing else.
type Fact uint64

// The facts. Those of AD's Exchange attributes are about the person's Recipient, the others of AD about the account.
const (
	AccountDisabled  Fact = 1 << iota // AD: userAccountControl, or Enabled
	AccountExpired                    // AD: accountExpires is before the snapshot's now
	SuffixUnverified                  // AD: the UPN's suffix is no verified domain of the tenant
	Leaver                            // the policy calls the person a leaver, and they are not on leave
	OnLeave                           // the policy says so
	HoldWanted                        // the policy wants a litigation hold
	ServiceAccount                    // the policy says so
	OutOfScope                        // the policy says that the object is not synchronized on purpose
	GroupMissing                      // the policy wants the person in a group of which they are no member
	NulledOnPurpose                   // the policy says that a synchronization rule empties the mailbox GUID
	SuffixUnwanted                    // AD: the UPN's suffix is not the one that the policy wants for this forest or OU
	ChangedInAD                       // AD: changed after the last synchronization

	RemoteType        // AD: recipient type details are those of a remote user, shared, room or equipment mailbox
	OnPremisesType    // AD: recipient type details are those of a mailbox on-premises
	MailEnabled       // AD: recipient type details are set
	NoMailboxType     // AD: recipient type details are empty, or those of a mail user
	NoMailboxGUID     // AD: msExchMailboxGuid is empty
	InDatabase        // AD: homeMDB is set
	DatabaseLeftovers // AD: homeMDB, homeMTA or msExchHomeServerName is set
	NoAlias           // AD: mailNickname is empty
	HasTarget         // AD: targetAddress is set
	OddTarget         // AD: targetAddress is empty, without a prefix, or in a domain that is neither routing nor initial
	HiddenInAD        // AD: msExchHideFromAddressLists
	MalformedAddress  // AD: an address is malformed, or there is not one primary
	UnacceptedAddress // AD: an SMTP address is outside the accepted domains
	NoRoutingInAD     // AD: no address is in the routing domain
	MoveInAD          // AD: msExchMailboxMoveStatus says that a move is open

	CloudEnabled     // Entra: accountEnabled
	Synchronized     // Entra: onPremisesSyncEnabled is true; without Entra users: IsDirSynced is true
	NoImmutableID    // Entra: onPremisesImmutableId is empty
	MailboxLicence   // Entra: an assigned service plan gives a mailbox
	AnyLicence       // Entra: a licence is assigned
	UnclearLicence   // Entra: an assigned licence is not in entra_skus, or not assigned without error
	SyncErrors       // Entra: onPremisesProvisioningErrors or serviceProvisioningErrors is not empty
	SharedMailbox    // Exchange Online
	UserMailbox      // Exchange Online
	ResourceMailbox  // Exchange Online: a room or equipment
	HiddenInCloud    // Exchange Online: HiddenFromAddressListsEnabled
	OnHold           // Exchange Online: LitigationHoldEnabled
	OtherHolds       // Exchange Online: InPlaceHolds is not empty
	Forwarding       // Exchange Online: ForwardingAddress or ForwardingSmtpAddress is set
	LargeMailbox     // Exchange Online: TotalItemSize is above 50 GB
	ArchiveActive    // Exchange Online: ArchiveGuid is set, or ArchiveStatus is Active
	NoRoutingInCloud // Exchange Online: no address is in the routing domain
	CloudManaged     // Exchange Online: IsExchangeCloudManaged; or Entra: onPremisesSyncBehavior.isCloudManaged
	MoveInCloud      // Exchange Online: MailboxMoveStatus, or a row of exo_moves, says that a move is open

	TypesDiffer     // recipient types on both sides, of different kinds
	GUIDsDiffer     // msExchMailboxGuid and ExchangeGuid, both set
	ArchivesDiffer  // msExchArchiveGUID and ArchiveGuid; one may be empty
	PrimariesDiffer // primary SMTP addresses in AD and Exchange Online
	AnchorsDiffer   // onPremisesImmutableId is a GUID, and not the source anchor of the AD user that the Entra user is joined to
	UPNsDiffer      // userPrincipalName in AD and Entra ID, or AD and Exchange Online without Entra users
	AnchorShared    // another object of the same system has the same source anchor
	MasterUnlinked  // AD: a mailbox object that names a master account, and is joined to none
	LostCells       // one of the person's rows has a cell that was lost

	// What TypesDiffer is made from.
	adShared
	adRoom
	adEquipment
	exoRoom
	exoEquipment
)

// accountFacts are AD's facts about the account; the other facts of AD are about the recipient.
const accountFacts = AccountDisabled | AccountExpired | SuffixUnverified | Leaver | OnLeave | HoldWanted | ServiceAccount | OutOfScope | GroupMissing |
	NulledOnPurpose | SuffixUnwanted | AnchorShared | MasterUnlinked

// Record is a person reduced to facts: all that a screen may look at.
type Record struct {
	Facts     Fact
	Situation Situation
	AD        bool     // there is an AD user
	Linked    bool     // with a mailbox object in a resource forest
	Entra     bool     // there is a live Entra user
	Deleted   bool     // there is a soft-deleted Entra user
	Mailbox   bool     // there is a mailbox in Exchange Online
	Join      Strength // of AD and Entra; NotJoined where either is not there
	Contested bool     // the person has rivals
}

// All says whether all of the facts hold.
func (r Record) All(facts Fact) bool { return r.Facts&facts == facts }

// Any says whether one of the facts holds.
func (r Record) Any(facts Fact) bool { return r.Facts&facts != 0 }
