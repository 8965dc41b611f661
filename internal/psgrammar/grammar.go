// Package psgrammar reads PowerShell scripts for tests: with tree-sitter's grammar, which this project did not write, and with a small
// scanner of its own that shares nothing with what writes scripts. It knows which commands and parameters Microsoft has published.
package psgrammar

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// Required is the environment variable that has tests fetch the grammar with npm, and fail where that cannot be done. Without it they use a
// grammar that was fetched before, and are skipped where there is none.
const Required = "REJOIN_REQUIRE_POWERSHELL_GRAMMAR"

// Script is a script as it was read.
type Script struct {
	File     string
	Mark     string // the first three bytes, in hexadecimal
	Errors   []Problem
	Literals []string // the values of the texts, concatenations of literals and [char] casts in one
	Commands []Command
}

// Problem is a place that is no PowerShell.
type Problem struct {
	Line int
	Text string
}

// Command is one command with the parameters that are written out.
type Command struct {
	Name       string
	Parameters []string // with their dash
	Line       int
}

//go:embed grammar/package.json grammar/package-lock.json grammar/read.mjs
var tool embed.FS

// Read reads scripts, by file name, with the grammar.
func Read(t testing.TB, scripts map[string]string) []Script {
	t.Helper()
	dir := fetch(t)
	work := t.TempDir()
	var names []string
	for name := range scripts {
		names = append(names, name)
	}
	slices.Sort(names)
	// Optimising the grammar's code takes node longer than anything that is read with it.
	args := []string{"--liftoff-only", filepath.Join(dir, "read.mjs")}
	for i, name := range names {
		path := filepath.Join(work, fmt.Sprintf("%d.ps1", i))
		if err := os.WriteFile(path, []byte(scripts[name]), 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	command := exec.Command("node", args...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []Script
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].File = names[i]
	}
	return all
}

// fetch is the folder of the cache in which the tool and the grammar are. Tests of several packages may fetch them at once: each does it in
// a folder of its own, and the first that is whole stays.
func fetch(t testing.TB) string {
	t.Helper()
	sum := sha256.New()
	files := map[string][]byte{}
	for _, name := range []string{"package.json", "package-lock.json", "read.mjs"} {
		text, err := tool.ReadFile("grammar/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = text
		sum.Write(text)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "rejoin")
	dir := filepath.Join(cache, fmt.Sprintf("powershell-grammar-%x", sum.Sum(nil)[:8]))
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	if os.Getenv(Required) == "" {
		t.Skipf("the PowerShell grammar is not here; with %s=1 it is fetched (needs node and npm)", Required)
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	partial, err := os.MkdirTemp(cache, "partial-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(partial)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(partial, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	command.Dir = partial
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("the PowerShell grammar cannot be fetched: %v\n%s", err, out)
	}
	if err := os.Rename(partial, dir); err != nil {
		if _, other := os.Stat(dir); other != nil {
			t.Fatal(err)
		}
	}
	return dir
}
