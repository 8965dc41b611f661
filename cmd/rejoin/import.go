package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
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
			"as empty; the line that would export it whole is printed. FILE may be a pattern, such as Graph-*.json.\n\n" +
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
	var text strings.Builder
	for _, report := range reports {
		printReport(&text, request, report)
	}
	if _, err := io.WriteString(c.App.Writer, text.String()); err != nil {
		return fmt.Errorf("the import is done, but its report cannot be written: %w", err)
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
	if request.Files, err = expandPatterns(request.Files); err != nil {
		return request, err
	}
	if encodings := []string{"", "utf-8", "utf-16le", "utf-16be", "windows-1252"}; !slices.Contains(encodings, request.CSV.Encoding) {
		return request, usagef("--encoding is %q; it is %s", request.CSV.Encoding, strings.Join(encodings[1:], ", "))
	}
	if d := request.CSV.Delimiter; d != "tab" && len(d) > 1 {
		return request, usagef("--delimiter is %q; it is one character, or the word tab", d)
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
	if err := readMap(request.Map, request.Table, c.StringSlice("map")); err != nil {
		return request, err
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

// readMap reads what --map says: which header of the file is which column.
func readMap(into map[string]string, table *directory.Table, pairs []string) error {
	headers := map[string]string{}
	for _, pair := range pairs {
		header, name, ok := cutLast(pair, "=")
		if !ok || header == "" {
			return usagef("--map is %q; it looks like \"Header in the file=column\"", pair)
		}
		column, known := table.Column(name)
		if !known {
			return usagef("--map %s: %s has no column %s; rejoin columns %s lists them", pair, table.Name, name, table.Name)
		}
		if other, twice := headers[column.Name]; twice {
			return usagef("--map reads both %s and %s as %s; only one of them can be it", other, header, column.Name)
		}
		if other, twice := into[header]; twice {
			return usagef("--map reads %s as %s and as %s; it can be only one of them", header, other, column.Name)
		}
		headers[column.Name], into[header] = header, column.Name
	}
	return nil
}

// cutLast cuts a text at the last separator: a header may hold one, a column's name does not.
func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

// expandPatterns puts the files that a pattern matches in its place, because the shells of Windows leave that to programs.
func expandPatterns(files []string) ([]string, error) {
	var all []string
	for _, file := range files {
		if _, err := os.Lstat(file); err == nil || !strings.ContainsAny(file, "*?") {
			all = append(all, file)
			continue
		}
		matches, err := filepath.Glob(file)
		if err != nil || len(matches) == 0 {
			return nil, usagef("no file is called %s; check the path", file)
		}
		all = append(all, matches...)
	}
	return all, nil
}
