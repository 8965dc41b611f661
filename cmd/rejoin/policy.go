package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon/csvio"
	"rejoin/recon/policy"
)

func policyCommand() *cli.Command {
	return &cli.Command{
		Name:      "policy",
		Usage:     "begin a policy file, or check one",
		UsageText: "rejoin policy init [--out rejoin.yaml]\nrejoin policy check FILE",
		Description: "A policy file says what the organisation wants and tolerates: who has left, who must be on hold, which UPN suffix is wanted where,\n" +
			"what is accepted until when. rejoin recon reads it with --policy. init writes one with every key explained and nothing said;\n" +
			"check says in plain words what a file says, or everything that is wrong with it, with lines.\n\n" +
			"Exit codes: 0 done, 1 the file is not right, or is there already, 64 wrong usage.",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "out", Value: "rejoin.yaml", Usage: "init: the file to write"}},
		Action: initOrCheck,
	}
}

func initOrCheck(c *cli.Context) error {
	switch c.Args().First() {
	case "init":
		if _, err := operands(c, "init"); err != nil {
			return err
		}
		return initPolicy(c.App.Writer, c.String("out"))
	case "check":
		given, err := operands(c, "check", "FILE")
		if err != nil {
			return err
		}
		p, err := readPolicy(given[1])
		if err != nil {
			return err
		}
		describe(c.App.Writer, p)
		return nil
	}
	return usagef("policy needs init or check; the command's --help shows how")
}

func initPolicy(w io.Writer, path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &csvio.Error{File: path, Problem: "is there already", Hint: "name another file with --out"}
	}
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.WriteString(policyStarter); err != nil {
		return err
	}
	fmt.Fprintf(w, "written: %s\nnext: say in it what holds, then rejoin policy check %s\n", path, path)
	return file.Close()
}

// description prints what a policy says, and remembers of which keys.
type description struct {
	w    io.Writer
	p    *policy.Policy
	told map[string]bool
}

// say prints a line about a key, where it says something.
func (d *description) say(key string, said bool, format string, values ...any) {
	if said {
		fmt.Fprintf(d.w, format+"\n", values...)
		d.told[key] = true
	}
}

// choose prints a line for a key that was answered with true, and another for false.
func (d *description) choose(key string, yes bool, whenTrue, whenFalse string) {
	d.say(key, d.p.Said(key) && yes, "%s", whenTrue)
	d.say(key, d.p.Said(key) && !yes, "%s", whenFalse)
}

// describe prints what a policy says: a line for each thing that it says, and for each key that has nothing in it.
func describe(w io.Writer, p *policy.Policy) {
	d := &description{w, p, map[string]bool{}}
	for _, forest := range slices.Sorted(maps.Keys(p.SourceAnchor)) {
		d.say("source-anchor", true, "the source anchor of %s is %s", forest, p.SourceAnchor[forest])
	}
	for _, key := range p.JoinKeys {
		d.say("join-keys", true, "AD's %s and Entra ID's %s join people", key.AD, key.Entra)
	}
	for _, rule := range p.UPNSuffixes {
		d.say("upn-suffixes", true, "UPNs end in %s %s", rule.Suffix, place(rule))
	}
	d.say("routing-domain", p.RoutingDomain != "", "the routing domain is %s", p.RoutingDomain)
	d.choose("exchange-on-premises", p.ExchangeOnPremises == policy.Yes, "Exchange attributes are kept on-premises", "there is no Exchange on-premises")
	d.say("alternate-login-id", p.AlternateLoginID != "", "people sign in with %s", p.AlternateLoginID)
	d.choose("offboarding", p.Offboarding, "mailboxes may be moved out of Exchange Online", "mailboxes are not moved out of Exchange Online")
	d.say("leavers", len(p.Leavers) > 0, "leavers are %s", who(p.Leavers))
	d.say("leavers", len(p.Leave) > 0, "on leave, and no leavers, are %s", who(p.Leave))
	d.say("litigation-hold", len(p.LitigationHold) > 0, "litigation holds are wanted by %d entries", len(p.LitigationHold))
	d.say("service-accounts", len(p.ServiceAccounts) > 0, "service accounts are %s", who(p.ServiceAccounts))
	d.say("out-of-scope", len(p.OutOfScope) > 0, "not synchronized on purpose are %s", who(p.OutOfScope))
	d.choose("guids-nulled-on-purpose", len(p.NulledGUIDs) > 0, "mailbox GUIDs are emptied on purpose of "+who(p.NulledGUIDs), "mailbox GUIDs are emptied of nobody on purpose")
	d.say("protected", len(p.Protected) > 0, "protected are %s", who(p.Protected))
	d.choose("hidden-rooms", p.HiddenRooms, "rooms may be hidden on one side", "rooms may not be hidden on one side")
	d.say("target-domains", len(p.TargetDomains) > 0, "a targetAddress may also lead to %s", strings.Join(p.TargetDomains, ", "))
	for _, group := range p.OnboardingGroups {
		d.say("onboarding-groups", true, "members of %s are %s", group.Group, who(group.Who))
	}
	d.say("internal-domains", len(p.ForwardingDomains) > 0, "forwarding to %s stays inside", strings.Join(p.ForwardingDomains, ", "))
	for _, id := range slices.Sorted(maps.Keys(p.Severities)) {
		d.say("severities", true, "%s is %s", id, p.Severities[id])
	}
	d.say("systemic-share", p.SystemicShare > 0, "a rule is systemic from %.4g %% of the people on", 100*p.SystemicShare)
	for _, one := range p.Accepted {
		whom := one.Who
		if whom == "" {
			whom = "everybody"
		}
		d.say("accepted", true, "%s is accepted for %s until %s by %s: %s", one.Rule, whom, one.Expires.Format("2006-01-02"), one.Owner, one.Reason)
	}
	for _, key := range policy.Keys() {
		d.say(key, p.Said(key) && !d.told[key], "%s has nothing in it", key)
	}
	if len(d.told) == 0 {
		fmt.Fprintln(w, "the policy says nothing: the rules that need it are not evaluated")
	}
}

// place says in words where a suffix is wanted.
func place(rule policy.SuffixRule) string {
	switch {
	case rule.OU != "" && rule.Forest != "":
		return "in " + rule.OU + " of the forest " + rule.Forest
	case rule.OU != "":
		return "in " + rule.OU
	case rule.Forest != "":
		return "in the forest " + rule.Forest
	}
	return "everywhere"
}

// who says in words whom selectors mean.
func who(selectors policy.Selectors) string {
	var all []string
	for _, one := range selectors {
		var parts []string
		if one.Everybody {
			parts = append(parts, "everybody")
		}
		if one.OU != "" {
			parts = append(parts, "whoever is in "+one.OU)
		}
		if one.Group != "" {
			parts = append(parts, "members of "+one.Group)
		}
		if one.Attribute != "" && one.Equals != "" {
			parts = append(parts, fmt.Sprintf("whoever has %s %s", one.Attribute, one.Equals))
		} else if one.Attribute != "" {
			parts = append(parts, "whoever has "+one.Attribute)
		}
		if one.People != nil {
			parts = append(parts, fmt.Sprintf("%d listed", len(one.People)))
		}
		all = append(all, strings.Join(parts, " and "))
	}
	return strings.Join(all, "; ")
}
