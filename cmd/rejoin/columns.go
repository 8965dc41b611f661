package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"rejoin/recon/directory"
)

func columnsCommand() *cli.Command {
	return &cli.Command{
		Name:      "columns",
		Usage:     "list the tables of a snapshot, or the columns of one",
		UsageText: "rejoin columns [flags] [TABLE]",
		Description: "Without TABLE: every table that a snapshot can hold, and the key of its rows.\n" +
			"With TABLE: its columns, what their cells hold, and by which other headers an import knows them.\n\n" +
			"Exit codes: 0 done, 64 wrong usage.",
		Flags:  []cli.Flag{outputFlag()},
		Action: columns,
	}
}

func columns(c *cli.Context) error {
	if err := checkOutput(c); err != nil {
		return err
	}
	if c.NArg() == 0 {
		return listTables(c)
	}
	given, err := operands(c, "TABLE")
	if err != nil {
		return err
	}
	table, err := tableNamed(given[0])
	if err != nil {
		return err
	}
	report := grid{head: []string{"column", "holds", "also known as"}}
	for _, column := range table.Columns {
		report.rows = append(report.rows, []string{column.Name, column.Kind.String(), strings.Join(column.Also, ", ")})
	}
	return report.write(c, table.Columns)
}

func listTables(c *cli.Context) error {
	report := grid{head: []string{"table", "rows are", "key"}}
	for _, table := range directory.Tables() {
		between := " or "
		if table.KeyAll {
			between = " + "
		}
		report.rows = append(report.rows, []string{table.Name, table.About, strings.Join(table.Key, between)})
	}
	return report.write(c, directory.Tables())
}

// tableNamed finds a table, or says which ones there are.
func tableNamed(name string) (*directory.Table, error) {
	if table, ok := directory.TableNamed(name); ok {
		return table, nil
	}
	var names []string
	for _, table := range directory.Tables() {
		names = append(names, table.Name)
	}
	return nil, usagef("there is no table %q; the tables are %s", name, strings.Join(names, ", "))
}
