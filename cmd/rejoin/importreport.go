package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"rejoin/recon/handmade"
)

// printReport says what an import recognised, mapped, ignored and distrusts.
func printReport(w *strings.Builder, request handmade.Request, report handmade.Report) {
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
		fmt.Fprintf(w, "  lost      %s: %s, the first in %s (%s)\n", loss.Column, count(loss.Cells, "cell"), loss.First, loss.Reason)
	}
	for _, warning := range part.Warnings {
		fmt.Fprintf(w, "  warning   %s\n", warning)
	}
	for _, missing := range report.Missing {
		fmt.Fprintf(w, "  weak join %s is not in the file; without it %s\n", missing.Column, missing.Without)
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
