package rules

import (
	"fmt"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/policy"
)

var litigationHoldMissing = &recon.Rule{
	ID: "MBX010", Name: "litigation-hold-missing", Severity: recon.High,
	Doc: `The policy wants the mailbox on litigation hold, and nothing holds it.
What the person deletes is gone after the usual days. Holds of other kinds count: eDiscovery (UniH), retention policies on mailboxes
(mbx) and legacy in-place holds; exclusions (-mbx), Skype (skp) and group (grp) policies do not. Hold attributes in AD never count: they
are about mailboxes on-premises. While organisation-wide holds are not in the snapshot it is only likely.
Needs Exchange Online Plan 2 or an archive add-on. A hold that is on is never set again.
Source: Microsoft Learn, place a mailbox on litigation hold.`,
	Fixes: []string{"set-litigation-hold"},
	Needs: []string{"exo_mailboxes.LitigationHoldEnabled"},
	Policy: func(p *policy.Policy) string {
		if len(p.LitigationHold) == 0 {
			return "the policy does not say who must be on litigation hold"
		}
		return ""
	},
	Sides:   recon.OnMailbox,
	Cause:   "the job that sets holds does not run",
	Applies: func(r recon.Record) bool { return r.All(recon.HoldWanted) },
	Screen:  func(r recon.Record) bool { return !r.Any(recon.OnHold) },
	Check: func(p *recon.Pass) {
		x := p.Mailbox
		wish, ok := p.HoldWish()
		if !ok || x.LitigationHoldEnabled == directory.True || holdsMailbox(x.InPlaceHolds) {
			return
		}
		f := recon.Finding{System: directory.EXO, Attribute: "LitigationHoldEnabled", Have: x.LitigationHoldEnabled.String(), Want: "true", Authority: recon.EXOAuthority,
			Evidence: "wanted: " + wishText(wish)}
		switch {
		case p.Org.Exchange == nil || !p.Org.HasColumnOf("exo_organization", "InPlaceHolds"):
			f.Certainty = recon.Likely
			f.Evidence += "; holds of the whole organisation are not in the snapshot"
		case holdsMailbox(p.Org.Exchange.InPlaceHolds):
			return
		}
		p.Report(f)
	},
}

// holdsMailbox says whether one of the holds keeps what is in a mailbox.
func holdsMailbox(holds directory.List) bool {
	for _, hold := range holds {
		folded := strings.ToLower(hold)
		if strings.HasPrefix(folded, "unih") || strings.HasPrefix(folded, "mbx") || strings.HasPrefix(folded, "cld") {
			return true
		}
		if _, _, err := directory.ReadGUID(hold); err == nil {
			return true
		}
	}
	return false
}

// wishText says what hold is wanted.
func wishText(wish recon.HoldWish) string {
	text := "a litigation hold"
	switch {
	case wish.Duration == policy.Unlimited:
		text += " without end"
	case wish.Duration > 0:
		text += fmt.Sprintf(" of %d days", wish.Duration)
	}
	if wish.Owner != "" {
		text += ", owned by " + wish.Owner
	}
	return text
}
