package rules

import (
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
)

var missingAlias = &recon.Rule{
	ID: "MBX009", Name: "missing-alias", Severity: recon.Medium,
	Doc: `An object with Exchange attributes has no alias, so synchronization carries none of them.
mailNickname is the gate: addresses, types and the hidden flag that AD holds never reach the cloud while it is empty. Giving it lets all
that waited through at once, which is why the plan lists it and holds the action.
No hit: AD was never extended for Exchange. Where missing-remote-mailbox fires, that is the answer and this rule is silent.
Source: Microsoft KB 4042820.`,
	Fixes: []string{"set-alias"},
	Needs: []string{"ad_users.mailNickname", "ad_users.msExchRecipientTypeDetails"},
	Sides: recon.OnAD, Exchange: true,
	Cause: "accounts were stamped by a script that left the alias out",
	Screen: func(r recon.Record) bool {
		return r.All(recon.NoAlias) && (r.Mailbox || r.Any(recon.MailEnabled|recon.HasTarget))
	},
	Check: func(p *recon.Pass) {
		r := p.Recipient()
		ownMailbox := p.Joined(recon.OnAD|recon.OnMailbox) && synchronized(p) == directory.True
		if r.MailNickname != "" || r.RecipientTypeDetails == 0 && r.TargetAddress == "" && !ownMailbox || answeredByRemoteMailbox(p) {
			return
		}
		f := recon.Finding{System: directory.AD, Attribute: "mailNickname"}
		if ownMailbox {
			f.Want = p.Mailbox.Alias
		} else {
			f.Fix = recon.NoFix
			f.Evidence = "there is no mailbox in Exchange Online whose alias it could be"
		}
		var waiting []string
		for _, one := range []struct {
			name string
			set  bool
		}{{"proxyAddresses", len(r.ProxyAddresses) > 0}, {"targetAddress", r.TargetAddress != ""}, {"msExchHideFromAddressLists", r.HideFromAddressLists != directory.Unset},
			{"msExchRecipientTypeDetails", r.RecipientTypeDetails != 0}} {
			if one.set {
				waiting = append(waiting, one.name)
			}
		}
		if len(waiting) > 0 {
			if f.Evidence != "" {
				f.Evidence += "; "
			}
			f.Evidence += "waiting behind it: " + strings.Join(waiting, ", ")
		}
		p.Report(f)
	},
}

// answeredByRemoteMailbox says whether missing-remote-mailbox fires for the person: its answer gives an alias too.
func answeredByRemoteMailbox(p *recon.Pass) bool {
	r := p.Recipient()
	return p.Org.Policy.ExchangeOnPremises != policy.No && p.Mailbox != nil && remoteTypeOf(p.Mailbox) != 0 && r.HomeMDB == "" &&
		(r.RecipientTypeDetails == 0 || r.RecipientTypeDetails == directory.MailUser) && synchronized(p) == directory.True
}
