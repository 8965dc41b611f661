package directory

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// RecipientTypeDetails is msExchRecipientTypeDetails. Zero: the object is not mail-enabled. The numbers are those of
// Microsoft's enumeration as published lists agree on them; the names are from the cmdlets' documentation.
type RecipientTypeDetails int64

// The recipient type details that the join and the rules know by name.
const (
	UserMailbox            RecipientTypeDetails = 1
	LinkedMailbox          RecipientTypeDetails = 2
	SharedMailbox          RecipientTypeDetails = 4
	RoomMailbox            RecipientTypeDetails = 16
	EquipmentMailbox       RecipientTypeDetails = 32
	MailUser               RecipientTypeDetails = 128
	RemoteUserMailbox      RecipientTypeDetails = 2147483648
	RemoteRoomMailbox      RecipientTypeDetails = 8589934592
	RemoteEquipmentMailbox RecipientTypeDetails = 17179869184
	RemoteSharedMailbox    RecipientTypeDetails = 34359738368
)

var recipientTypeNames = map[int64]string{
	1: "UserMailbox", 2: "LinkedMailbox", 4: "SharedMailbox", 8: "LegacyMailbox", 16: "RoomMailbox", 32: "EquipmentMailbox",
	64: "MailContact", 128: "MailUser", 256: "MailUniversalDistributionGroup", 512: "MailNonUniversalGroup",
	1024: "MailUniversalSecurityGroup", 2048: "DynamicDistributionGroup", 4096: "PublicFolder", 8192: "SystemAttendantMailbox",
	16384: "SystemMailbox", 32768: "MailForestContact", 65536: "User", 131072: "Contact", 262144: "UniversalDistributionGroup",
	524288: "UniversalSecurityGroup", 1048576: "NonUniversalGroup", 2097152: "DisabledUser", 4194304: "MicrosoftExchange",
	8388608: "ArbitrationMailbox", 16777216: "MailboxPlan", 33554432: "LinkedUser", 268435456: "RoomList",
	536870912: "DiscoveryMailbox", 1073741824: "RoleGroup", 2147483648: "RemoteUserMailbox", 4294967296: "Computer",
	8589934592: "RemoteRoomMailbox", 17179869184: "RemoteEquipmentMailbox", 34359738368: "RemoteSharedMailbox",
	68719476736: "PublicFolderMailbox", 137438953472: "TeamMailbox", 274877906944: "RemoteTeamMailbox",
	549755813888: "MonitoringMailbox", 1099511627776: "GroupMailbox", 2199023255552: "LinkedRoomMailbox",
	4398046511104: "AuditLogMailbox", 8796093022208: "RemoteGroupMailbox", 17592186044416: "SchedulingMailbox",
	35184372088832: "GuestMailUser", 70368744177664: "AuxAuditLogMailbox", 140737488355328: "SupervisoryReviewPolicyMailbox",
}

// String is the type's name; its number when it has no known name, and empty for zero.
func (t RecipientTypeDetails) String() string { return nameOf(int64(t), recipientTypeNames) }

// IsRemote says whether the object stands for a mailbox in Exchange Online.
func (t RecipientTypeDetails) IsRemote() bool {
	return t == RemoteUserMailbox || t == RemoteRoomMailbox || t == RemoteEquipmentMailbox || t == RemoteSharedMailbox
}

// IsOnPremisesMailbox says whether the object has its mailbox in the organisation's own Exchange.
func (t RecipientTypeDetails) IsOnPremisesMailbox() bool {
	return t == UserMailbox || t == LinkedMailbox || t == SharedMailbox || t == RoomMailbox || t == EquipmentMailbox
}

// MarshalCSV is the number, as AD holds it; empty for zero.
func (t RecipientTypeDetails) MarshalCSV() (string, error) { return numberText(int64(t)), nil }

// MarshalText is String, for JSON.
func (t RecipientTypeDetails) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalCSV reads the number.
func (t *RecipientTypeDetails) UnmarshalCSV(text string) error { return readNumber(text, (*int64)(t)) }

// DisplayType is msExchRecipientDisplayType, a signed 32-bit number of type bytes and two flags in its highest bits.
type DisplayType int64

var displayTypeNames = map[int64]string{
	1: "DistributionGroup", 2: "PublicFolder", 3: "DynamicDistributionGroup", 4: "Organization", 5: "PrivateDistributionList",
	6: "RemoteMailUser", 7: "ConferenceRoomMailbox", 8: "EquipmentMailbox", 10: "ArbitrationMailbox", 11: "MailboxPlan",
	12: "LinkedUser", 15: "RoomList",
	1073741824: "ACLableMailboxUser", 1073741830: "ACLableRemoteMailUser", 1073741833: "SecurityDistributionGroup",
	-2147483642: "SyncedMailboxUser", -2147483391: "SyncedUDGasUDG", -2147483386: "SyncedUDGasContact",
	-2147483130: "SyncedPublicFolder", -2147482874: "SyncedDynamicDistributionGroup", -2147482106: "SyncedRemoteMailUser",
	-2147481850: "SyncedConferenceRoomMailbox", -2147481594: "SyncedEquipmentMailbox", -2147481343: "SyncedUSGasUDG",
	-2147481338: "SyncedUSGasContact",
	-1073741818: "ACLableSyncedMailboxUser", -1073740282: "ACLableSyncedRemoteMailUser", -1073739514: "ACLableSyncedUSGasContact",
}

