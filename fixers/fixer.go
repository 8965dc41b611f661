// Package fixers turns findings into plans, and carries plans out: look, compare, change, look again, record. One file holds one
// fixer. What a change means to a directory is a backend's business.
package fixers

import (
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Fixer is one kind of repair. Fixers are values; All lists them.
type Fixer struct {
	Name   string // as rules name it: "set-exchange-guid"
	Title  string // one clause: what it changes
	Doc    string // when it is refused, and what follows from it
	Risk   plan.Risk
	Undo   string // how it is taken back, in words; empty: it cannot be
	NoUndo string // why it cannot be taken back; empty where Undo says how
	Hold   bool   // a person decides, however certain the finding is
	Access bool   // it takes access or a licence away: the strict limits hold
	// Systems are the directories that it writes to.
	Systems []directory.System

	// Propose makes the actions for one finding, or refuses it.
	Propose func(*Case)
	// Inverse makes the call that takes another back; nil where no call of the fixer has an inverse.
	Inverse func(plan.Change) (plan.Change, bool)
}

// all is the catalogue of fixers, in the order in which it is listed.
var all = []*Fixer{
	enableRemoteMailbox, setExchangeGUID, setArchiveGUID, setRecipientType, setAlias, clearLeftoverHomeMDB, addRoutingAddress, setTargetAddress,
	removeDuplicateAddress, setHiddenFlag, setUPNSuffix, setCloudUPN, reAnchor, convertToCloud, restoreAsCloud, restoreCloudUser,
	disableCloudAccount, removeLicence, setLitigationHold, clearForwarding, removePermission, addGroupMember,
}

// All lists the fixers.
func All() []*Fixer { return all }

// Named finds a fixer; false when there is none of that name.
func Named(name string) (*Fixer, bool) {
	for _, fixer := range all {
		if fixer.Name == name {
			return fixer, true
		}
	}
	return nil, false
}
