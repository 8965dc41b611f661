// Command generate writes an invented organisation as CSV, with the answer that a correct join gives:
//
//	go run ./internal/bench/generate -n 100000 -dir DIR
package main

import (
	"flag"
	"fmt"
	"os"

	"rejoin/internal/bench"
)

func main() {
	var o bench.Organisation
	dir := flag.String("dir", ".", "`folder` to write to")
	flag.IntVar(&o.Identities, "n", 10_000, "how many identities")
	flag.IntVar(&o.FaultPerMille, "faults", 30, "how many of a thousand identities are broken")
	flag.BoolVar(&o.QuoteAll, "quoteall", false, "write as Export-Csv does: BOM, CRLF, every field in quotes")
	flag.Uint64Var(&o.Seed, "seed", 1, "another number, another organisation")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "generate: does not take operands:", flag.Args())
		os.Exit(64)
	}
	if err := bench.Write(*dir, o); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
