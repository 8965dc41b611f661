package recon

// Strength is how strongly a key joins two objects, the strongest first. The zero value joins nothing.
type Strength uint8

// The strengths of a join.
const (
	NotJoined     Strength = iota
	ByExternalID           // ExternalDirectoryObjectId or msDS-ExternalDirectoryObjectId is the other object's Entra id
	ByAnchor               // onPremisesImmutableId is the AD object's source anchor
	BySID                  // onPremisesSecurityIdentifier or msExchMasterAccountSid is the other object's objectSid
	ByMailboxGUID          // msExchMailboxGuid is ExchangeGuid
	ByX500                 // an X500 address is the other object's legacyExchangeDN, unique on both sides
	ByPolicyKey            // a key that the policy added, unique on both sides
	Corroborated           // two of primary SMTP address, UPN and target address agree, each unique, and the third does not differ
	Weak                   // one address alone
)

var strengthNames = [...]string{"", "external-id", "anchor", "sid", "mailbox-guid", "x500", "policy-key", "corroborated", "weak"}

// String is the word for the strength in files and on the screen; empty for NotJoined.
func (s Strength) String() string { return strengthNames[s] }

// Strong says that the two objects refer to each other by an identifier that is never reused: the link exists, it need not
// be made.
func (s Strength) Strong() bool { return s >= ByExternalID && s <= ByMailboxGUID }

// stronger is the stronger of two joins; NotJoined is weaker than any.
func stronger(a, b Strength) Strength {
	if a == NotJoined || b != NotJoined && b < a {
		return b
	}
	return a
}
