package psgrammar

import (
	"slices"
	"strings"
	"testing"
)

const sample = `# Get-Nothing -At 'all'
function Get-Own([string]$Name) { return $Name -join ',' }
Set-RemoteMailbox -Identity 'it''s' -ExchangeGuid ('a' + [char]0x000A + 'b') -DomainController $dc
Get-Own (Get-ADObject -Identity 'x' -Properties @('mail') -Server $dc | Where-Object -FilterScript { $_ -ne 'y' }) -Other
& $write
`

func TestScan(t *testing.T) {
	script, err := Scan("x.ps1", sample)
	if err != nil {
		t.Fatal(err)
	}
	checkSample(t, script)
	if problems := Unknown(script, sample, OnPremises, ActiveDirectory); len(problems) > 0 {
		t.Errorf("%q", problems)
	}
}

// The grammar sees what the scanner sees.
func TestRead(t *testing.T) {
	script := Read(t, map[string]string{"x.ps1": sample})[0]
	if len(script.Errors) > 0 {
		t.Errorf("%+v", script.Errors)
	}
	script.Commands = slices.DeleteFunc(script.Commands, func(c Command) bool { return c.Name == "$write" })
	checkSample(t, script)
	for _, broken := range []string{"Get-Thing -A 'x", "if ($a { }", "@{ a = }", "Get-Thing 'a' 'b')"} {
		if script := Read(t, map[string]string{"x.ps1": broken + "\n"})[0]; len(script.Errors) == 0 {
			t.Errorf("%s is PowerShell, says the grammar", broken)
		}
	}
}

func checkSample(t *testing.T, script Script) {
	t.Helper()
	if want := []string{",", "it's", "a\nb", "x", "mail", "y"}; !slices.Equal(script.Literals, want) {
		t.Errorf("literals %q, want %q", script.Literals, want)
	}
	var got []string
	for _, command := range script.Commands {
		got = append(got, command.Name+strings.Join(command.Parameters, ""))
	}
	slices.Sort(got)
	want := []string{"Get-ADObject-Identity-Properties-Server", "Get-Own-Other", "Set-RemoteMailbox-Identity-ExchangeGuid-DomainController", "Where-Object-FilterScript"}
	if !slices.Equal(got, want) {
		t.Errorf("commands %q, want %q", got, want)
	}
}

// What could hide a text is no script of this project's.
func TestScanRefuses(t *testing.T) {
	for _, text := range []string{`Get-Thing "x"`, "Get-Thing `x", "<# x #>", "Get-Thing 'x", "Get-Thing 'x\ny'", "}", "Get-Thing ‘x"} {
		if script, err := Scan("x.ps1", text); err == nil {
			t.Errorf("%q is read as %+v", text, script)
		}
	}
}

// A misspelt parameter, a command of another product and a parameter of another product are found.
func TestUnknown(t *testing.T) {
	for _, c := range []struct {
		text     string
		products []Product
		says     string // empty: all is known
	}{
		{"Set-RemoteMailbox -Identity 'x' -ExchangeGuid 'y'", []Product{OnPremises}, ""},
		{"Set-RemoteMailbox -Identity 'x' -ExchangGuid 'y'", []Product{OnPremises}, "Set-RemoteMailbox has no parameter -ExchangGuid"},
		{"Set-RemoteMailboxes -Identity 'x'", []Product{OnPremises}, "Set-RemoteMailboxes is no command"},
		{"Set-RemoteMailbox -Identity 'x'", []Product{Online, Graph}, "Set-RemoteMailbox is no command"},
		{"Set-Mailbox -Identity 'x' -DomainController 'y'", []Product{Online}, "Set-Mailbox has no parameter -DomainController"},
		{"Invoke-MgGraphRequest -Method 'GET' -Uri '/x' -WhatIf", []Product{Graph}, "has no parameter -WhatIf"},
		{"Get-MgUser -UserId 'x'", []Product{Graph}, "Get-MgUser is no command"},
		{"Import-Csv -LiteralPath 'x' -Encoding 'UTF8'", nil, ""},
		{"Get-Mailbox -Identity 'x' -ErrorAction 'Stop'", []Product{Online}, ""},
	} {
		script, err := Scan("x.ps1", c.text)
		if err != nil {
			t.Fatal(err)
		}
		problems := strings.Join(Unknown(script, c.text, c.products...), "; ")
		if c.says == "" && problems != "" || !strings.Contains(problems, c.says) {
			t.Errorf("%s: %q, want %q", c.text, problems, c.says)
		}
	}
}
