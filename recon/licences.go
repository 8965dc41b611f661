package recon

import (
	"encoding/json"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// mailboxPlans are the Exchange Online service plans that give a mailbox (Product names and service plan identifiers for
// licensing, the CSV that Microsoft publishes). EXCHANGE_S_FOUNDATION and the archive add-ons give none.
var mailboxPlans = map[string]int{
	"9aaf7827-d63c-4b61-89c3-182f06f82e5c": 1, // EXCHANGE_S_STANDARD
	"efb87545-963c-4e0d-99df-69c6916d9eb0": 2, // EXCHANGE_S_ENTERPRISE
	"4a82b400-a79f-41a4-b4e2-e94f5787b113": 1, // EXCHANGE_S_DESKLESS
	"e9b4930a-925f-45e2-ac2a-3f7788ca6fdd": 1, // EXCHANGE_S_STANDARD_GOV
	"8c3069c0-ccdb-44be-ab77-986203a67df2": 2, // EXCHANGE_S_ENTERPRISE_GOV
	"88f4d7ef-a73b-4246-8047-516022144c9f": 1, // EXCHANGE_S_DESKLESS_GOV
	"fc52cc4b-ed7d-472d-bbe7-b081c23ecc56": 1, // EXCHANGE_S_STANDARD_MIDMARKET
	"d42bdbd6-c335-4231-ab3d-c8f348d5aff5": 1, // EXCHANGE_L_STANDARD
	"1126bef5-da20-4f07-b45e-ad25d2581aa8": 1, // EXCHANGE_S_ESSENTIALS
	"90927877-dcff-4af6-b346-2332c0b15bb7": 1, // EXCHANGE_B_STANDARD
}

// archivePlans are the service plans that give an archive, and with it litigation hold, to a mailbox of Plan 1.
var archivePlans = []string{
	"176a09a6-7ec5-4039-ac02-b2791c6ba793", // EXCHANGE_S_ARCHIVE_ADDON
}

// Licences are what a user's assigned licences say about their mailbox.
type Licences struct {
	SKUs        []string // part numbers, or the ids of licences that entra_skus does not have; sorted
	MailboxPlan int      // the best enabled Exchange Online plan: 2, 1, or 0 for none
	Archive     bool     // an archive add-on is enabled
	Disabled    bool     // a licence would give a mailbox, but its Exchange plan is disabled for this user
	Unclear     string   // why no one can say what the licences give: one is not in entra_skus, or not assigned properly; empty: it is clear
	Warning     bool     // a licence with a mailbox plan is of a subscription that has expired and is in its grace period
	Lapsed      bool     // a licence with a mailbox plan is of a subscription that is suspended or deleted
}

// assignedLicence is an entry of assignedLicenses.
type assignedLicence struct {
	SKU      string   `json:"skuId"`
	Disabled []string `json:"disabledPlans"`
}

// AssignmentState is an entry of licenseAssignmentStates.
type AssignmentState struct {
	SKU         string         `json:"skuId"`
	State       string         `json:"state"`
	Error       string         `json:"error"`
	ByGroup     string         `json:"assignedByGroup"`
	LastUpdated directory.Time `json:"lastUpdatedDateTime"`
}

// sku is a subscribed licence with what it gives.
type sku struct {
	part   string
	status string
	plans  map[string]bool // service plan ids of users
}

// maxLicenceCells bounds what is remembered about licence cells.
const maxLicenceCells = 4096

// skus are the tenant's subscriptions by folded id.
type skus map[string]sku

func newSKUs(rows []directory.EntraSKU) skus {
	all := skus{}
	for _, row := range rows {
		one := sku{part: row.SKUPartNumber, status: row.CapabilityStatus, plans: map[string]bool{}}
		var plans []struct {
			ID string `json:"servicePlanId"`
		}
		if json.Unmarshal([]byte(row.ServicePlans), &plans) == nil {
			for _, plan := range plans {
				one.plans[directory.Fold(plan.ID)] = true
			}
		}
		all[row.SKUID.String()] = one
	}
	return all
}

// licences reads assignedLicenses.
func (s skus) licences(assigned string) Licences {
	var given []assignedLicence
	var l Licences
	if assigned == "" {
		return l
	}
	if err := json.Unmarshal([]byte(assigned), &given); err != nil {
		l.Unclear = "assignedLicenses cannot be read"
		return l
	}
	for _, one := range given {
		known, ok := s[directory.Fold(one.SKU)]
		if !ok {
			l.SKUs = append(l.SKUs, one.SKU)
			l.Unclear = "the licence " + one.SKU + " is not in entra_skus"
			continue
		}
		l.SKUs = append(l.SKUs, known.part)
		if known.status == "Suspended" || known.status == "Deleted" || known.status == "LockedOut" {
			for plan := range mailboxPlans {
				l.Lapsed = l.Lapsed || known.plans[plan]
			}
			continue
		}
		enabled := func(plan string) bool {
			return known.plans[plan] && !slices.ContainsFunc(one.Disabled, func(id string) bool { return strings.EqualFold(id, plan) })
		}
		for plan, number := range mailboxPlans {
			switch {
			case enabled(plan):
				l.MailboxPlan = max(l.MailboxPlan, number)
				l.Warning = l.Warning || known.status == "Warning"
			case known.plans[plan]:
				l.Disabled = true
			}
		}
		for _, plan := range archivePlans {
			l.Archive = l.Archive || enabled(plan)
		}
	}
	slices.Sort(l.SKUs)
	return l
}

// MailboxLicences is the part of a user's assignedLicenses that gives a mailbox, in the cell's own form; empty when nothing does.
func (o *Org) MailboxLicences(user *directory.EntraUser) string {
	var given []json.RawMessage
	if json.Unmarshal([]byte(user.AssignedLicenses), &given) != nil {
		return ""
	}
	var kept []string
	for _, one := range given {
		if l := o.skus.licences("[" + string(one) + "]"); l.MailboxPlan > 0 || l.Unclear != "" {
			kept = append(kept, string(one))
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return "[" + strings.Join(kept, ",") + "]"
}

// licenceCache remembers what the licence cells seen last mean, for one reducer: an organisation has few combinations.
type licenceCache struct {
	skus skus
	seen map[string]Fact
}

func (c *licenceCache) facts(assigned []byte) Fact {
	if len(assigned) == 0 || string(assigned) == "[]" {
		return 0
	}
	if facts, ok := c.seen[string(assigned)]; ok {
		return facts
	}
	l := c.skus.licences(string(assigned))
	facts := AnyLicence
	if l.MailboxPlan > 0 {
		facts |= MailboxLicence
	}
	if l.Unclear != "" {
		facts |= UnclearLicence
	}
	if c.seen == nil || len(c.seen) >= maxLicenceCells {
		c.seen = map[string]Fact{}
	}
	c.seen[string(assigned)] = facts
	return facts
}
