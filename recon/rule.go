package recon

import (
	"strings"

	"rejoin/recon/policy"
)

// Rule recognises one kind of mismatch. Rules are values; package rules has the catalogue.
type Rule struct {
	ID, Name string   // "MBX002", "null-exchange-guid": never reused; the name states the defect
	Doc      string   // the first line is the title; then cause, consequence, what is no hit, and the source
	Severity Severity // the usual one; a finding may say another
	Fixes    []string // fixers that may answer it, the default first; empty: report only

	// Needs are the columns without which the rule cannot tell, as "ad_users.msExchMailboxGuid", and tables, as
	// "entra_domains". Where one is absent, or lossy in a person's row, the rule is not evaluated.
	Needs []string
	// Policy says what of the policy the rule cannot do without; empty when that is there. Nil: it needs none.
	Policy func(*policy.Policy) (missing string)

	// Sides are those that a finding rests on. The joins between them must be strong or corroborated.
	Sides Sides
	// OnWeakJoin lets the rule speak about people whom one address alone joined, as suspect.
	OnWeakJoin bool
	// Synced says that the rule compares what synchronization carries from AD: people with pending changes are left out.
	Synced bool
	// Exchange says that the rule is about Exchange attributes in AD: people whose Exchange attributes the cloud manages are
	// left out.
	Exchange bool
	// Cause is the likely cause when the rule hits very many at once, for the systemic finding.
	Cause string

	// Applies says to whom the rule can apply; nil: to everybody on its Sides. It may look at the record alone, and Check need
	// not repeat it.
	Applies func(Record) bool
	// Screen says who may be hit, so that nobody else is decoded; nil: all to whom the rule applies. It must let through
	// everybody whom Check would report.
	Screen func(Record) bool
	// Check looks at one person.
	Check func(*Pass)
	// Organisation looks at the organisation as a whole, once; a rule has it or Check.
	Organisation func(*Pass)
}

// Title is the first line of Doc.
func (r *Rule) Title() string {
	title, _, _ := strings.Cut(r.Doc, "\n")
	return title
}

// Sides are sides of an identity.
type Sides uint8

// The sides that a rule can rest on. Mailbox and Entra mean live objects.
const (
	OnAD Sides = 1 << iota
	OnEntra
	OnMailbox
)

// need is one entry of Rule.Needs.
type need struct{ table, column string }

func parseNeed(text string) need {
	table, column, _ := strings.Cut(text, ".")
	return need{table, column}
}

// isExchangeColumn says whether a column of ad_users is read from the person's mailbox object, where that is another one than
// the account.
func isExchangeColumn(column string) bool {
	if strings.HasPrefix(column, "msExch") && column != "msExchMasterAccountSid" {
		return true
	}
	switch column {
	case "homeMDB", "homeMTA", "mailNickname", "targetAddress", "proxyAddresses", "legacyExchangeDN", "mail":
		return true
	}
	return false
}
