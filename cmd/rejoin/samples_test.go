package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var tutorial = flag.Bool("tutorial", false, "write what the commands print into samples/README.md, to be read before it is committed")

// block is a fenced block of the tutorial: a command, and the output that stands under it, if any.
type block struct {
	commands   []string
	output     string
	hasOutput  bool
	begin, end int // of the output's lines
}

// blocks reads the sh blocks of a text, and the text block that may follow each.
func blocks(lines []string) []block {
	var all []block
	for i := 0; i < len(lines); i++ {
		switch lines[i] {
		case "```sh":
			var b block
			for i++; lines[i] != "```"; i++ {
				b.commands = append(b.commands, lines[i])
			}
			all = append(all, b)
		case "```text":
			b := &all[len(all)-1]
			b.begin, b.hasOutput = i+1, true
			for i++; lines[i] != "```"; i++ {
				b.output += lines[i] + "\n"
			}
			b.end = i
		}
	}
	return all
}

// The tutorial is run: every command in order, in a copy of the samples, and what it prints must be what stands under it.
func TestTutorial(t *testing.T) {
	path, err := filepath.Abs("../../samples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	if err := os.CopyFS(filepath.Join(work, "samples"), os.DirFS("../../samples")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(work)
	lines := strings.Split(string(text), "\n")
	all := blocks(lines)
	if len(all) < 10 {
		t.Fatalf("the tutorial has only %d commands", len(all))
	}
	for i := range all {
		b := &all[i]
		var out bytes.Buffer
		for _, command := range b.commands {
			args := words(command)
			if len(args) == 0 || args[0] != "rejoin" {
				t.Fatalf("%q is no command of rejoin", command)
			}
			if code := run(t.Context(), args, strings.NewReader(""), &out, &out); code != exitDone {
				t.Fatalf("%s: exit code %d\n%s", command, code, &out)
			}
		}
		if b.hasOutput && out.String() != b.output && !*tutorial {
			t.Errorf("%s:\nwant\n%s\ngot\n%s", strings.Join(b.commands, "\n"), b.output, &out)
		}
		b.output = out.String()
	}
	if *tutorial {
		for i := len(all) - 1; i >= 0; i-- {
			if b := all[i]; b.hasOutput {
				lines = append(lines[:b.begin:b.begin], append(strings.Split(strings.TrimSuffix(b.output, "\n"), "\n"), lines[b.end:]...)...)
			}
		}
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "run/identities.csv", "run-handmade/identities.csv")
}

// same checks that two files of the tutorial have the same bytes.
func same(t *testing.T, one, other string) {
	t.Helper()
	first, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("%s and %s differ", one, other)
	}
}

// words splits a command as a shell would, as far as the tutorial's commands go: spaces, and single quotes.
func words(command string) []string {
	var all []string
	for i, piece := range strings.Split(command, "'") {
		if i%2 == 1 {
			all = append(all, piece)
			continue
		}
		all = append(all, strings.Fields(piece)...)
	}
	return all
}
