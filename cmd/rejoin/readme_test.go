package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rejoin/fixers"
	"rejoin/recon/rules"
)

// The README's tables are what the catalogues say, and every command stands in it.
func TestREADME(t *testing.T) {
	const path = "../../README.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fresh := string(text)
	for name, table := range map[string]string{"rules": rulesTable(), "fixers": fixersTable()} {
		before, rest, ok := strings.Cut(fresh, "<!-- begin "+name+":")
		mark, rest, ok2 := strings.Cut(rest, "-->\n")
		_, after, ok3 := strings.Cut(rest, "<!-- end "+name+" -->")
		if !ok || !ok2 || !ok3 {
			t.Fatalf("README.md has no place for the table of %s", name)
		}
		fresh = before + "<!-- begin " + name + ":" + mark + "-->\n" + table + "<!-- end " + name + " -->" + after
	}
	if *update {
		if err := os.WriteFile(path, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if fresh != string(text) {
		t.Error("README.md's tables are not what the catalogues say; go test ./cmd/rejoin -run TestREADME -update writes them")
	}
	for _, command := range newApp(nil, nil, nil).Commands {
		if !strings.Contains(fresh, "**"+command.Name) {
			t.Errorf("README.md does not tell what rejoin %s does", command.Name)
		}
	}
}

func rulesTable() string {
	var table strings.Builder
	table.WriteString("| rule | name | severity | what it finds | answers |\n|---|---|---|---|---|\n")
	for _, rule := range rules.All() {
		answers := strings.Join(rule.Fixes, ", ")
		if answers == "" {
			answers = "report only"
		}
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", rule.ID, rule.Name, rule.Severity, rule.Title(), answers)
	}
	return table.String()
}

func fixersTable() string {
	var table strings.Builder
	table.WriteString("| fixer | what it does | risk | undo |\n|---|---|---|---|\n")
	for _, fixer := range fixers.All() {
		undo := fixer.Undo
		if undo == "" {
			undo = "none: " + fixer.NoUndo
		}
		fmt.Fprintf(&table, "| %s | %s | %s | %s |\n", fixer.Name, fixer.Title, fixer.Risk, undo)
	}
	return table.String()
}