// String is the type's name; its number when it has no known name, and empty for zero.
func (t DisplayType) String() string { return nameOf(int64(t), displayTypeNames) }

// MarshalCSV is the number; empty for zero.
func (t DisplayType) MarshalCSV() (string, error) { return numberText(int64(t)), nil }

// MarshalText is String, for JSON.
func (t DisplayType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalCSV reads the number.
func (t *DisplayType) UnmarshalCSV(text string) error { return readNumber(text, (*int64)(t)) }

// RemoteRecipientType is msExchRemoteRecipientType: what was done to the mailbox in Exchange Online. Zero: nothing.
type RemoteRecipientType int64

// The bits of RemoteRecipientType. A shared mailbox has both the room's and the equipment's.
const (
	ProvisionMailbox   RemoteRecipientType = 1
	ProvisionArchive   RemoteRecipientType = 2
	Migrated           RemoteRecipientType = 4
	DeprovisionMailbox RemoteRecipientType = 8
	DeprovisionArchive RemoteRecipientType = 16
	RemoteRoom         RemoteRecipientType = 32
	RemoteEquipment    RemoteRecipientType = 64
	RemoteShared       RemoteRecipientType = 96
	RemoteTeam         RemoteRecipientType = 128
)

var remoteRecipientNames = []struct {
	bits RemoteRecipientType
	name string
}{
	{ProvisionMailbox, "ProvisionMailbox"}, {ProvisionArchive, "ProvisionArchive"}, {Migrated, "Migrated"},
	{DeprovisionMailbox, "DeprovisionMailbox"}, {DeprovisionArchive, "DeprovisionArchive"},
	{RemoteShared, "SharedMailbox"}, {RemoteRoom, "RoomMailbox"}, {RemoteEquipment, "EquipmentMailbox"}, {RemoteTeam, "TeamMailbox"},
}

// String names the bits, joined with ", " as Exchange does; empty for zero.
func (t RemoteRecipientType) String() string {
	var names []string
	rest := t
	for _, one := range remoteRecipientNames {
		if rest&one.bits == one.bits {
			names = append(names, one.name)
			rest &^= one.bits
		}
	}
	if rest != 0 {
		return strconv.FormatInt(int64(t), 10)
	}
	return strings.Join(names, ", ")
}

// MarshalCSV is the number; empty for zero.
func (t RemoteRecipientType) MarshalCSV() (string, error) { return numberText(int64(t)), nil }

// MarshalText is String, for JSON.
func (t RemoteRecipientType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalCSV reads the number.
func (t *RemoteRecipientType) UnmarshalCSV(text string) error { return readNumber(text, (*int64)(t)) }

func nameOf(number int64, names map[int64]string) string {
	if name, ok := names[number]; ok {
		return name
	}
	return numberText(number)
}

func numberText(number int64) string {
	if number == 0 {
		return ""
	}
	return strconv.FormatInt(number, 10)
}

func readNumber(text string, into *int64) error {
	*into = 0
	if text == "" {
		return nil
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no number", text)
	}
	*into = number
	return nil
}

// readNamed reads a number, or the words for it.
func readNamed(text string, names map[int64]string) (Cell, error) {
	if cell, err := readInt(text); err == nil {
		if cell.Text == "0" {
			cell = Cell{Form: "0"}
		}
		return cell, nil
	}
	for number, name := range names {
		if strings.EqualFold(name, text) {
			return Cell{Text: strconv.FormatInt(number, 10), Form: "words"}, nil
		}
	}
	return Cell{}, errors.New("is neither a number nor a recipient type known here")
}

// readRemoteRecipientType reads a number, or the words for its bits.
func readRemoteRecipientType(text string) (Cell, error) {
	if cell, err := readInt(text); err == nil {
		if cell.Text == "0" {
			cell = Cell{Form: "0"}
		}
		return cell, nil
	}
	var sum RemoteRecipientType
	for word := range strings.SplitSeq(strings.ReplaceAll(text, ";", ","), ",") {
		word = strings.TrimSpace(word)
		if strings.EqualFold(word, "None") {
			continue
		}
		at := slices.IndexFunc(remoteRecipientNames, func(one struct {
			bits RemoteRecipientType
			name string
		}) bool {
			return strings.EqualFold(one.name, word)
		})
		if at < 0 {
			return Cell{}, fmt.Errorf("is no remote recipient type: %q is not a word for one", word)
		}
		sum |= remoteRecipientNames[at].bits
	}
	return Cell{Text: numberText(int64(sum)), Form: "words"}, nil
}
