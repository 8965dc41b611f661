package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var nullExchangeGUID = &recon.Rule{
	ID: "MBX002", Name: "null-exchange-guid", Severity: recon.Low,
	Doc: `A remote mailbox does not carry the ExchangeGuid of its mailbox in Exchange Online.
Enable-RemoteMailbox leaves msExchMailboxGuid empty, so this is normal for mailboxes that were born in the cloud: mail flows,
but the mailbox cannot be moved back on-premises until the GUID is there. After a migration the GUID ought to have stayed, so
there it is a defect. With offboarding in the policy both are one step more severe.
No hit: the policy says that a synchronization rule empties the attribute on purpose; a move is open; another AD object
holds the mailbox's GUID, which set-exchange-guid could not mend.
Source: Microsoft KB 2956029.`,
	Fixes:    []string{"set-exchange-guid"},
	Needs:    []string{"ad_users.msExchRecipientTypeDetails", "ad_users.msExchMailboxGuid", "exo_mailboxes.ExchangeGuid"},
	Sides:    recon.OnAD | recon.OnMailbox,
	Exchange: true, Synced: true, OnWeakJoin: true,
	Applies: func(r recon.Record) bool { return r.All(recon.RemoteType) },
	Screen: func(r recon.Record) bool {
		return r.All(recon.NoMailboxGUID) && !r.Any(recon.NulledOnPurpose|recon.MoveInAD|recon.MoveInCloud)
	},
	Check: func(p *recon.Pass) {
		r := p.Recipient()
		if r.RecipientTypeDetails.IsRemote() && r.MailboxGUID.IsZero() && !p.Mailbox.ExchangeGUID.IsZero() && !p.MoveOpen() && !p.Record.Any(recon.NulledOnPurpose) {
			reportNullGUID(p)
		}
	},
}

func reportNullGUID(p *recon.Pass) {
	remote := p.Recipient().RemoteRecipientType
	f := recon.Finding{
		System: directory.AD, Attribute: "msExchMailboxGuid", Want: p.Mailbox.ExchangeGUID.String(), Severity: recon.Low,
		Evidence: "born in the cloud", Apart: true,
	}
	if remote&directory.Migrated != 0 {
		f.Severity, f.Evidence, f.Apart = recon.Medium, "migrated from on-premises", false
	}
	if p.Org.Policy.Offboarding {
		f.Severity++
	}
	if holders := p.Org.MailboxGUIDHolders(p.Mailbox.ExchangeGUID); len(holders) > 0 {
		return
	}
	switch {
	case !p.Org.HasColumn("ad_users", "msExchRemoteRecipientType"):
		f.Certainty, f.Evidence = recon.Likely, "the snapshot does not say whether it was born in the cloud or migrated"
	case remote&(directory.ProvisionMailbox|directory.Migrated) == 0:
		f.Fix = recon.NoFix
		f.Evidence += "; the remote recipient type " + strings.TrimSpace(remote.String()) + " says neither provisioned nor migrated, so no one should stamp it"
	}
	p.Report(f)
}
