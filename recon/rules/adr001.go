package rules

import (
	"cmp"
	"fmt"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var duplicateAddress = &recon.Rule{
	ID: "ADR001", Name: "duplicate-address", Severity: recon.High,
	Doc: `Two people, groups or contacts hold the same SMTP address.
Mail reaches one of them, Entra ID quarantines the value of the other, and changes of either fail with messages that name neither. Every
holder is named, and who receives the mail now: in Exchange Online an address belongs to one recipient only, and that one keeps it.
No hit: the account and the mailbox object of a linked pair; a person's own soft-deleted copy; the contact by which one forest shows
another's people (GALSync). Groups and contacts that cannot be paired over the systems are compared within one system. The mail attribute
alone is no address.
An address that is somebody's primary one is never taken away by a tool.
Source: Microsoft KB 3000988; Microsoft Learn, duplicate attribute resiliency.`,
	Fixes: []string{"remove-duplicate-address"},
	Needs: []string{"ad_users.proxyAddresses"},
	Cause: "addresses were stamped on two objects by the same script",
	Organisation: func(p *recon.Pass) {
		for _, duplicate := range p.Org.Duplicates() {
			reportDuplicate(p, duplicate)
		}
	},
}

// reportDuplicate reports an address once for each holder that should give it up; where nobody can say who keeps it, once.
func reportDuplicate(p *recon.Pass, d recon.Duplicate) {
	holders := withoutGALSync(d.Holders)
	keeper := keeperOf(holders)
	told := map[uint32]bool{}
	for i, holder := range holders {
		if told[holder.Owner] || !differsFromSome(holders, i, keeper) {
			continue
		}
		told[holder.Owner] = true
		f := recon.Finding{Identity: holder.Key, Person: holder.Name, UPN: upnOf(holder), System: holder.System, Object: holder.Object, Attribute: addressColumn(holder.System),
			Have: "smtp:" + d.Address, Authority: authorityOf(holder), Evidence: "held by " + holderNames(holders)}
		switch {
		case keeper < 0:
			f.Fix = recon.NoFix
			f.Evidence += "; nobody receives its mail in Exchange Online, so a person must say who keeps it"
		case isPrimaryOf(holders, holder):
			f.Fix = recon.NoFix
			f.Evidence += "; " + holders[keeper].Name + " receives its mail, and it is this holder's primary address"
		default:
			f.Evidence += "; " + holders[keeper].Name + " receives its mail"
		}
		p.Report(f)
		if keeper < 0 {
			return
		}
	}
}

// withoutGALSync drops contacts of another forest than a user who holds the same address: that is how one forest shows another's people.
func withoutGALSync(holders []recon.Holder) []recon.Holder {
	var kept []recon.Holder
	for _, one := range holders {
		galSync := false
		for _, other := range holders {
			galSync = galSync || one.Contact && one.Forest != "" && other.Key != "" && other.System == directory.AD && other.Forest != one.Forest
		}
		if !galSync {
			kept = append(kept, one)
		}
	}
	return kept
}

// keeperOf is who receives the mail: the only holder in Exchange Online; -1 where there is none, or several.
func keeperOf(holders []recon.Holder) int {
	keeper := -1
	for i, one := range holders {
		if one.System != directory.EXO {
			continue
		}
		if keeper >= 0 && one.Owner != holders[keeper].Owner {
			return -1
		}
		keeper = i
	}
	return keeper
}

// differsFromSome says whether a holder is known to be somebody else than the keeper; where there is no keeper, than anybody.
func differsFromSome(holders []recon.Holder, i, keeper int) bool {
	for _, other := range holders {
		if (keeper < 0 || other.Owner == holders[keeper].Owner) && holders[i].Differs(other) {
			return true
		}
	}
	return false
}

// isPrimaryOf says whether the address is the primary one of any of the holder's objects.
func isPrimaryOf(holders []recon.Holder, holder recon.Holder) bool {
	for _, one := range holders {
		if one.Owner == holder.Owner && one.Primary {
			return true
		}
	}
	return false
}

func upnOf(holder recon.Holder) string {
	if strings.Contains(holder.Name, "@") {
		return holder.Name
	}
	return ""
}

func addressColumn(system directory.System) string {
	if system == directory.EXO {
		return "EmailAddresses"
	}
	return "proxyAddresses"
}

func authorityOf(holder recon.Holder) recon.Authority {
	return map[directory.System]recon.Authority{directory.AD: recon.ADAuthority, directory.Entra: recon.EntraAuthority, directory.EXO: recon.EXOAuthority}[holder.System]
}

// holderNames names every holder once, with the table it is in.
func holderNames(holders []recon.Holder) string {
	var names []string
	seen := map[string]bool{}
	for _, one := range holders {
		if name := fmt.Sprintf("%s (%s)", cmp.Or(one.Name, one.Object), one.Table); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
