package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var orphanedPermission = &recon.Rule{
	ID: "PRM001", Name: "orphaned-permission", Severity: recon.Info,
	Doc: `A mailbox grants rights to a SID that nobody in the snapshot has.
The trustee was deleted; what remains clutters reports and counts against the limit of entries. Never certain: the SID may be that of another
forest, or one that somebody once had (sIDHistory), and it cannot be added again once it is gone.
Evaluated only where the permissions were asked for with the entries that do not resolve, or hold one: Exchange leaves them out by default.
Explicit rows only; one finding for each mailbox.
Source: Microsoft Learn, Get-MailboxPermission -IncludeUnresolvedPermissions.`,
	Fixes: []string{"remove-permission"},
	Needs: []string{"exo_permissions.Trustee", "ad_users.objectSid"},
	Cause: "accounts are deleted without their permissions",
	Organisation: func(p *recon.Pass) {
		if !p.Org.ShowsUnresolved() {
			p.NotEvaluated("exo_permissions was not asked for entries that do not resolve (import it with --option unresolved)")
			return
		}
		byMailbox := map[directory.GUID][]recon.Unresolved{}
		var order []directory.GUID
		for _, one := range p.Org.Unresolved() {
			mailbox := one.Permission.ExchangeGUID
			if byMailbox[mailbox] == nil {
				order = append(order, mailbox)
			}
			byMailbox[mailbox] = append(byMailbox[mailbox], one)
		}
		for _, mailbox := range order {
			p.Report(orphanedOn(mailbox, byMailbox[mailbox]))
		}
	},
}

// orphanedOn is the finding about one mailbox.
func orphanedOn(mailbox directory.GUID, rows []recon.Unresolved) recon.Finding {
	var sids, rights []string
	foreign := false
	for _, row := range rows {
		sids, rights = appendNew(sids, row.Permission.Trustee), appendNew(rights, row.Permission.Right)
		foreign = foreign || row.Foreign
	}
	f := recon.Finding{Identity: rows[0].Key, UPN: rows[0].Name, Person: rows[0].Name, System: directory.EXO, Object: mailbox.String(), Attribute: "Trustee",
		Have: strings.Join(sids, ", "), Certainty: recon.Likely, Authority: recon.EXOAuthority,
		Evidence: "rights: " + strings.Join(rights, ", ")}
	if foreign {
		f.Certainty = recon.Suspect
		f.Evidence += "; the SID is of a domain that is not in the snapshot"
	}
	return f
}

func appendNew(all []string, one string) []string {
	for _, have := range all {
		if have == one {
			return all
		}
	}
	return append(all, one)
}
