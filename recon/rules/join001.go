package rules

import (
	"fmt"
	"strings"

	"rejoin/recon"
)

var ambiguousIdentity = &recon.Rule{
	ID: "JOIN001", Name: "ambiguous-identity", Severity: recon.Medium,
	Doc: `Several objects fit a person equally well, and none was picked.
Nothing is compared and nothing is planned for any of them until a person has settled who is who: by giving one an identifier that nobody
else has, or by a join key in the policy.
Objects that fit less well than the one that was joined are no rivals.
Source: the join of this tool, strongest key first.`,
	Cause:  "accounts were copied, or two people share an address",
	Screen: func(r recon.Record) bool { return r.Situation == recon.Ambiguous },
	Check: func(p *recon.Pass) {
		if p.Situation != recon.Ambiguous {
			return
		}
		var names []string
		for _, rival := range p.Rivals {
			names = append(names, strings.TrimSpace(rival.Key+" "+rival.Name))
		}
		p.Report(recon.Finding{Evidence: fmt.Sprintf("%d rivals: %s", len(names), strings.Join(names, ", "))})
	},
}
