package policy

import (
	"io"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// The columns of lists of people, in any letter case.
const (
	nameColumn     = "userprincipalname"
	durationColumn = "litigationholdduration"
	ownerColumn    = "litigationholdowner"
)

// peopleList reads the names in a CSV file with a column userPrincipalName.
func (l *loader) peopleList(n *yaml.Node, at string) []string {
	people := []string{} // a list of nobody is a list all the same
	l.list(n, at, l.text(n, at), func(_ csvio.Record, cell func(string) string) {
		people = append(people, directory.Fold(cell(nameColumn)))
	})
	return people
}

// holdList reads a CSV file with the columns UserPrincipalName, LitigationHoldDuration and LitigationHoldOwner, the last two of which
// may be missing or empty: then what the policy says of the list holds.
func (l *loader) holdList(n *yaml.Node, at, name string, usual HoldRule) {
	l.list(n, at, name, func(record csvio.Record, cell func(string) string) {
		rule := HoldRule{Who: Selectors{{People: []string{directory.Fold(cell(nameColumn))}}}, Duration: usual.Duration, Owner: usual.Owner}
		if text := cell(durationColumn); text != "" {
			days, ok := readDays(text)
			if !ok {
				l.problems = append(l.problems, &csvio.Error{File: l.beside(name), Line: record.Line, Column: "LitigationHoldDuration", Value: text,
					Problem: "is no duration", Hint: "write a number of days, or Unlimited"})
				return
			}
			rule.Duration = days
		}
		if owner := cell(ownerColumn); owner != "" {
			rule.Owner = owner
		}
		l.policy.LitigationHold = append(l.policy.LitigationHold, rule)
	})
}

// list reads a CSV file of people. Rows without a name are an error: a person would be left out unseen.
func (l *loader) list(n *yaml.Node, at, name string, row func(csvio.Record, func(column string) string)) {
	if name == "" {
		return
	}
	path := l.beside(name)
	text, err := os.ReadFile(path)
	if err != nil {
		l.bad(n, at, name, "cannot be read", "the path is relative to the policy file")
		return
	}
	l.hash.Write(text)
	r, err := csvio.Open(path, csvio.Options{})
	if err != nil {
		l.problems = append(l.problems, err)
		return
	}
	defer r.Close()
	places := map[string]int{}
	for i, header := range r.Header() {
		places[strings.ToLower(strings.ReplaceAll(header, " ", ""))] = i
	}
	if _, ok := places[nameColumn]; !ok {
		l.problems = append(l.problems, &csvio.Error{File: path, Line: 1, Problem: "has no column UserPrincipalName", Hint: "name the column so"})
		return
	}
	for {
		record, err := r.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			l.problems = append(l.problems, err)
			return
		}
		cell := func(column string) string {
			if i, ok := places[column]; ok {
				return strings.TrimSpace(record.Fields[i])
			}
			return ""
		}
		if cell(nameColumn) == "" {
			l.problems = append(l.problems, &csvio.Error{File: path, Line: record.Line, Column: "UserPrincipalName", Problem: "is empty", Hint: "name the person, or delete the row"})
			continue
		}
		row(record, cell)
	}
}
