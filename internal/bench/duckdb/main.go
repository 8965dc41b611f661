// Command duckdb does rejoin's job in DuckDB 1.4, embedded in Go: a peer to measure against. It needs cgo, and a gigabyte of
// modules. The job is join, reading and joining alone, or rules, fourteen rules besides.
//
//	duckdb -job rules -dir DIR -out findings.csv
package main

import (
	"database/sql"
	_ "embed"
	"flag"
	"fmt"
	"os"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2"
)

//go:embed join.sql
var joinSQL string

//go:embed rules.sql
var rulesSQL string

func main() {
	dir := flag.String("dir", ".", "`folder` with ad_users.csv, entra_users.csv and exo_mailboxes.csv")
	out := flag.String("out", "found.csv", "`file` to write")
	job := flag.String("job", "rules", "join or rules")
	threads := flag.Int("threads", 2, "how many threads DuckDB may use")
	flag.Parse()
	statements, ok := map[string]string{"join": joinSQL, "rules": rulesSQL}[*job]
	if !ok {
		fmt.Fprintf(os.Stderr, "duckdb: there is no job %q; there are join and rules\n", *job)
		os.Exit(64)
	}
	if err := run(statements, *dir, *out, *threads); err != nil {
		fmt.Fprintln(os.Stderr, "duckdb:", err)
		os.Exit(1)
	}
}

func run(statements, dir, out string, threads int) error {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return err
	}
	defer db.Close()
	// Temporary tables are of one connection.
	db.SetMaxOpenConns(1)
	text := fmt.Sprintf("SET threads=%d;\nSET preserve_insertion_order=false;\n", threads) + strings.NewReplacer("{dir}", dir, "{out}", out).Replace(statements)
	for statement := range strings.SplitSeq(text, ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%w\n%s", err, statement)
		}
	}
	return nil
}
