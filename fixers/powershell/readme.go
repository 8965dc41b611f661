package powershell

import (
	"fmt"
	"strings"
)

// readme tells the person who runs the scripts what each does, and how.
func (s *Scripts) readme(undo bool) string {
	var out strings.Builder
	line := func(format string, values ...any) { fmt.Fprintf(&out, format+"\n", values...) }
	line("Repairs as PowerShell, made by rejoin from plan.csv (SHA-256 %s)", s.seal)
	line("Snapshot: %s", oneLine(s.plan.Snapshot))
	line("")
	line("The project's tests parse such scripts with a PowerShell grammar, and compare their commands with Microsoft's published lists. They were")
	line("NOT run by this project, in no version of PowerShell: rehearse with -WhatIf, then run one action, before the rest.")
	line("")
	line("Run them in this order; each goes on only with what the one before has done:")
	for i := range s.Stages {
		line("")
		s.stage(&out, &s.Stages[i])
	}
	if len(s.Stages) == 0 {
		line("")
		line("  nothing: the plan has no action to apply that has a script")
	}
	line("")
	s.howTo(line, undo)
	if len(s.LeftOut) > 0 {
		line("")
		line("Left out, though the plan says apply:")
		for _, one := range s.LeftOut {
			line("  %s %s for %s: %s", oneLine(one.Action), oneLine(one.Fix), oneLine(one.Who), oneLine(one.Reason))
		}
	}
	return out.String()
}

// stage says what one script does, and who may run it.
func (s *Scripts) stage(out *strings.Builder, stage *Stage) {
	line := func(format string, values ...any) { fmt.Fprintf(out, "    "+format+"\n", values...) }
	fmt.Fprintf(out, "  %s: %s\n", stage.File(), stage.Title())
	switch stage.Kind {
	case OnPremises:
		line("Where: the Exchange Management Shell, or Windows PowerShell with the Exchange Management Tools (Add-PSSnapin *RecipientManagement),")
		line("  and the ActiveDirectory module (RSAT). Without Exchange, -WithoutExchange writes Exchange's attributes directly; Microsoft does not")
		line("  support that.")
		line("Who: a member of Recipient Management (Exchange) who may also write these users' and groups' attributes in Active Directory.")
		line("Say: .\\%s -DomainController DC -WhatIf", stage.File())
		if places := stage.Places(); len(places) > 1 {
			line("  once for each forest, with -Forest: %s", oneLine(strings.Join(places, ", ")))
		}
		line("  A domain controller sees its own domain: what is in another one is reported as not there; run it again with one of that domain's.")
	case WaitForSync:
		line("Waits until what was done is in the cloud: until Exchange Online knows the new addresses, or synchronization has ended twice.")
		line("Who: anyone who may read. It changes nothing. Start-ADSyncSyncCycle on the Entra Connect server makes it shorter.")
		s.modules(line, stage)
	case Cloud:
		s.modules(line, stage)
		if stage.needsMailboxes() {
			line("Who, for mailboxes: Exchange Recipient Administrator; for litigation holds a role group with Legal Hold.")
		}
		if len(stage.Scopes()) > 0 {
			line("Who, for users: User Administrator (License Administrator for licences; Hybrid Identity Administrator for what synchronization left).")
		}
		line("Say: .\\%s -WhatIf", stage.File())
	}
}

func (s *Scripts) modules(line func(string, ...any), stage *Stage) {
	if stage.needsMailboxes() {
		line("Module: ExchangeOnlineManagement")
	}
	if scopes := stage.Scopes(); len(scopes) > 0 {
		line("Module: Microsoft.Graph.Authentication, with %s", strings.Join(scopes, ", "))
	}
	line("Where: a window of its own, Windows PowerShell 5.1 or PowerShell 7; not the Exchange Management Shell, which has cmdlets of the same names.")
	line("It signs you in; where the session is connected already (an application, another cloud), say -Connected.")
}

func (s *Scripts) howTo(line func(string, ...any), undo bool) {
	line("Rehearse   -WhatIf looks at everything, asks nothing, changes nothing, and records would-change.")
	line("Run        without it. Every action is asked for; A answers for all, -Confirm:$false asks nothing.")
	line("Again      A script that was stopped is simply run again: it looks first, and what is done is left alone.")
	line("Outcomes   done, already (the value was there), drifted (the value is neither the one before nor the one after: left alone), skipped,")
	line("           failed, unverified (written, and something else was read back). The exit code is 3 when anything was left undone.")
	var results []string
	for i := range s.Stages {
		results = append(results, s.Stages[i].ResultFile())
	}
	line("Results    Each script writes N-…-result.csv row by row, and N-…-transcript.txt, into its own folder (-ResultFolder). A stage reads the")
	line("           results of those before it: keep them in one folder, also when the stages run on different machines.")
	if len(results) > 0 {
		line("Bring back rejoin transcript --out transcript.csv --plan plan.csv %s", strings.Join(results, " "))
	}
	if undo {
		line("This folder takes back what the plan in the folder above does; where the results are there, rejoin undo makes a plan that is exact.")
		return
	}
	line("Take back  rejoin undo --out undo.csv transcript.csv, then rejoin script --out UNDO undo.csv")
}

// Title says what the script does, in one clause.
func (s *Stage) Title() string {
	switch s.Kind {
	case WaitForSync:
		return fmt.Sprintf("waits for synchronization, %d %s", len(s.awaits), noun(len(s.awaits), "action"))
	case Cloud:
		return fmt.Sprintf("%d %s in Entra ID and Exchange Online", len(s.blocks), noun(len(s.blocks), "action"))
	}
	return fmt.Sprintf("%d %s in Active Directory", len(s.blocks), noun(len(s.blocks), "action"))
}

func noun(n int, name string) string {
	if n == 1 {
		return name
	}
	return name + "s"
}

// oneLine is a text of the plan in the README: nothing in it breaks the line or steers a terminal.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if !visible(r) {
			return '?'
		}
		return r
	}, text)
}
