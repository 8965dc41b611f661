package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"rejoin/recon/policy"
)

// loadPolicy reads a policy that stands beside the list that the starter's example names.
func loadPolicy(t *testing.T, text string) *policy.Policy {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rejoin.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "holds.csv"), []byte("UserPrincipalName\nada@contoso.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := readPolicy(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

// The starter says nothing as it stands. It has an example of every key, and each is right, alone and with the others.
func TestPolicyStarter(t *testing.T) {
	p := loadPolicy(t, policyStarter)
	said := reflect.ValueOf(*p)
	for i := range said.NumField() {
		if field := said.Type().Field(i); field.IsExported() && field.Name != "Path" && !said.Field(i).IsZero() {
			t.Errorf("the starter says something: %s is %v", field.Name, said.Field(i))
		}
	}
	example := regexp.MustCompile(`(?m)^#(\S|  )`)
	all := loadPolicy(t, example.ReplaceAllString(policyStarter, "$1"))
	alone := map[string]bool{}
	for part := range strings.SplitSeq(policyStarter, "\n\n") {
		own := loadPolicy(t, example.ReplaceAllString(part, "$1"))
		for _, key := range policy.Keys() {
			alone[key] = alone[key] || own.Said(key)
		}
	}
	for _, key := range policy.Keys() {
		if p.Said(key) || !all.Said(key) || !alone[key] {
			t.Errorf("%s: the starter must have an example of it behind a #", key)
		}
	}
}
