package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The arrows of the house: what each package may import of the project, and which of the heavy modules it must not see even
// through others.
func TestImports(t *testing.T) {
	engine := []string{"recon/directory", "recon/csvio", "recon/snapshot", "recon/policy"}
	allowed := map[string][]string{
		"recon/directory":        {},
		"recon/csvio":            {"recon/directory"},
		"recon/policy":           {"recon/directory", "recon/csvio"},
		"recon/snapshot":         {"recon/directory", "recon/csvio"},
		"recon/handmade":         {"recon/directory", "recon/csvio", "recon/snapshot"},
		"recon":                  engine,
		"recon/rules":            append(engine, "recon"),
		"recon/plan":             append(engine, "recon"),
		"fixers":                 append(engine, "recon", "recon/plan"),
		"fixers/rehearse":        append(engine, "recon", "recon/plan", "fixers"),
		"fixers/powershell":      append(engine, "recon", "recon/plan", "fixers"),
		"internal/psgrammar":     {},
		"internal/lab":           {"internal/ldap"},
		"internal/lab/cloud":     {"recon/directory", "recon/csvio", "recon/snapshot"},
		"exporters":              {"recon/directory", "recon/csvio", "recon/snapshot"},
		"exporters/ad":           {"recon/directory", "recon/csvio", "recon/snapshot", "exporters", "internal/ldap", "internal/adcell"},
		"internal/adcell":        {"recon/directory"},
		"fixers/ad":              append(engine, "recon", "recon/plan", "fixers", "internal/ldap", "internal/adcell"),
		"internal/ldap":          {},
		"internal/ldap/ldaptest": {},
		"internal/bench":         {"recon/directory", "recon/csvio", "recon/snapshot"},
		"internal/bench/samples": {"recon/directory", "recon/csvio", "recon/snapshot", "internal/bench"},
	}
	heavy := []string{"github.com/microsoftgraph/", "github.com/urfave/cli", "github.com/schollz/progressbar"}
	for name, may := range allowed {
		for _, imported := range list(t, "-deps", "./../../"+name) {
			if own, ok := strings.CutPrefix(imported, "rejoin/"); ok && own != name && !slices.Contains(may, own) {
				t.Errorf("%s must not import %s", name, own)
			}
			for _, module := range heavy {
				if strings.HasPrefix(imported, module) {
					t.Errorf("%s must not import %s", name, imported)
				}
			}
		}
	}
	for _, imported := range list(t, "./../../...") {
		own := strings.TrimPrefix(imported, "rejoin/")
		if _, ok := allowed[own]; !ok && own != "cmd/rejoin" && !strings.HasPrefix(own, "internal/bench/") {
			t.Errorf("%s has no place in the house yet: say what it may import", own)
		}
	}
}

func list(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}
