package recon

import (
	"rejoin/recon/directory"
)

// Finding is one mismatch of one person, or of the organisation. A rule says what it saw; the engine adds whose it is, who has
// authority, what joined the person, and how sure that leaves the finding.
type Finding struct {
	Rule      string           `json:"rule"` // its ID
	Name      string           `json:"name"` // the rule's name
	Severity  Severity         `json:"severity"`
	Certainty Certainty        `json:"certainty"`
	Identity  string           `json:"identity"`  // Identity.Key; empty: the organisation's
	Person    string           `json:"person"`    // display name
	UPN       string           `json:"upn"`       // in AD, else in Entra ID, else of the mailbox
	System    directory.System `json:"system"`    // where the value is that is wrong
	Object    string           `json:"object"`    // that object's GUID
	Attribute string           `json:"attribute"` // the table's column name; empty where no single one is wrong
	Have      string           `json:"have"`      // the value that is there
	Want      string           `json:"want"`      // the value that should be; empty: it should be empty, or nobody can say
	Authority Authority        `json:"authority"`
	Join      string           `json:"join"`     // the weakest join that the finding rests on
	Deadline  directory.Time   `json:"deadline"` // when it is too late; empty: no such moment is known
	Fix       string           `json:"fix"`      // the fixer that would answer it; empty: report only
	Evidence  string           `json:"evidence"` // what else was seen, for a person to check
	Systemic  int              `json:"systemic,omitempty"`
	// Systemic is how many people this one finding stands for; 0: one.

	Apart bool `json:"-"` // the finding is never part of a systemic one

	self  object    // whom it is about
	known bool      // self is set
	parts []Finding // what a systemic finding stands for
	names []string  // all that they are called by, where the policy accepts findings
}

// Parts are the findings that a systemic one stands for; nil for any other.
func (f *Finding) Parts() []Finding { return f.parts }

// NoFix, as a Finding's Fix, says that the rule's fixers do not answer this one.
const NoFix = "none"

// FindingColumns are the columns of findings.csv, in order.
var FindingColumns = []string{"rule", "name", "severity", "certainty", "identity", "person", "upn", "system", "object", "attribute", "have",
	"want", "authority", "join", "deadline", "fix", "systemic", "evidence"}
