package csvio

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// objects reads the objects of one file.
type objects struct {
	path      string
	file      *os.File
	size      int64
	survey    survey
	decoder   *json.Decoder
	inArray   bool // between the brackets of a list of objects
	inPage    bool // the list is the "value" of a page
	pages     int
	nextLinks int
}

func openObjects(path string) (*objects, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, err
	}
	found, err := lookAtJSON(path, file, size)
	if err != nil {
		file.Close()
		return nil, err
	}
	o := &objects{path: path, file: file, size: size, survey: found}
	o.decoder = json.NewDecoder(bufio.NewReaderSize(found.decode(path, file, size), 1<<18))
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
		o.pages++
		return name, nil, nil
	}
	if err := o.decoder.Decode(&value); err != nil {
		return name, nil, o.wrong(err)
	}
	if link, ok := value.(string); ok && name == "@odata.nextLink" && link != "" {
		o.nextLinks++
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
	offset := o.decoder.InputOffset()
	text := o.survey.decode(o.path, o.file, o.size)
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends too early")
	} else {
		text = io.LimitReader(text, offset)
	}
	line := linesIn(text) + 1
	return &Error{File: o.path, Line: line, Problem: fmt.Sprintf("is no valid JSON after byte %d: %v", offset, strings.TrimPrefix(err.Error(), "json: ")), Hint: "save the answer again"}
}
