package recon

import "rejoin/recon/directory"

// Authority is who may write an object's attributes: which side to mend. Empty: there is no object.
type Authority string

// The authorities.
const (
	ADAuthority      Authority = "ad"
	EntraAuthority   Authority = "entra"
	EXOAuthority     Authority = "exo"
	NotFlowing       Authority = "ad-not-flowing" // AD would be it, but its Exchange attributes do not reach the cloud: the cloud's values come first
	UnknownAuthority Authority = "unknown"        // the flags that would tell are not in the snapshot, and leftovers suggest a conversion
)

// IdentityAuthority is who may write the identity attributes: UPN, names, the account's state.
func (i *Identity) IdentityAuthority() Authority {
	e := i.LiveEntra()
	switch {
	case e == nil && i.AD != nil:
		return ADAuthority
	case e == nil:
		return i.mailboxAuthority()
	case e.IsCloudManaged == directory.True:
		return EntraAuthority
	case e.OnPremisesSyncEnabled == directory.True:
		return ADAuthority
	case i.AD == nil && !leftovers(e):
		return EntraAuthority
	case e.IsCloudManaged == directory.Unset && leftovers(e):
		return UnknownAuthority
	}
	return EntraAuthority
}

// ExchangeAuthority is who may write the Exchange attributes: addresses, recipient types, the alias, mailbox GUIDs.
func (i *Identity) ExchangeAuthority() Authority {
	if i.Mailbox != nil && i.Mailbox.IsExchangeCloudManaged == directory.True {
		return EXOAuthority
	}
	switch identity := i.IdentityAuthority(); {
	case identity == EntraAuthority:
		return EXOAuthority
	case identity == ADAuthority && i.Recipient() != nil && i.Recipient().MailNickname == "" && !i.noAlias:
		return NotFlowing
	default:
		return identity
	}
}

// mailboxAuthority judges a mailbox without an Entra user by what it says of itself.
func (i *Identity) mailboxAuthority() Authority {
	switch {
	case i.Mailbox == nil:
		return ""
	case i.Mailbox.IsDirSynced == directory.True:
		return ADAuthority
	case i.Mailbox.IsDirSynced == directory.False:
		return EXOAuthority
	}
	return UnknownAuthority
}

// leftovers says whether an Entra user keeps what only synchronization writes.
func leftovers(e *directory.EntraUser) bool {
	return e.ImmutableID != "" || e.OnPremisesSecurityIdentifier != "" || e.OnPremisesDistinguishedName != ""
}
