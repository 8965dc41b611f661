package csvio

import (
	"io"
)

// Pages reads rows from pages of Microsoft Graph: {"value":[…]}, a bare array, single objects, or several of these one after
// the other.
type Pages struct {
	paths     []string
	columns   []string // those of the table that at least one object has
	unknown   []string
	pages     int
	nextLinks int // pages that say there is a next one
	file      int
	objects   *objects
	number    int
}

// OpenPages reads the files once to learn which of the wanted columns they have. A dotted column name means a property of a
// property. The caller closes the pages.
func OpenPages(paths []string, columns []string) (*Pages, error) {
	p := &Pages{paths: paths}
	have, unknown := map[string]bool{}, map[string]bool{}
	rows := 0
	for _, path := range paths {
		objects, err := openObjects(path)
		if err != nil {
			return nil, err
		}
		for {
			object, err := objects.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				objects.close()
				return nil, err
			}
			rows++
			note(object, columns, have, unknown)
		}
		objects.close()
		p.pages += max(1, objects.pages)
		p.nextLinks += objects.nextLinks
	}
	if rows == 0 {
		return nil, &Error{File: paths[0], Problem: "holds no objects", Hint: "export it again; a table that is really empty is left out of the snapshot"}
	}
	for _, column := range columns {
		if have[column] {
			p.columns = append(p.columns, column)
		}
	}
	p.unknown = sortedNames(unknown)
	return p, nil
}

// Header lists the columns that the pages have.
func (p *Pages) Header() []string { return p.columns }

// Unknown lists the properties that the table has no column for, in alphabetical order.
func (p *Pages) Unknown() []string { return p.unknown }

// Truncated says whether a page that the others announce is missing: all of them say that there is a next one.
func (p *Pages) Truncated() bool { return p.nextLinks >= p.pages }

// Warnings is empty: pages bring none.
func (p *Pages) Warnings() []string { return nil }

// Close closes the file that is open.
func (p *Pages) Close() error {
	if p.objects != nil {
		p.objects.close()
	}
	return nil
}

// Next reads the next object; io.EOF at the end. The record's line is the object's number, counted from 1 over all files.
func (p *Pages) Next() (Record, error) {
	for {
		if p.objects == nil {
			if p.file == len(p.paths) {
				return Record{}, io.EOF
			}
			var err error
			if p.objects, err = openObjects(p.paths[p.file]); err != nil {
				return Record{}, err
			}
		}
		object, err := p.objects.next()
		if err == io.EOF {
			p.objects.close()
			p.objects = nil
			p.file++
			continue
		}
		if err != nil {
			return Record{}, err
		}
		p.number++
		record := Record{Fields: make([]string, len(p.columns)), Line: p.number}
		for i, column := range p.columns {
			value, _ := property(object, column)
			if record.Fields[i], err = cellText(value); err != nil {
				return Record{}, &Error{File: p.paths[p.file], Line: p.number, Column: column, Problem: err.Error()}
			}
		}
		return record, nil
	}
}
