package recon

import "rejoin/recon/directory"

// Identity is one person, as the joined systems see them. A nil object means that there is none in the snapshot.
type Identity struct {
	Key       string               // ad:<objectGUID>, else entra:<id>, else exo:<ExchangeGuid>
	AD        *directory.ADUser    // the account
	Linked    *directory.ADUser    // its mailbox object in a resource forest
	Entra     *directory.EntraUser // live, or soft-deleted: its field Deleted says which
	Mailbox   *directory.Mailbox   // in Exchange Online
	Joins     []Join               // which key joined which two objects, and how strongly
	Rivals    []Rival              // objects with an equal claim: reported, never picked
	Situation Situation            // of the link between AD and Entra, or AD and mailbox without Entra
	Reason    string               // why, where the situation's name does not say it; empty otherwise
	Pending   bool                 // AD changed after the last synchronization: what sync carries is not comparable yet

	noAlias bool   // the snapshot does not know AD's aliases
	hold    uint16 // the number of the hold that the policy wants, counted from 1; 0: none
}

// Address is the person's primary SMTP address: in AD, else in Entra ID, else of the mailbox. Empty when none is known.
func (i *Identity) Address() string {
	if r := i.Recipient(); r != nil && r.PrimarySMTP() != "" {
		return r.PrimarySMTP()
	}
	if i.Entra != nil && i.Entra.PrimarySMTP() != "" {
		return i.Entra.PrimarySMTP()
	}
	if i.Mailbox != nil {
		return i.Mailbox.PrimarySMTP()
	}
	return ""
}

// LiveEntra is the person's Entra user, if it is not soft-deleted. Nil otherwise.
func (i *Identity) LiveEntra() *directory.EntraUser {
	if i.Entra == nil || i.Entra.Deleted {
		return nil
	}
	return i.Entra
}

// MailUser is the Entra user's recipient in Exchange Online that is no mailbox, usually because the mailbox is on-premises; nil
// when there is none, or exo_recipients is not in the snapshot.
func (p *Pass) MailUser() *directory.Recipient { return p.Org.Recipient(p.LiveEntra()) }

// Recipient is the AD object that carries the Exchange attributes: Linked, else AD. Nil when there is neither. Whatever
// reads Exchange attributes reads them here.
func (i *Identity) Recipient() *directory.ADUser {
	if i.Linked != nil {
		return i.Linked
	}
	return i.AD
}

// Join says that a key joined two objects.
type Join struct {
	Left, Right directory.System
	By          Strength
}

// Rival is an object with an equal claim to someone's identity.
type Rival struct {
	Key  string // as Identity.Key
	Name string // a UPN or address, for people; may be empty
}
