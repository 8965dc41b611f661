package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon"
	"rejoin/recon/directory"
	"rejoin/recon/rules"
)

func showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "show one person as the three systems see them, and what joined them",
		UsageText: "rejoin show [flags] WHO RUN",
		Description: "WHO is a UPN, an address, a GUID in any spelling (objectGUID, Entra id, ExchangeGuid, ConsistencyGuid), an immutable ID,\n" +
			"a SID, a sAMAccountName, a distinguished name, or a key of identities.csv. RUN is the directory that rejoin recon wrote;\n" +
			"the snapshot it was made from must still be there.\n\n" +
			"Exit codes: 0 done, 1 nobody is called that, 5 the snapshot or the policy has changed, 64 wrong usage, 130 interrupted.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "snapshot", Usage: "where the snapshot is now, if it was moved"},
			outputFlag(),
		},
		Action: show,
	}
}

func show(c *cli.Context) error {
	given, err := operands(c, "WHO", "RUN")
	if err != nil {
		return err
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	run, err := openRun(given[1], c.String("snapshot"))
	if err != nil {
		return err
	}
	result, err := runEngine(c.Context, run.snapshot, recon.Options{Policy: run.policy, Rules: rules.All()})
	if err != nil {
		return err
	}
	people, err := result.Find(given[0])
	if err != nil {
		return err
	}
	if len(people) == 0 {
		return fmt.Errorf("nobody in the snapshot is called %q; WHO is a UPN, address, GUID, SID or distinguished name", given[0])
	}
	if c.String("output") != "table" {
		return personGrid(people).write(c, people)
	}
	for i, person := range people {
		if i > 0 {
			fmt.Fprintln(c.App.Writer)
		}
		if err := printPerson(c.App.Writer, person, result.FindingsOf(person.Key)); err != nil {
			return err
		}
	}
	return nil
}

// printPerson prints a person's situation and joins, who has authority, what is broken, then what each system holds, side by
// side.
func printPerson(w io.Writer, person *recon.Identity, findings []recon.Finding) error {
	fmt.Fprintf(w, "%s  %s: %s\n", person.Key, person.Situation, person.Situation.About())
	if person.Reason != "" {
		fmt.Fprintf(w, "  %s\n", person.Reason)
	}
	for _, join := range person.Joins {
		how := "strong"
		if !join.By.Strong() {
			how = "not strong"
		}
		fmt.Fprintf(w, "  %s and %s joined by %s (%s)\n", systemNames[join.Left], systemNames[join.Right], join.By, how)
	}
	if person.Pending {
		fmt.Fprintln(w, "  changed in AD after the last synchronization: what it carries cannot be compared yet")
	}
	for _, rival := range person.Rivals {
		fmt.Fprintf(w, "  rival: %s %s\n", rival.Key, directory.OneLine(rival.Name))
	}
	fmt.Fprintf(w, "  authority: %s\n", authorityOf(person))
	printFindings(w, findings)
	fmt.Fprintln(w)
	return personGrid([]*recon.Identity{person}).table(w)
}

// authorityOf says who may write the person's attributes.
func authorityOf(person *recon.Identity) string {
	identity, exchange := person.IdentityAuthority(), person.ExchangeAuthority()
	if identity == exchange {
		return string(identity)
	}
	return fmt.Sprintf("%s for identity attributes, %s for Exchange attributes", identity, exchange)
}

// printFindings prints what the rules found about one person.
func printFindings(w io.Writer, findings []recon.Finding) {
	if len(findings) == 0 {
		fmt.Fprintln(w, "  findings: none")
		return
	}
	fmt.Fprintln(w, "  findings:")
	for _, f := range findings {
		fmt.Fprintf(w, "    %s %s %s (%s)", f.Severity, f.Rule, f.Name, f.Certainty)
		if f.Attribute != "" {
			fmt.Fprintf(w, ": %s in %s is %s", f.Attribute, f.System, quoted(directory.OneLine(f.Have)))
			if f.Want != "" {
				fmt.Fprintf(w, ", ought to be %s", directory.OneLine(f.Want))
			}
		}
		fmt.Fprintln(w)
		if f.Evidence != "" {
			fmt.Fprintf(w, "      %s\n", directory.OneLine(f.Evidence))
		}
		if !f.Deadline.IsZero() {
			fmt.Fprintf(w, "      too late after %s\n", f.Deadline.UTC().Format("2006-01-02 15:04 UTC"))
		}
		if f.Fix != "" {
			fmt.Fprintf(w, "      answer: %s\n", f.Fix)
		}
	}
}

// quoted is a value, or the word for none.
func quoted(value string) string {
	if value == "" {
		return "empty"
	}
	return value
}

var systemNames = map[directory.System]string{directory.AD: "Active Directory", directory.Entra: "Entra ID", directory.EXO: "Exchange Online"}

// personGrid is one row for each thing that the systems know of a person under names of their own.
func personGrid(people []*recon.Identity) grid {
	g := grid{head: []string{"", "Active Directory", "Entra ID", "Exchange Online"}}
	for _, person := range people {
		ad, entra, mailbox := person.AD, person.Entra, person.Mailbox
		if ad == nil {
			ad = &directory.ADUser{}
		}
		if entra == nil {
			entra = &directory.EntraUser{}
		}
		if mailbox == nil {
			mailbox = &directory.Mailbox{}
		}
		r := person.Recipient()
		if r == nil {
			r = &directory.ADUser{}
		}
		add := func(what, inAD, inEntra, inEXO string) {
			if inAD+inEntra+inEXO != "" {
				g.rows = append(g.rows, []string{what, inAD, inEntra, inEXO})
			}
		}
		add("object", present(person.AD != nil, person.Linked != nil, "linked mailbox"), present(person.Entra != nil, entra.Deleted, "soft-deleted"),
			present(person.Mailbox != nil, false, ""))
		add("name", ad.DisplayName, entra.DisplayName, mailbox.DisplayName)
		add("id", ad.ObjectGUID.String(), entra.ID.String(), mailbox.ExternalDirectoryObjectID.String())
		add("anchor", anchorOf(ad), string(entra.ImmutableID), "")
		add("SID", string(ad.ObjectSID), string(entra.OnPremisesSecurityIdentifier), "")
		add("UPN", ad.UserPrincipalName, entra.UserPrincipalName, mailbox.UserPrincipalName)
		add("primary SMTP", r.PrimarySMTP(), entra.PrimarySMTP(), mailbox.PrimarySMTP())
		addLists(add, r.ProxyAddresses, entra.ProxyAddresses, mailbox.EmailAddresses)
		add("target address", r.TargetAddress, "", "")
		add("recipient type", r.RecipientTypeDetails.String(), entra.UserType, mailbox.RecipientTypeDetails)
		add("mailbox GUID", r.MailboxGUID.String(), "", mailbox.ExchangeGUID.String())
		add("archive GUID", r.ArchiveGUID.String(), "", mailbox.ArchiveGUID.String())
		add("enabled", enabledOf(person.AD), entra.AccountEnabled.String(), "")
		add("synchronized", "", entra.OnPremisesSyncEnabled.String(), mailbox.IsDirSynced.String())
		add("changed", timeOf(ad.WhenChanged), timeOf(entra.OnPremisesLastSyncDateTime), timeOf(mailbox.WhenChanged))
		add("forest", ad.Forest, entra.OnPremisesDomainName, "")
		add("distinguished name", ad.DistinguishedName, entra.OnPremisesDistinguishedName, "")
		if person.Linked != nil {
			add("linked object", person.Linked.ObjectGUID.String()+" in "+person.Linked.Forest, "", "")
		}
		add("lost cells", strings.Join(ad.Lossy, ", "), strings.Join(entra.Lossy, ", "), strings.Join(mailbox.Lossy, ", "))
	}
	return g
}

// addLists adds the addresses of the three systems, one to a line, each list in its own order.
func addLists(add func(what, inAD, inEntra, inEXO string), ad, entra, exo directory.Addresses) {
	at := func(list directory.Addresses, i int) string {
		if i < len(list) {
			return list[i].String()
		}
		return ""
	}
	for i := range max(len(ad), len(entra), len(exo)) {
		what := ""
		if i == 0 {
			what = "addresses"
		}
		add(what, at(ad, i), at(entra, i), at(exo, i))
	}
}

func present(there, special bool, how string) string {
	switch {
	case !there:
		return "none"
	case special:
		return how
	}
	return "yes"
}

// anchorOf is what an AD user's immutable ID would be, by ConsistencyGuid where it is set.
func anchorOf(user *directory.ADUser) string {
	if !user.ConsistencyGUID.IsZero() {
		return user.ConsistencyGUID.ImmutableID()
	}
	return user.ObjectGUID.ImmutableID()
}

func enabledOf(user *directory.ADUser) string {
	switch {
	case user == nil, !user.UserAccountControl.Set && user.Enabled.String() == "":
		return ""
	case user.Disabled():
		return "false"
	}
	return "true"
}

func timeOf(moment directory.Time) string {
	if moment.IsZero() {
		return ""
	}
	return moment.UTC().Format("2006-01-02 15:04:05")
}
