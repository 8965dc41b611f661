package csvio

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Pages reads rows from pages of Microsoft Graph: {"value":[…]}, a bare array, single objects, or several of these one after
// the other.
type Pages struct {
	paths     []string
	columns   []string // those of the table that at least one object has
	unknown   []string
	nextLinks int
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
		if objects.nextLink {
			p.nextLinks++
		}
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
func (p *Pages) Truncated() bool { return p.nextLinks >= len(p.paths) }

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

// objects reads the objects of one file.
type objects struct {
	path     string
	file     *os.File
	decoder  *json.Decoder
	inArray  bool // between the brackets of a list of objects
	inPage   bool // the list is the "value" of a page
	nextLink bool
}

func openObjects(path string) (*objects, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, err
	}
	head := make([]byte, min(size, 1024))
	if _, err := file.ReadAt(head, 0); err != nil {
		file.Close()
		return nil, &Error{File: path, Problem: "cannot be read: " + err.Error()}
	}
	s := survey{lf: true}
	if s.encoding, s.skip = markOf(head); s.encoding == "" {
		s.encoding = UTF8
	}
	o := &objects{path: path, file: file, decoder: json.NewDecoder(bufio.NewReaderSize(s.decode(path, file, size), 1<<18))}
	o.decoder.UseNumber()
	return o, nil
}

func (o *objects) close() { o.file.Close() }

// next reads the next object. It walks into "value" arrays token by token, so that a page is never held as a whole.
func (o *objects) next() (map[string]any, error) {
	for {
		if o.inArray && o.decoder.More() {
			return o.object()
		}
		if o.inArray {
			if err := o.leave(); err != nil {
				return nil, err
			}
			continue
		}
		token, err := o.decoder.Token()
		switch {
		case err == io.EOF:
			return nil, io.EOF
		case err != nil:
			return nil, o.wrong(err)
		case token == json.Delim('['):
			o.inArray = true
		case token == json.Delim('{'):
			if single, err := o.enter(); err != nil || single != nil {
				return single, err
			}
		default:
			return nil, o.wrong(fmt.Errorf("%v stands where an object should", token))
		}
	}
}

// enter reads the properties of an object that was opened, up to a "value" array, into which next goes on. An object without
// one is a row itself and is returned.
func (o *objects) enter() (map[string]any, error) {
	properties := map[string]any{}
	for o.decoder.More() {
		name, value, err := o.property()
		if err != nil || o.inArray {
			return nil, err
		}
		properties[name] = value
	}
	if _, err := o.decoder.Token(); err != nil {
		return nil, o.wrong(err)
	}
	if answer, ok := properties["error"].(map[string]any); ok {
		return nil, &Error{File: o.path, Value: fmt.Sprint(answer["code"]), Problem: fmt.Sprintf("is an error of the service: %v", answer["message"]), Hint: "the request failed; run it again"}
	}
	return properties, nil
}

// property reads one property of a page or a single object. Of "value" it reads only the opening bracket.
func (o *objects) property() (name string, value any, err error) {
	token, err := o.decoder.Token()
	if err != nil {
		return "", nil, o.wrong(err)
	}
	if name = fmt.Sprint(token); name == "value" {
		if token, err = o.decoder.Token(); err != nil {
			return name, nil, o.wrong(err)
		}
		if token != json.Delim('[') {
			return name, nil, &Error{File: o.path, Problem: `"value" is no list, so this is no page of Microsoft Graph`, Hint: "save the whole answer of the request"}
		}
		o.inArray, o.inPage = true, true
		return name, nil, nil
	}
	if err := o.decoder.Decode(&value); err != nil {
		return name, nil, o.wrong(err)
	}
	if link, ok := value.(string); ok && name == "@odata.nextLink" && link != "" {
		o.nextLink = true
	}
	return name, value, nil
}

// leave reads the end of an array, and what follows it in its page.
func (o *objects) leave() error {
	if _, err := o.decoder.Token(); err != nil {
		return o.wrong(err)
	}
	o.inArray = false
	if !o.inPage {
		return nil
	}
	for o.decoder.More() {
		if _, _, err := o.property(); err != nil {
			return err
		}
		if o.inArray {
			return o.wrong(errors.New(`the page has "value" twice`))
		}
	}
	o.inPage = false
	if _, err := o.decoder.Token(); err != nil {
		return o.wrong(err)
	}
	return nil
}

func (o *objects) object() (map[string]any, error) {
	var object map[string]any
	if err := o.decoder.Decode(&object); err != nil {
		return nil, o.wrong(err)
	}
	if object == nil {
		return nil, o.wrong(errors.New("null stands where an object should"))
	}
	return object, nil
}

// wrong places an error of the decoder.
func (o *objects) wrong(err error) error {
	if placed, ok := errors.AsType[*Error](err); ok {
		return placed
	}
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends too early")
	}
	offset := o.decoder.InputOffset()
	line := 1
	head := make([]byte, min(offset, 64<<20))
	if n, _ := o.file.ReadAt(head, 0); n > 0 {
		line += bytes.Count(head[:n], []byte{'\n'})
	}
	return &Error{File: o.path, Line: line, Problem: fmt.Sprintf("is no valid JSON after byte %d: %v", offset, strings.TrimPrefix(err.Error(), "json: ")), Hint: "save the answer again"}
}
