package recon

import (
	"bytes"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// The reducers turn rows into records and claims while the rows are in a core's cache. Each lists the columns that it reads;
// the constants below the list are their places. A column that the table does not have reads as empty.

var adColumns = []string{"objectGUID", "mS-DS-ConsistencyGuid", "objectSid", "msDS-ExternalDirectoryObjectId", "msExchMailboxGuid",
	"msExchMasterAccountSid", "userPrincipalName", "mail", "targetAddress", "legacyExchangeDN", "proxyAddresses",
	"userAccountControl", "Enabled", "msExchRecipientTypeDetails", "whenChanged", "sAMAccountName", "homeMDB",
	"distinguishedName", "isCriticalSystemObject", directory.ForestColumn, directory.LossyColumn,
	"msExchArchiveGUID", "msExchHideFromAddressLists", "homeMTA", "msExchHomeServerName", "mailNickname", "msExchMailboxMoveStatus",
	"accountExpires", "sIDHistory"}

const (
	adObject = iota
	adConsistency
	adSID
	adCloud
	adMailbox
	adMaster
	adUPN
	adMail
	adTarget
	adLegacy
	adProxies
	adControl
	adEnabled
	adDetails
	adChanged
	adAccount
	adHomeMDB
	adName
	adCritical
	adForest
	adLossy
	adArchive
	adHidden
	adHomeMTA
	adHomeServer
	adAlias
	adMoveStatus
	adExpires
	adHistory
)

// block is what every reducer collects of one block of rows.
type block[Record any] struct {
	part    int
	records []Record
	claims  []claim
}

func (b *block[Record]) claim(kind claimKind, k key) {
	if k != 0 {
		b.claims = append(b.claims, claim{key: k, row: ref(len(b.records)), kind: kind})
	}
}

func (b *block[Record]) Reset() { b.records, b.claims = b.records[:0], b.claims[:0] }

// addresses files every further SMTP address and every X500 address of a list, and returns the key of the primary one: zero
// where there is none, or more than one.
func (b *block[Record]) addresses(list []byte, look *addressLook) (primary key) {
	primaries := 0
	eachAddress(list, func(prefix, value []byte) {
		switch {
		case isSMTP(prefix):
			look.smtp(value)
			k := hashFolded(value, addressKey)
			if prefix[0] == 'S' {
				primaries++
				if primaries == 1 {
					primary = k
					return
				}
			}
			b.claim(anAddress, k)
		case isX500(prefix):
			b.claim(anX500, hashFolded(value, x500Key))
		case len(prefix) == 0:
			look.bare()
		}
	})
	look.primaries(primaries)
	if primaries > 1 {
		// No one can say which of them counts, so each is only an address.
		b.claim(anAddress, primary)
		return 0
	}
	return primary
}

// differing is what only few AD rows have: it is kept beside the records.
type differing struct {
	row         ref // within the block
	consistency directory.GUID
	master      key
	forest      string
}

type adBlock struct {
	block[adRecord]
	lens    *adLens
	forest  uint16
	policy  []int // the places of the policy's columns, after adColumns
	anchors []int // likewise of the columns that hold custom anchors
	differs []differing
	history []key // of former SIDs
}

func (b *adBlock) Reset() {
	b.block.Reset()
	b.differs, b.history = b.differs[:0], b.history[:0]
}

func (b *adBlock) Row(row csvio.Row) (err error) {
	f := row.Fields
	r := adRecord{place: newPlace(b.part, row.Offset), entra: none, exo: none, forest: b.forest}
	if r.object, err = guidCell("objectGUID", f[adObject]); err != nil {
		return err
	}
	if r.object.IsZero() {
		return badCell("objectGUID", nil, "is empty, but it is the key of the table")
	}
	if r.mailbox, err = guidCell("msExchMailboxGuid", f[adMailbox]); err != nil {
		return err
	}
	extra := differing{row: ref(len(b.records)), forest: string(f[adForest])}
	if len(f[adConsistency]) > 0 && !bytes.Equal(f[adConsistency], f[adObject]) {
		if extra.consistency, err = guidCell("mS-DS-ConsistencyGuid", f[adConsistency]); err != nil {
			return err
		}
	}
	if len(f[adMaster]) > 0 && string(f[adMaster]) != selfSID {
		extra.master = hashExact(f[adMaster], sidKey)
	}
	if extra.forest != "" || extra.master != 0 || !extra.consistency.IsZero() {
		b.differs = append(b.differs, extra)
	}
	if cloud := f[adCloud]; len(cloud) > 36 {
		id, err := guidCell("msDS-ExternalDirectoryObjectId", cloud[len(cloud)-36:])
		if err != nil {
			return err
		}
		r.cloud = hashGUID(id, cloudKey)
	}
	r.sid = hashExact(f[adSID], sidKey)
	r.upn = hashFolded(f[adUPN], addressKey)
	look := addressLook{routing: b.lens.domains.domains.Routing, domains: &b.lens.domains}
	r.primary = b.addresses(f[adProxies], &look)
	if mail := hashFolded(f[adMail], addressKey); r.primary == 0 {
		r.primary = mail
	} else if mail != r.primary {
		b.claim(anAddress, mail)
	}
	if target := f[adTarget]; len(target) > 0 {
		if colon := bytes.IndexByte(target, ':'); colon > 0 {
			target = target[colon+1:]
		}
		b.claim(aTarget, hashFolded(target, addressKey))
	}
	b.claim(aLegacyDN, hashFolded(f[adLegacy], x500Key))
	for i, at := range b.policy {
		b.claim(aPolicyKey, hashFolded(f[at], policyKey+keyKind(i)))
	}
	for _, at := range b.anchors {
		b.claim(anAnchor, hashExact(f[at], anchorKey))
	}
	r.changed = unixSeconds(f[adChanged])
	r.flags = adFlags(f)
	if !extra.consistency.IsZero() {
		r.flags |= otherAnchor
	}
	for history := f[adHistory]; len(history) > 0; {
		var sid []byte
		sid, history = nextEntry(history)
		b.history = append(b.history, hashExact(sid, sidKey))
	}
	if r.archive, err = guidHash("msExchArchiveGUID", f[adArchive]); err != nil {
		return err
	}
	r.unit, r.domain = unitOf(f[adName])
	b.lens.facts(f, &r, &look)
	b.records = append(b.records, r)
	return nil
}

// selfSID is the well-known SID of SELF, which shared and resource mailboxes have for a master account.
const selfSID = "S-1-5-10"

// neverSynchronized is the mask of msExchRecipientTypeDetails that Entra Connect's default rules leave out: system and
// discovery mailboxes (Microsoft Entra Connect Sync: default configuration).
const neverSynchronized = 0x21C07000

func adFlags(f [][]byte) (set flags) {
	if integer(f[adControl])&2 != 0 || len(f[adControl]) == 0 && isFalse(f[adEnabled]) {
		set |= disabled
	}
	details := integer(f[adDetails])
	if details != 0 || len(f[adTarget]) > 0 || len(f[adHomeMDB]) > 0 || len(f[adMailbox]) > 0 {
		set |= hasMail
	}
	if details&neverSynchronized != 0 || isTrue(f[adCritical]) || isSystemAccount(f[adAccount]) ||
		isConflictOrDeleted(f[adName]) {
		set |= ignored
	}
	if lossyAmong(f[adLossy], adColumns[:adProxies+1]) {
		set |= lossyKey
	}
	return set
}

// isConflictOrDeleted looks for what AD puts into the name of a replication conflict or a deleted object.
func isConflictOrDeleted(name []byte) bool {
	at := bytes.Index(name, []byte(`\0A`))
	return at >= 0 && (bytes.HasPrefix(name[at+3:], []byte("CNF:")) || bytes.HasPrefix(name[at+3:], []byte("DEL:")))
}

// isSystemAccount knows the accounts that Entra Connect's default rules leave out by name, and the directory's own.
func isSystemAccount(account []byte) bool {
	if len(account) == 0 {
		return false
	}
	switch account[0] {
	case 'S':
		return bytes.HasPrefix(account, []byte("SUPPORT_388945a0")) || bytes.HasPrefix(account, []byte("SM_"))
	case 'M':
		return bytes.HasPrefix(account, []byte("MSOL_"))
	case 'A':
		return bytes.HasPrefix(account, []byte("AAD_"))
	case 'k':
		return bytes.HasPrefix(account, []byte("krbtgt"))
	case 'H':
		return bytes.HasPrefix(account, []byte("HealthMailbox"))
	case 'G':
		return string(account) == "Guest"
	case 'D':
		return string(account) == "DefaultAccount"
	case '$':
		return true // an interdomain trust, or a replication conflict's $DUPLICATE
	}
	return account[len(account)-1] == '$'
}

// lossyAmong says whether a row's list of lossy cells names one of the columns.
func lossyAmong(lossy []byte, columns []string) bool {
	for len(lossy) > 0 {
		var name []byte
		name, lossy = nextEntry(lossy)
		for _, column := range columns {
			if string(name) == column {
				return true
			}
		}
	}
	return false
}
