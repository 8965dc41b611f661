package powershell

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// parts are what is the same in all scripts of a kind.
//
//go:embed parts/*.ps1
var parts embed.FS

func part(name string) string {
	text, err := parts.ReadFile("parts/" + name + ".ps1")
	if err != nil {
		panic(err) // the parts are built in
	}
	return string(text)
}

// kinds say which parts make a script, in order: the parameters come first.
var kinds = map[Kind][]string{
	OnPremises:  {"onprem-parameters", "result", "action", "onprem"},
	WaitForSync: {"wait-parameters", "result", "action", "wait"},
	Cloud:       {"cloud-parameters", "result", "action", "cloud"},
}

// Text is the script of a stage: UTF-8 with a byte order mark, and Windows line ends.
func (s *Scripts) Text(stage *Stage) string {
	var out strings.Builder
	out.WriteString(byteOrderMark)
	fmt.Fprintf(&out, "# %s, made by rejoin. Such scripts are parsed by the project's tests, and were never run by it. README.txt says how to use it.\n", stage.File())
	names := kinds[stage.Kind]
	out.WriteString(part(names[0]))
	fmt.Fprintf(&out, "\n$Script:Stage = %s\n$Script:Plan = %s\n$Script:Snapshot = %s\n\n", Literal(stage.Name()), Literal(s.seal), Literal(s.plan.Snapshot))
	for _, name := range names[1:] {
		out.WriteString(part(name) + "\n")
	}
	out.WriteString("try {\n    $exitCode = 1\n" +
		"    Start-Transcript -Path ([IO.Path]::Combine($ResultFolder, $Script:Stage + '-transcript.txt')) -Append -WhatIf:$false -Confirm:$false\n")
	for _, line := range stage.begin() {
		out.WriteString("    " + line + "\n")
	}
	out.WriteString("    Read-Outcome\n    Open-Result\n\n")
	if stage.Kind == WaitForSync {
		out.WriteString(stage.wait())
	}
	for _, b := range stage.blocks {
		out.WriteString(b.text() + "\n")
	}
	if stage.Kind == OnPremises {
		out.WriteString("    if ($Script:Elsewhere -gt 0) { Write-Host ([string]$Script:Elsewhere + ' actions are of another forest: run this again with -Forest') }\n")
	}
	out.WriteString("    $exitCode = Complete-Run\n} finally {\n    Close-Run\n}\nexit $exitCode\n")
	return windowsLines(out.String())
}

// begin signs in where the stage needs it, or checks that all is there.
func (s *Stage) begin() []string {
	if s.Kind == OnPremises {
		exchange := slices.ContainsFunc(s.blocks, func(b *block) bool { return len(b.exchange) > 0 })
		return []string{fmt.Sprintf("Assert-Ready %s %s", Literals(s.Places()), truth(exchange))}
	}
	var lines []string
	if s.needsMailboxes() {
		lines = append(lines, "if (-not $Connected) { Connect-ExchangeOnline -ShowBanner:$false }")
	}
	if scopes := s.Scopes(); len(scopes) > 0 {
		lines = append(lines, "if (-not $Connected) { Connect-MgGraph -Scopes "+Literals(scopes)+" -ContextScope 'Process' -NoWelcome }")
	}
	return lines
}

// Places are the forests or tenants that the stage works in, sorted.
func (s *Stage) Places() []string {
	var all []string
	for _, b := range s.blocks {
		if !slices.Contains(all, b.action.Place) {
			all = append(all, b.action.Place)
		}
	}
	slices.Sort(all)
	return all
}

// Scopes are the permissions of Microsoft Graph that the stage needs, sorted; none where it does not need Graph.
func (s *Stage) Scopes() []string {
	var all []string
	for _, b := range s.blocks {
		all = append(all, b.scopes...)
	}
	if s.Kind == WaitForSync && slices.ContainsFunc(s.awaits, func(b *block) bool { return len(b.addresses()) == 0 }) {
		all = append(all, scopeSync)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (s *Stage) needsMailboxes() bool {
	return slices.ContainsFunc(s.blocks, func(b *block) bool { return b.mailboxes }) ||
		slices.ContainsFunc(s.awaits, func(b *block) bool { return len(b.addresses()) > 0 })
}

// wait is the one command of a script that waits.
func (s *Stage) wait() string {
	var awaits []string
	for _, b := range s.awaits {
		awaits = append(awaits, fmt.Sprintf("    @{ Id = %s; Addresses = %s }", Literal(b.action.ID), Literals(b.addresses())))
	}
	return fmt.Sprintf("Wait-Sync %s @(\n%s\n)\n\n", Literal(s.waitID()), strings.Join(awaits, "\n"))
}
