package recon

import (
	"bytes"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

var entraColumns = []string{"id", "onPremisesImmutableId", "onPremisesSecurityIdentifier", "userPrincipalName", "mail", "proxyAddresses",
	"onPremisesSyncEnabled", "userType", directory.LossyColumn, "accountEnabled", "assignedLicenses", "licenseAssignmentStates",
	"onPremisesProvisioningErrors", "serviceProvisioningErrors", "onPremisesSyncBehavior.isCloudManaged", "onPremisesDomainName"}

const (
	entraID = iota
	entraAnchor
	entraSID
	entraUPN
	entraMail
	entraProxies
	entraSynced
	entraType
	entraLossy
	entraEnabled
	entraLicences
	entraStates
	entraSyncErrors
	entraServiceErrors
	entraCloudManaged
	entraDomain
)

type entraBlock struct {
	block[entraRecord]
	lens   *entraLens
	policy []int // the places of the policy's columns, after entraColumns
}

func (b *entraBlock) Row(row csvio.Row) (err error) {
	f := row.Fields
	r := entraRecord{place: newPlace(b.part, row.Offset), ad: none, exo: none}
	if r.id, err = guidCell("id", f[entraID]); err != nil {
		return err
	}
	if r.id.IsZero() {
		return badCell("id", nil, "is empty, but it is the key of the table")
	}
	if anchor := f[entraAnchor]; len(anchor) > 0 {
		guid, ok := directory.AnchorBytes(anchor)
		if ok {
			r.anchor = guid
		} else {
			r.flags |= customAnchor
			b.claim(anAnchor, hashExact(anchor, anchorKey))
		}
	}
	r.sid = hashExact(f[entraSID], sidKey)
	r.upn = hashFolded(f[entraUPN], addressKey)
	r.primary = b.addresses(f[entraProxies], nil)
	if mail := hashFolded(f[entraMail], addressKey); r.primary == 0 {
		r.primary = mail
	} else if mail != r.primary {
		b.claim(anAddress, mail)
	}
	for i, at := range b.policy {
		b.claim(aPolicyKey, hashFolded(f[at], policyKey+keyKind(i)))
	}
	switch {
	case isTrue(f[entraSynced]):
		r.flags |= synced
	case isFalse(f[entraSynced]):
		r.flags |= notSynced
	}
	if bytes.EqualFold(f[entraType], []byte("Guest")) {
		r.flags |= ignored
	}
	if lossyAmong(f[entraLossy], entraColumns[:entraProxies+1]) {
		r.flags |= lossyKey
	}
	b.lens.facts(f, &r)
	b.records = append(b.records, r)
	return nil
}

var exoColumns = []string{"ExternalDirectoryObjectId", "ExchangeGuid", "UserPrincipalName", "PrimarySmtpAddress", "LegacyExchangeDN",
	"EmailAddresses", "IsDirSynced", "RecipientTypeDetails", directory.LossyColumn, "ArchiveGuid", "ArchiveStatus",
	"HiddenFromAddressListsEnabled", "LitigationHoldEnabled", "InPlaceHolds", "ForwardingAddress", "ForwardingSmtpAddress",
	"IsExchangeCloudManaged", "MailboxMoveStatus", "TotalItemSize"}

const (
	exoCloud = iota
	exoMailbox
	exoUPN
	exoPrimary
	exoLegacy
	exoAddresses
	exoSynced
	exoDetails
	exoLossy
	exoArchive
	exoArchiveStatus
	exoHidden
	exoHold
	exoHolds
	exoForwarding
	exoForwardingSMTP
	exoCloudManaged
	exoMoveStatus
	exoSize
)

type exoBlock struct {
	block[exoRecord]
	lens *exoLens
}

func (b *exoBlock) Row(row csvio.Row) (err error) {
	f := row.Fields
	r := exoRecord{place: newPlace(b.part, row.Offset), entra: none, ad: none}
	if r.cloud, err = guidCell("ExternalDirectoryObjectId", f[exoCloud]); err != nil {
		return err
	}
	if r.mailbox, err = guidCell("ExchangeGuid", f[exoMailbox]); err != nil {
		return err
	}
	if r.cloud.IsZero() && r.mailbox.IsZero() {
		return badCell("ExchangeGuid", nil, "is empty, and so is ExternalDirectoryObjectId, but they are the key of the table")
	}
	r.upn = hashFolded(f[exoUPN], addressKey)
	r.primary = hashFolded(f[exoPrimary], addressKey)
	look := addressLook{routing: b.lens.routing}
	if listed := b.addresses(f[exoAddresses], &look); r.primary == 0 {
		r.primary = listed
	} else if listed != r.primary {
		b.claim(anAddress, listed)
	}
	b.claim(aLegacyDN, hashFolded(f[exoLegacy], x500Key))
	switch {
	case isTrue(f[exoSynced]):
		r.flags |= synced
	case isFalse(f[exoSynced]):
		r.flags |= notSynced
	}
	if isSystemMailbox(f[exoDetails]) {
		r.flags |= ignored
	}
	if lossyAmong(f[exoLossy], exoColumns[:exoAddresses+1]) {
		r.flags |= lossyKey
	}
	if r.archive, err = guidHash("ArchiveGuid", f[exoArchive]); err != nil {
		return err
	}
	b.lens.facts(f, &r, &look)
	b.records = append(b.records, r)
	return nil
}

// isSystemMailbox knows the recipient types that belong to no person and never to AD.
func isSystemMailbox(details []byte) bool {
	switch string(details) {
	case "DiscoveryMailbox", "SchedulingMailbox", "ArbitrationMailbox", "MonitoringMailbox", "AuditLogMailbox", "AuxAuditLogMailbox",
		"SystemMailbox", "SupervisoryReviewPolicyMailbox", "GroupMailbox", "PublicFolderMailbox":
		return true
	}
	return false
}
