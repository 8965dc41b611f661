package fixers

import (
	"slices"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// ADUnlessCloudManaged is the authority of an action on Exchange attributes in AD where the snapshot does not say whether Exchange Online
// manages them (IsExchangeCloudManaged; Microsoft Learn, "Cloud-based management of Exchange attributes"). A person can look; a live
// backend refuses.
const ADUnlessCloudManaged recon.Authority = "ad-unless-cloud-managed"

// exchanges are the attributes of AD that belong to Exchange and are not named so.
var exchanges = []string{"mailNickname", "proxyAddresses", "targetAddress", "legacyExchangeDN", "homeMDB", "homeMTA", "showInAddressBook"}

// IsExchanges says whether an attribute of AD is one of Exchange's.
func IsExchanges(attribute string) bool {
	return strings.HasPrefix(attribute, "msExch") || slices.Contains(exchanges, attribute)
}

// authority is who may write an action's attributes, as far as the snapshot knows.
func (b *Build) authority() recon.Authority {
	a, c := &b.action, b.c
	if a.System != directory.AD || a.Authority != recon.ADAuthority || !slices.ContainsFunc(a.Changes, func(c plan.Change) bool { return IsExchanges(c.Attribute) }) {
		return a.Authority
	}
	known := c.Org.HasColumn("exo_mailboxes", "IsExchangeCloudManaged")
	if !known || c.Identity != nil && c.Mailbox != nil && c.Mailbox.IsExchangeCloudManaged == directory.Unset {
		return ADUnlessCloudManaged
	}
	return a.Authority
}
