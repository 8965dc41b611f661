package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the scripts' commands print into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rejoin": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               func(e *testscript.Env) error { return errors.Join(samplesAt(e), startDirectories(e)) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCode,
			"fill":     fill,
			"encode":   encode,
			"edit":     edit,
			"pretend":  pretend,
			"cut":      cut,
		},
	})
}

// exitCode runs rejoin and checks the code it ends with: exitcode 64 import --table x
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exitcode CODE ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("rejoin", args[1:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("want exit code %d, got %d", want, got)
	}
}

// fill writes a file of a beginning, many times the same text, and an end: fill FILE BEGINNING TIMES TEXT [END]. \n stands for a line feed,
// %d for the number of the repetition.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 4 || len(args) > 5 {
		ts.Fatalf("usage: fill FILE BEGINNING TIMES TEXT [END]")
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\"`, `"`).Replace
	times, err := strconv.Atoi(args[2])
	ts.Check(err)
	var text strings.Builder
	text.WriteString(unescape(args[1]))
	piece := unescape(args[3])
	for i := range times {
		text.WriteString(strings.ReplaceAll(piece, "%d", strconv.Itoa(100000+i)))
	}
	if len(args) == 5 {
		text.WriteString(unescape(args[4]))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text.String()), 0o600))
}

// edit replaces a text in a file, which must be there: edit FILE OLD NEW
func edit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
}

// encode replaces a file by its bytes in another encoding, or with NULs or half a pair put in: encode FILE HOW
func encode(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	var out []byte
	switch args[1] {
	case "utf-16le", "half-pair":
		out = []byte{0xff, 0xfe}
		for _, r := range text {
			out = append(out, byte(r), byte(r>>8))
		}
		if args[1] == "half-pair" {
			out = append(out, 0, 0xd8, 'x', 0)
		}
	case "windows-1252":
		for _, r := range text {
			out = append(out, byte(r))
		}
	case "nul":
		out = []byte(strings.Replace(text, "NUL", "\x00", 1))
	case "byte-order-mark":
		out = []byte("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"))
	default:
		ts.Fatalf("unknown encoding %q", args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o600))
}
