package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"rejoin/recon/directory"
)

// graphPages writes a table as Graph answers: one page for each part of the rows, all but the last with the address of the
// next.
func graphPages(table, resource string, records []record, pages int) [][]byte {
	cs := columns(table, records)
	per := (len(records) + pages - 1) / pages
	var all [][]byte
	for page := range pages {
		body := map[string]any{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#" + resource}
		var values []any
		for _, r := range records[page*per : min((page+1)*per, len(records))] {
			values = append(values, graphObject(cs, r))
		}
		body["value"] = values
		if page < pages-1 {
			body["@odata.nextLink"] = "https://graph.microsoft.com/v1.0/" + resource + "?$top=" + strconv.Itoa(per) + "&$skiptoken=page" + strconv.Itoa(page+2)
		}
		all = append(all, indented(body))
	}
	return all
}

func indented(body any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(body); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// graphObject is one object: a column a.b is the property b of the object a.
func graphObject(cs []directory.Column, r record) map[string]any {
	object := map[string]any{}
	for _, c := range cs {
		at, name := object, c.Name
		for {
			outer, inner, nested := strings.Cut(name, ".")
			if !nested {
				break
			}
			if at[outer] == nil {
				at[outer] = map[string]any{}
			}
			at, name = at[outer].(map[string]any), inner
		}
		at[name] = graphValue(c.Kind, r[c.Name])
	}
	return object
}

func graphValue(kind directory.Kind, text string) any {
	switch kind {
	case directory.KindAddresses, directory.KindList:
		if text == "" {
			return []string{}
		}
		return strings.Split(text, ";")
	case directory.KindJSON, directory.KindLicences:
		if text == "" {
			return []any{}
		}
		return json.RawMessage(text)
	}
	if text == "" {
		return nil
	}
	switch kind {
	case directory.KindBool:
		return text == "true"
	case directory.KindInt:
		return json.RawMessage(text)
	}
	return text
}
