// Command samples writes the sample organisations: Contoso's tables in the canonical form, from which the native snapshot
// samples/contoso is imported; the same people as administrators would send them, each file in another dialect, into
// samples/handmade; and the export of seed 004's article into samples/seed004.
//
//	go run ./internal/bench/samples -canonical DIR
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	canonical := flag.String("canonical", "", "`folder` for Contoso's canonical tables; none are written without it")
	samples := flag.String("samples", "samples", "`folder` of the samples")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "samples: does not take operands:", flag.Args())
		os.Exit(64)
	}
	if err := run(*canonical, *samples); err != nil {
		fmt.Fprintln(os.Stderr, "samples:", err)
		os.Exit(1)
	}
}

func run(canonical, samples string) error {
	contoso := newContoso()
	if canonical != "" {
		if err := writeFiles(canonical, contoso.canonicalFiles()); err != nil {
			return err
		}
	}
	if err := writeFiles(filepath.Join(samples, "handmade"), contoso.handmadeFiles()); err != nil {
		return err
	}
	if err := writeFiles(samples, []file{contoso.nearMissFile()}); err != nil {
		return err
	}
	return writeFiles(filepath.Join(samples, "seed004"), seed004Files())
}

// file is one file of a sample.
type file struct {
	name string
	text []byte
}

func writeFiles(dir string, files []file) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
