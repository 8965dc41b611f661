// Package policy says what an organisation wants and tolerates. It is read from a file, rejoin.yaml. What the file does not say is
// not guessed: the rules that need it are not evaluated.
package policy

import "time"

// Policy is an organisation's choices. The zero value is a valid policy: nothing is wanted, nothing tolerated, and the join decides
// by itself.
type Policy struct {
	Path string // the file it was read from; empty for Default

	// SourceAnchor names, for each forest, the column of ad_users that the forest's synchronization uses as source anchor:
	// mS-DS-ConsistencyGuid, objectGUID, or a column that holds a custom anchor as text. A forest that is not named gets
	// whichever of the two GUIDs matches more users where they differ. The name of the only forest may be "".
	SourceAnchor map[string]string
	// JoinKeys are further columns by which an AD user and an Entra user may be joined, where the value is unique on both
	// sides: sAMAccountName, employeeID, an extension attribute.
	JoinKeys []JoinKey

	UPNSuffixes        []SuffixRule      // which UPN suffix is wanted where; empty: the policy does not say
	RoutingDomain      string            // the domain by which mail reaches Exchange Online; empty: what the tenant's domains say
	ExchangeOnPremises Choice            // whether Exchange still runs, or its attributes are still kept, on-premises
	AlternateLoginID   string            // the column of ad_users that people sign in with instead of the UPN; empty: none
	Offboarding        bool              // mailboxes may be moved out of Exchange Online
	Leavers            Selectors         // who has left
	Leave              Selectors         // who is on legal or parental leave: never a leaver
	LitigationHold     []HoldRule        // who must be on litigation hold
	ServiceAccounts    Selectors         // accounts of services, no people
	OutOfScope         Selectors         // who is not synchronized on purpose
	NulledGUIDs        Selectors         // whose mailbox GUID a synchronization rule empties on purpose
	Protected          Selectors         // whom no plan may touch
	HiddenRooms        bool              // rooms may be hidden from address lists on one side
	TargetDomains      []string          // domains that a targetAddress may lead to besides the routing and the initial one
	OnboardingGroups   []GroupRule       // who must be a member of which group
	ForwardingDomains  []string          // domains that count as inside when mail is forwarded to them
	Severities         map[string]string // other severities of rules, by ID
	SystemicShare      float64           // the share of people at which a rule's hits are systemic; 0: the usual one
	Accepted           []Acceptance      // findings that somebody has accepted

	said      map[string]bool // the top-level keys that the file has
	hash      string
	ruleNames []ruleName // where the file names rules
}

// JoinKey is a pair of columns that hold the same value for the same person.
type JoinKey struct {
	AD    string // column of ad_users
	Entra string // column of entra_users
}

// Choice is a yes or no that may not have been said.
type Choice uint8

// The choices.
const (
	Unsaid Choice = iota
	Yes
	No
)

// SuffixRule says which UPN suffix is wanted. Of those that fit somebody the one with the longest OU holds, then one for the forest,
// then one for everybody.
type SuffixRule struct {
	Forest string // empty: every forest
	OU     string // empty: everywhere
	Suffix string
}

// HoldRule says who must be on litigation hold, and how.
type HoldRule struct {
	Who      Selectors
	Duration Days
	Owner    string // empty: not said
}

// Days is a duration in days; 0: not said.
type Days int

// Unlimited is a duration without an end.
const Unlimited Days = -1

// GroupRule says who must be a member of a group.
type GroupRule struct {
	Group string // distinguished name
	Who   Selectors
}

// Acceptance is a finding that somebody has accepted for a time.
type Acceptance struct {
	Rule    string // its ID
	Who     string // UPN, address, GUID or key; empty: everybody
	Owner   string // who answers for it
	Reason  string
	Expires time.Time // the end of that day, UTC
	Line    int       // of the file
}

// Default is the policy of an organisation that has said nothing.
func Default() Policy { return Policy{} }

// Said says whether the file has a top-level key, such as leavers.
func (p *Policy) Said(key string) bool { return p.said[key] }

// Hash is a SHA-256 over the policy file and the lists that it names; empty for Default.
func (p *Policy) Hash() string { return p.hash }
