// Package rules is the catalogue of mismatches: one file for each rule, its cases beside it.
//
// A rule fires only where it would be right to act. Its near misses, the states that look like the defect and are none, are
// part of its cases.
package rules

import (
	"strings"

	"rejoin/recon"
)

// all is the catalogue, in the order in which it is listed and in which findings of equal severity are.
var all = []*recon.Rule{
	orphanedHardMatch, unlinkedSoftMatch, anchorDiffers, duplicateAnchor,
	ambiguousIdentity, brokenLinkedJoin, deletedInCloud,
	wrongUPNSuffix, unverifiedUPNSuffix, wrongForestUPN,
	missingRemoteMailbox, nullExchangeGUID, exchangeGUIDDiffers, archiveGUIDDiffers, mailboxInBothPlaces, remoteMailboxWithoutCloudMailbox,
	recipientTypeDrift, leftoverHomeMDB, missingAlias, litigationHoldMissing, licensedWithoutMailbox,
	duplicateAddress, missingRoutingAddress, wrongTargetAddress, primarySMTPDiffers, unacceptedDomain, hiddenFlagDiffers, malformedAddress,
	disabledButEnabledInCloud, leaverLicensed, leaverForwarding, expiredButEnabledInCloud,
	unlicensedUserMailbox, sharedOverLicence,
	orphanedPermission, onboardingGroupMissing, syncStalled, syncError,
}

// All lists the catalogue.
func All() []*recon.Rule { return all }

// Named finds a rule by its ID or name, in any letter case; false when there is none.
func Named(name string) (*recon.Rule, bool) {
	for _, rule := range all {
		if strings.EqualFold(rule.ID, name) || strings.EqualFold(rule.Name, name) {
			return rule, true
		}
	}
	return nil, false
}
