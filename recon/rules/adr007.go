package rules

import (
	"fmt"
	"strings"
	"unicode"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var malformedAddress = &recon.Rule{
	ID: "ADR007", Name: "malformed-address", Severity: recon.Medium,
	Doc: `A mailbox's list of addresses has an entry that no system accepts, or not exactly one primary address.
Synchronization drops such entries or stops for the object: no primary or two, an entry without its type, spaces, control characters, more
than 300 entries.
A person mends it in AD; the right value is seldom plain.
Source: Microsoft, IdFix and its rules; Microsoft KB on too many proxy addresses.`,
	Needs:   []string{"ad_users.proxyAddresses"},
	Sides:   recon.OnAD,
	Cause:   "addresses were stamped by a script",
	Applies: func(r recon.Record) bool { return r.Any(recon.RemoteType | recon.OnPremisesType) },
	Screen:  func(r recon.Record) bool { return r.All(recon.MalformedAddress) },
	Check: func(p *recon.Pass) {
		addresses := p.Recipient().ProxyAddresses
		for _, problem := range addressProblems(addresses) {
			p.Report(recon.Finding{System: directory.AD, Attribute: "proxyAddresses", Have: problem.entry, Evidence: problem.what})
		}
	},
}

type addressProblem struct{ entry, what string }

// mostAddresses is how many addresses a recipient that is to be moved may have (Exchange Online limits).
const mostAddresses = 300

func addressProblems(addresses directory.Addresses) []addressProblem {
	var problems []addressProblem
	primaries := 0
	for _, address := range addresses {
		switch {
		case address.Type == "":
			problems = append(problems, addressProblem{address.Value, "the entry has no type such as smtp:"})
		case address.IsSMTP() && strings.ContainsFunc(address.Value, unicode.IsSpace):
			problems = append(problems, addressProblem{address.String(), "the address has a space in it"})
		case address.IsSMTP() && strings.ContainsFunc(address.Value, unicode.IsControl):
			problems = append(problems, addressProblem{fmt.Sprintf("%q", address.String()), "the address has a control character in it"})
		}
		if address.IsSMTP() && address.Primary {
			primaries++
		}
	}
	switch {
	case primaries == 0:
		problems = append(problems, addressProblem{"", "there is no primary address (SMTP: in capitals)"})
	case primaries > 1:
		problems = append(problems, addressProblem{"", fmt.Sprintf("there are %d primary addresses (SMTP: in capitals)", primaries)})
	}
	if len(addresses) > mostAddresses {
		problems = append(problems, addressProblem{"", fmt.Sprintf("there are %d entries, and a mailbox that is to be moved may have %d", len(addresses), mostAddresses)})
	}
	return problems
}
