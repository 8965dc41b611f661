package bench

// fault is what is wrong with a remoteUser.
type fault uint8

// With the first faults the link between AD and Entra ID holds, and something else is wrong.
const (
	sound             fault = iota
	nullMailboxGUID         // AD has no msExchMailboxGuid
	strayMailboxGUID        // AD has another msExchMailboxGuid than the mailbox
	noExternalID            // the mailbox does not name its Entra user: it joins by its GUID
	onlyAddressesLeft       // neither that name nor AD's mailbox GUID: the mailbox joins by its addresses
	wrongSuffix             // the cloud's UPN is in the initial domain
	noTargetAddress         // a remote mailbox without targetAddress
	primaryDiffers          // the mailbox has another primary address than AD
	disabledInAD            // disabled in AD, enabled in the cloud
	borrowedAddress         // AD holds an address that others hold too
	changedAnchor           // the anchor differs, the SID holds
	customAnchor            // the anchor is no GUID, the SID holds
	neverProvisioned        // a mailbox, but no Exchange attributes in AD

	// With the others it does not.
	recreatedAccount    // the AD account was deleted and made again: Found by its addresses
	softMatchUPNAndMail // a cloud user with the same UPN and primary address: Found
	softMatchUPN        // a cloud user with the same UPN, and AD knows no address: Found, weakly
	orphan              // the AD account is gone: SourceMissing
	orphanCustomAnchor  // the same, and the anchor is no GUID: NotEvaluated
	neverSynchronized   // a remote mailbox in AD, nothing in the cloud: Absent
	softDeleted         // the Entra user is soft-deleted, the AD account lives: Missing
	forgotten           // soft-deleted in Entra ID, nobody in AD: AllGone

	faults // how many there are
)

// inAD says whether the AD account is there.
func (f fault) inAD() bool { return f != orphan && f != orphanCustomAnchor && f != forgotten }

// inEntra says whether the Entra user is there, live or soft-deleted.
func (f fault) inEntra() bool { return f != neverSynchronized }

// deleted says whether the Entra user is soft-deleted.
func (f fault) deleted() bool { return f == softDeleted || f == forgotten }

// inExchange says whether the mailbox is there.
func (f fault) inExchange() bool { return f.inEntra() && !f.deleted() }

// synchronized says whether the Entra user is, or was, synchronized.
func (f fault) synchronized() bool { return f != softMatchUPNAndMail && f != softMatchUPN }

// provisioned says whether AD knows of the mailbox.
func (f fault) provisioned() bool {
	switch f {
	case neverProvisioned, recreatedAccount, softMatchUPNAndMail, softMatchUPN:
		return false
	}
	return true
}
