package powershell

import (
	"fmt"
	"strings"

	"rejoin/fixers"
	"rejoin/recon/plan"
)

// block is an action as PowerShell: what it is about, and the commands that carry it out.
type block struct {
	action *plan.Action
	target string // the GUID in its usual form
	turn   int
	wait   string // the wait that must have ended; empty: none

	invoke    string   // the preamble's function that does such actions
	write     []string // the commands; on-premises those of the ActiveDirectory module
	exchange  []string // on-premises: Exchange's commands, which are used instead where they fit; none: there are none
	makes     bool     // they make a remote mailbox of an object that is none
	complete  bool     // what they leave of the plan is written after them
	once      bool     // looking cannot tell that it has been done
	mailboxes bool     // it needs Exchange Online
	scopes    []string // of Microsoft Graph that it needs

	entries func(c plan.Change) (before, after []string, shown bool) // how live values compare, where that is not as the plan writes them
}

// text is the block. Only what this project chose stands outside literals.
func (b *block) text() string {
	a := b.action
	var out strings.Builder
	fmt.Fprintf(&out, "# %s: %s\n%s @{\n", plain(a.ID), plain(a.Fix), b.invoke)
	entry := func(name, value string) { fmt.Fprintf(&out, "    %-9s = %s\n", name, value) }
	entry("Id", Literal(a.ID))
	entry("Fix", Literal(a.Fix))
	entry("Who", Literal(a.Who))
	entry("System", Literal(string(a.System)))
	entry("Table", Literal(a.Table))
	entry("Target", Literal(b.target))
	entry("Place", Literal(a.Place))
	entry("DependsOn", Literals(b.dependsOn()))
	entry("Once", truth(b.once))
	fmt.Fprintf(&out, "    %-9s = @(\n", "Changes")
	for _, c := range a.Changes {
		fmt.Fprintf(&out, "        %s\n", b.change(c))
	}
	out.WriteString("    )\n")
	if b.invoke != invokeOnPremises {
		entry("Write", script(b.write))
	} else {
		exchange := "$null"
		if len(b.exchange) > 0 {
			exchange = script(b.exchange)
		}
		entry("Exchange", exchange)
		entry("Makes", truth(b.makes))
		entry("Complete", truth(b.complete))
		entry("Directory", script(b.write))
	}
	out.WriteString("}\n")
	return out.String()
}

func (b *block) dependsOn() []string {
	var all []string
	for _, id := range b.action.DependsOn {
		if id != plan.SyncWait {
			all = append(all, id)
		}
	}
	if b.wait != "" {
		all = append(all, b.wait)
	}
	return all
}

// change is one change as data.
func (b *block) change(c plan.Change) string {
	table := b.action.Table
	before, after, shown := entriesOf(table, c.Attribute, c.Before), entriesOf(table, c.Attribute, c.After), false
	if c.Op != plan.Set {
		before, after = single(c.Before), single(c.After)
	}
	if b.entries != nil {
		before, after, shown = b.entries(c)
	}
	text := fmt.Sprintf("@{ Op = %s; Attribute = %s; List = %s; Before = %s; After = %s", Literal(string(c.Op)), Literal(c.Attribute),
		truth(fixers.IsList(table, c.Attribute)), Literals(before), Literals(after))
	if shown {
		text += fmt.Sprintf("; Text = @{ Before = %s; After = %s }", Literal(c.Before), Literal(c.After))
	}
	if c.Op == plan.Call && c.Attribute == fixers.CallPermission {
		p, _ := permissionOf(c.Before + c.After)
		text += fmt.Sprintf("; Permission = @{ Right = %s; Trustee = %s; Deny = %s; Inheritance = %s }",
			Literal(p.right), Literal(p.trustee), truth(p.deny), Literal(p.inheritance))
	}
	return text + " }"
}

func single(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

func truth(b bool) string {
	if b {
		return "$true"
	}
	return "$false"
}

// script is a script block of commands, one in a line where there are several.
func script(commands []string) string {
	if len(commands) == 1 {
		return "{ " + commands[0] + " }"
	}
	return "{\n        " + strings.Join(commands, "\n        ") + "\n    }"
}

// plain is a name for a comment: letters, digits and dashes, which can end no comment.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
			return r
		}
		return '?'
	}, name)
}
