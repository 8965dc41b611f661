package recon

// Situation is what the join found out about the link between a person's AD user and their Entra user, or between AD user
// and mailbox where the snapshot has no Entra users. The names, but for NotEvaluated, are those of OpenIDM and Wren:IDM
// (Situation.java), where AD is the source and the cloud the target.
type Situation uint8

// The situations, in the order in which they are counted on the screen.
const (
	Confirmed          Situation = iota // linked by an identifier
	Found                               // not linked, but one counterpart fits
	FoundAlreadyLinked                  // the only counterpart that fits is linked to someone else
	Ambiguous                           // several counterparts fit equally well: none is picked
	Absent                              // an AD user that ought to be in the cloud, and is not
	Missing                             // the link leads to a soft-deleted cloud user
	Unqualified                         // linked, although the AD object is not one that is synchronized
	Unassigned                          // a cloud user of its own, with no link to AD
	SourceMissing                       // a synchronized cloud user whose AD user does not exist
	SourceIgnored                       // an AD object that is not synchronized: system and service objects
	TargetIgnored                       // a cloud object that has no place in AD: guests, system mailboxes
	AllGone                             // a soft-deleted cloud user with nobody in AD
	NotEvaluated                        // a table or a value that the verdict needs is absent, incomplete or lossy
	situationCount
)

var situationNames = [...]string{"Confirmed", "Found", "FoundAlreadyLinked", "Ambiguous", "Absent", "Missing", "Unqualified",
	"Unassigned", "SourceMissing", "SourceIgnored", "TargetIgnored", "AllGone", "NotEvaluated"}

var situationAbouts = [...]string{
	"linked by an identifier that is never reused",
	"not linked, but exactly one counterpart fits",
	"the only counterpart that fits is linked to someone else",
	"several counterparts fit equally well; none was picked",
	"an AD user that should be in the cloud and is not",
	"the link leads to a soft-deleted cloud user",
	"linked, although the AD object is not one that is synchronized",
	"a cloud user of its own, with no link to AD",
	"a synchronized cloud user whose AD user does not exist",
	"an AD object that is never synchronized",
	"a cloud object that has no place in AD, such as a guest",
	"a soft-deleted cloud user with nobody in AD",
	"the snapshot cannot tell: a table or value is absent, incomplete or lossy",
}

// Situations lists every situation, in the order of the screen.
func Situations() []Situation {
	all := make([]Situation, situationCount)
	for i := range all {
		all[i] = Situation(i)
	}
	return all
}

// String is the situation's name in files and on the screen.
func (s Situation) String() string { return situationNames[s] }

// About says what the situation means, in one clause.
func (s Situation) About() string { return situationAbouts[s] }
