package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // --time-zone must work on Windows, which has no zone files

	"github.com/urfave/cli/v2"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/handmade"
)

func importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "read CSV files, as administrators have them, into a snapshot",
		UsageText: "rejoin import --table TABLE --out SNAP [flags] FILE...",
		Description: "FILE is a CSV of any usual form: Export-Csv of either PowerShell, a spreadsheet's, csvde's, an admin centre's; or, for the\n" +
			"Entra tables, pages of Microsoft Graph (.json). Encoding, delimiter, header names, GUID spellings, lists, booleans and dates\n" +
			"are recognised. What an export has lost (System.String[], cut lists, letters that became ?) is called lost and never read\n" +
			"as empty; the line that would export it whole is printed.\n\n" +
			"Each CSV file becomes a part of the table; another forest is another part. The same object twice is refused. With --merge\n" +
			"the file's columns are joined to rows that the table already has.\n\n" +
			"rejoin columns lists the tables, rejoin columns TABLE their columns.\n\n" +
			"Exit codes: 0 done, 1 failed and nothing changed, 64 wrong usage, 130 interrupted and nothing changed.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "table", Usage: "which table the files hold, such as ad_users"},
			&cli.StringFlag{Name: "out", Usage: "the snapshot to write into; made when it is not there"},
			&cli.StringFlag{Name: "forest", Usage: "the forest that the rows of an AD table are of; otherwise told by their distinguished names"},
			&cli.StringFlag{Name: "taken", Usage: "when the objects looked like this, as 2026-11-02T06:00:00Z; otherwise the file's last change"},
			&cli.BoolFlag{Name: "partial", Usage: "the files do not hold every object: nothing follows from absence"},
			&cli.BoolFlag{Name: "merge", Usage: "join the columns to the rows that the table already has"},
			&cli.StringSliceFlag{Name: "map", Usage: "read the file's column `HEADER=COLUMN`; may be repeated"},
			&cli.StringSliceFlag{Name: "option", Usage: "what the export was asked for besides, such as unresolved; may be repeated"},
			&cli.StringFlag{Name: "dates", Usage: "how 3/4/2026 is meant where a column does not tell: day-first or month-first"},
			&cli.StringFlag{Name: "time-zone", Value: "UTC", Usage: "the zone of times that name none, such as Europe/Berlin"},
			&cli.StringFlag{Name: "encoding", Usage: "the files' encoding, where it is not found out: utf-8, utf-16le, utf-16be or windows-1252"},
			&cli.StringFlag{Name: "delimiter", Usage: "the files' delimiter, where it is not found out"},
		},
		Action: importFiles,
	}
}

func importFiles(c *cli.Context) error {
	request, err := importRequest(c)
	if err != nil {
		return err
	}
	var finish func()
	request.Read, finish = progress(c.App.ErrWriter, "importing "+request.Table.Name)
	reports, err := handmade.Import(c.Context, request)
	finish()
	if err != nil {
		return err
	}
	for _, report := range reports {
		printReport(c.App.Writer, request, report)
	}
	return nil
}

func importRequest(c *cli.Context) (handmade.Request, error) {
	request := handmade.Request{
		Files: c.Args().Slice(), Forest: c.String("forest"), Partial: c.Bool("partial"), Merge: c.Bool("merge"),
		Options: c.StringSlice("option"), Map: map[string]string{},
		CSV: csvio.Options{Encoding: c.String("encoding"), Delimiter: c.String("delimiter")},
	}
	name, err := required(c, "table")
	if err != nil {
		return request, err
	}
	if request.Table, err = tableNamed(name); err != nil {
		return request, err
	}
	if request.Out, err = required(c, "out"); err != nil {
		return request, err
	}
	if len(request.Files) == 0 {
		return request, usagef("import needs a FILE; rejoin import --help shows how")
	}
	if request.Forest != "" && request.Table.System != directory.AD {
		return request, usagef("--forest is for AD's tables; %s is none", name)
	}
	if taken := c.String("taken"); taken != "" {
		if request.Taken, err = time.Parse(time.RFC3339, taken); err != nil {
			return request, usagef("--taken is %q; a time looks like 2026-11-02T06:00:00Z", taken)
		}
		request.Taken = request.Taken.UTC()
	}
	for _, pair := range c.StringSlice("map") {
		header, column, ok := strings.Cut(pair, "=")
		if !ok || header == "" {
			return request, usagef("--map is %q; it looks like \"Header in the file=column\"", pair)
		}
		if _, known := request.Table.Column(column); !known {
			return request, usagef("--map %s: %s has no column %s; rejoin columns %s lists them", pair, name, column, name)
		}
		request.Map[header] = column
	}
	switch order := c.String("dates"); order {
	case "":
	case "day-first":
		request.Dates = directory.DayMonth
	case "month-first":
		request.Dates = directory.MonthDay
	default:
		return request, usagef("--dates is %q; it is day-first or month-first", order)
	}
	if request.Zone, err = time.LoadLocation(c.String("time-zone")); err != nil {
		return request, usagef("--time-zone is %q; a zone looks like Europe/Berlin", c.String("time-zone"))
	}
	return request, nil
}

// printReport says what an import recognised, mapped, ignored and distrusts.
func printReport(w io.Writer, request handmade.Request, report handmade.Report) {
	part := report.Part
	fmt.Fprintf(w, "%s: %s of %s, complete: %s\n", strings.ReplaceAll(part.Source, ";", ", "), count(int(part.Rows), "row"), request.Table.Name, part.Complete)
	fmt.Fprintf(w, "  read as   %s\n", report.Form)
	fmt.Fprintf(w, "  columns   %s read%s\n", count(len(report.Mapped), "column"), renamed(report.Mapped))
	printList(w, "ignored", report.Ignored)
	printList(w, "assumed", report.Assumed)
	for _, form := range forms(report.Mapped) {
		fmt.Fprintf(w, "  rewrote   %s\n", form)
	}
	for _, column := range part.Lossy {
		fmt.Fprintf(w, "  lost      %s: every cell, so the column is left out\n", column)
	}
	for _, loss := range report.LostCells {
		fmt.Fprintf(w, "  lost      %s: %s, the first in line %d (%s)\n", loss.Column, count(loss.Cells, "cell"), loss.Line, loss.Reason)
	}
	for _, warning := range part.Warnings {
		fmt.Fprintf(w, "  warning   %s\n", warning)
	}
	for _, column := range report.Missing {
		fmt.Fprintf(w, "  weak join %s is not in the file; without it people are joined by their addresses\n", column)
	}
	if report.Repair != "" {
		fmt.Fprintf(w, "  better    %s\n", report.Repair)
	}
}

func printList(w io.Writer, what string, items []string) {
	if len(items) > 0 {
		fmt.Fprintf(w, "  %-9s %s\n", what, strings.Join(items, ", "))
	}
}

// renamed names the columns whose headers have another name.
func renamed(all []handmade.Mapping) string {
	var texts []string
	for _, one := range all {
		if !strings.EqualFold(one.Header, one.Column) {
			texts = append(texts, one.Header+" → "+one.Column)
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return ": " + strings.Join(texts, ", ")
}

// forms lists each spelling that was rewritten, with the columns it was found in.
func forms(all []handmade.Mapping) []string {
	columns := map[string][]string{}
	for _, one := range all {
		for _, form := range one.Forms {
			columns[form] = append(columns[form], one.Column)
		}
	}
	var texts []string
	for _, form := range slices.Sorted(maps.Keys(columns)) {
		texts = append(texts, form+": "+strings.Join(columns[form], ", "))
	}
	return texts
}
