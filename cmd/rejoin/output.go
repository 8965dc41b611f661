package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// outputFlag lets a person choose between a table for the eyes, CSV and JSON.
func outputFlag() cli.Flag {
	return &cli.StringFlag{Name: "output", Value: "table", Usage: "how to print: table, csv or json"}
}

// grid is what a command prints as a table or as CSV.
type grid struct {
	head []string
	rows [][]string
}

// write prints the grid in the form that --output asks for; value is what JSON shows instead.
func (g grid) write(c *cli.Context, value any) error {
	switch form := c.String("output"); form {
	case "table":
		return g.table(c.App.Writer)
	case "csv":
		w := csv.NewWriter(c.App.Writer)
		w.WriteAll(append([][]string{g.head}, g.rows...))
		return w.Error()
	case "json":
		text, err := json.MarshalIndent(value, "", "  ")
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.App.Writer, "%s\n", text)
		return err
	default:
		return usagef("--output is %q; it is table, csv or json", form)
	}
}

// checkOutput refuses an unknown --output before any work is done.
func checkOutput(c *cli.Context) error {
	if form := c.String("output"); !slices.Contains([]string{"table", "csv", "json"}, form) {
		return usagef("--output is %q; it is table, csv or json", form)
	}
	return nil
}

// table prints aligned columns, each row on one line. Columns in which every cell is a number are set to the right.
func (g grid) table(w io.Writer) error {
	all := [][]string{g.head}
	for _, row := range g.rows {
		shown := make([]string, len(row))
		for i, cell := range row {
			shown[i] = directory.OneLine(cell)
		}
		all = append(all, shown)
	}
	widths := make([]int, len(g.head))
	right := make([]bool, len(g.head))
	for i := range g.head {
		right[i] = len(g.rows) > 0
		for n, row := range all {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
			if n > 0 && strings.Trim(row[i], "0123456789") != "" {
				right[i] = false
			}
		}
	}
	var text strings.Builder
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if right[i] {
				line.WriteString(space + cell)
			} else {
				line.WriteString(cell + space)
			}
			line.WriteString("  ")
		}
		text.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// refuseExisting refuses to write over files or directories that are there already.
func refuseExisting(flags string, paths ...string) error {
	for _, path := range paths {
		if _, err := os.Stat(path); err == nil {
			return &csvio.Error{File: path, Problem: "is there already", Hint: "name another one with " + flags}
		}
	}
	return nil
}
