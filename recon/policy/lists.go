package policy

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/csvio"
)

// The columns of lists of people, in any letter case, with spaces or without.
const (
	nameColumn     = "userprincipalname"
	durationColumn = "litigationholdduration"
	ownerColumn    = "litigationholdowner"
)

// person is a row of a list.
type person struct {
	name string // as personName has it
	line int
	cell func(column string) string
	bad  func(column, value, problem, hint string)
}

// people reads the names in a list.
func (l *loader) people(n *yaml.Node, at string) (names []string) {
	l.list(n, at, func(one person) { names = append(names, one.name) })
	return names
}

// list reads a CSV file of people, which stands beside the policy file. A row that names nobody, or a file that was cut short, is an
// error: people would be left out unseen.
func (l *loader) list(n *yaml.Node, at string, row func(person)) {
	name := l.text(n, at)
	if name == "" {
		return
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(l.path), path)
	}
	bad := func(line int, column, value, problem, hint string) {
		l.add(n, &csvio.Error{File: path, Line: line, Column: column, Value: value, Problem: problem, Hint: hint})
	}
	if err := l.hashFile(path); err != nil {
		l.bad(n, at, name, "cannot be read", "the path is relative to the policy file")
		return
	}
	r, err := csvio.Open(path, csvio.Options{})
	if err != nil {
		l.add(n, err)
		return
	}
	defer r.Close()
	places := map[string]int{}
	for i, header := range r.Header() {
		places[strings.ToLower(strings.ReplaceAll(header, " ", ""))] = i
	}
	if _, ok := places[nameColumn]; !ok {
		bad(1, "", "", "has no column UserPrincipalName", "name the column so")
		return
	}
	for {
		record, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			l.add(n, err)
			return
		}
		cell := func(column string) string {
			if i, ok := places[column]; ok {
				return strings.TrimSpace(record.Fields[i])
			}
			return ""
		}
		one := person{line: record.Line, cell: cell, bad: func(column, value, problem, hint string) { bad(record.Line, column, value, problem, hint) }}
		reason := ""
		switch one.name, reason = personName(cell(nameColumn)); {
		case reason != "":
			one.bad("UserPrincipalName", cell(nameColumn), reason, "write the name out")
		case one.name == "":
			one.bad("UserPrincipalName", cell(nameColumn), "names nobody", "name the person, or delete the row")
		default:
			row(one)
		}
	}
	if r.Truncated() {
		bad(0, "", "", "says itself that rows are missing", "export it again, with -ResultSize Unlimited")
	}
}

// hashFile adds a file to what the policy's hash is made from.
func (l *loader) hashFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(l.hash, file)
	return err
}
