package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"rejoin/exporters"
	"rejoin/exporters/ad"
	"rejoin/internal/ldap"
	"rejoin/recon/snapshot"
)

func exportCommand() *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     "read a live directory into a snapshot",
		UsageText: "rejoin export ad --url ldaps://DC --user NAME --out SNAP [flags]",
		Description: "ad reads users, groups, contacts and domains of one Active Directory domain from one domain controller, and with --deleted its\n" +
			"deleted users. Nothing is written to the directory. Another forest goes into the same snapshot as another part.\n\n" +
			"A table is complete only when the domain controller said that it was at its end. When the connection is lost before, the table\n" +
			"is kept and says that it is incomplete; the same command, run again, reads it anew.\n\n" +
			"With --since an earlier snapshot from the same domain controller saves reading what did not change; the tables are those of a\n" +
			"full export.\n\n" +
			"Exit codes: 0 done, 1 failed and nothing changed, 3 a table is incomplete, 64 wrong usage, 130 interrupted and nothing changed.",
		Flags: slices.Concat(directoryFlags(), []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the snapshot to write into; made when it is not there"},
			&cli.StringSliceFlag{Name: "ou", Usage: "only what is below this distinguished name; may be repeated"},
			&cli.StringSliceFlag{Name: "exclude-ou", Usage: "not what is below this distinguished name; may be repeated"},
			&cli.StringFlag{Name: "filter", Usage: "only what this LDAP filter matches, such as (department=Finance)"},
			&cli.BoolFlag{Name: "deleted", Usage: "deleted users, too"},
			&cli.StringFlag{Name: "since", Usage: "read only what changed since this earlier `SNAP`"},
			&cli.BoolFlag{Name: "quiet", Usage: "say nothing while all goes well"},
		}),
		Action: export,
	}
}

func export(c *cli.Context) error {
	if c.Args().First() != "ad" {
		return usagef("export needs ad; rejoin export --help shows how")
	}
	if _, err := operands(c, "ad"); err != nil {
		return err
	}
	request := ad.Request{Base: c.String("base"), OUs: c.StringSlice("ou"), ExcludeOUs: c.StringSlice("exclude-ou"), Filter: c.String("filter"),
		Deleted: c.Bool("deleted"), Since: c.String("since")}
	var err error
	if request.Out, err = required(c, "out"); err != nil {
		return err
	}
	settings, err := directorySettings(c)
	if err != nil {
		return err
	}
	var finish func()
	request.Watch, finish = exportProgress(c.App.ErrWriter, c.Bool("quiet"))
	defer finish()
	conn, err := ldap.Connect(c.Context, settings)
	if err != nil {
		return err
	}
	defer conn.Close()
	report, err := ad.Export(c.Context, conn, request)
	finish()
	if err != nil {
		return err
	}
	if !c.Bool("quiet") {
		if _, err := io.WriteString(c.App.Writer, exportStory(request.Out, report)); err != nil {
			return fmt.Errorf("the export is done, but its report cannot be written: %w", err)
		}
	}
	for _, partial := range report.Partial {
		fmt.Fprintf(c.App.ErrWriter, "rejoin: %v\n", partial)
	}
	if len(report.Partial) > 0 {
		return &exitError{exitPartly}
	}
	return nil
}

// exportStory says what an export found, and where.
func exportStory(out string, report ad.Report) string {
	var text strings.Builder
	source := report.Source
	schema := "its schema was never extended for Exchange"
	if source.ExchangeSchema != "" {
		schema = "Exchange schema " + source.ExchangeSchema
	}
	fmt.Fprintf(&text, "%s: the forest %s, from %s; %s\n", out, source.Forest, source.Host, schema)
	for _, part := range report.Parts {
		fmt.Fprintf(&text, "  %-11s %s, complete: %s\n", part.Table, count(int(part.Rows), "row"), part.Complete)
		for _, warning := range part.Warnings {
			fmt.Fprintf(&text, "              %s\n", warning)
		}
	}
	for _, note := range report.Notes {
		fmt.Fprintf(&text, "  note        %s\n", note)
	}
	return text.String()
}

// exportProgress shows the rows of the table that is being read, on a terminal; elsewhere one line for each table that was read.
func exportProgress(stderr io.Writer, quiet bool) (watch exporters.Watch, finish func()) {
	if quiet {
		return exporters.Watch{}, func() {}
	}
	var began time.Time
	add, clear := func(int) {}, func() {}
	watch.Begin = func(table string) {
		began = time.Now()
		add, clear = progress(stderr, "reading "+table)
	}
	watch.Row = func(rows int) { add(rows) }
	watch.End = func(part snapshot.Part) {
		clear()
		fmt.Fprintf(stderr, "read %s: %s in %.1f s\n", part.Table, count(int(part.Rows), "row"), time.Since(began).Seconds())
	}
	return watch, func() { clear() }
}
