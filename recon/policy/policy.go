// Package policy says what an organisation wants and tolerates. Its file comes with the catalogue of rules; until then it
// is a Go value, and Default is what is used.
package policy

// Policy is an organisation's choices. The zero value is a valid policy: the join decides by itself.
type Policy struct {
	// SourceAnchor names, for each forest, the column of ad_users that the forest's synchronization uses as source anchor:
	// mS-DS-ConsistencyGuid, objectGUID, or a column that holds a custom anchor as text. A forest that is not named gets
	// whichever of the two GUIDs matches more users where they differ. The name of the only forest may be "".
	SourceAnchor map[string]string

	// JoinKeys are further columns by which an AD user and an Entra user may be joined, where the value is unique on both
	// sides: sAMAccountName, employeeID, an extension attribute.
	JoinKeys []JoinKey
}

// JoinKey is a pair of columns that hold the same value for the same person.
type JoinKey struct {
	AD    string // column of ad_users
	Entra string // column of entra_users
}

// Default is the policy of an organisation that has said nothing.
func Default() Policy { return Policy{} }
