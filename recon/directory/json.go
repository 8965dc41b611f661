package directory

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// CanonicalJSON is the snapshot's form of objects: compact, with sorted keys, numbers as they were written.
func CanonicalJSON(text string) (string, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", errors.New("is no JSON")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return "", errors.New("is no JSON: something follows the value")
	}
	var compact bytes.Buffer
	encoder := json.NewEncoder(&compact)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	return strings.TrimSuffix(compact.String(), "\n"), nil
}

func readJSON(text string) (Cell, error) {
	canonical, err := CanonicalJSON(text)
	switch {
	case err != nil:
		return Cell{}, err
	case canonical == "[]", canonical == "{}", canonical == "null":
		return Cell{Form: "empty JSON"}, nil
	case canonical == text:
		return Cell{Text: text}, nil
	}
	return Cell{Text: canonical, Form: "other JSON"}, nil
}

// readLicences reads assignedLicenses: JSON, or the SKUs' ids alone. Of the latter, which plans are disabled is unknown, so
// disabledPlans is left out.
func readLicences(text string) (Cell, error) {
	if text[0] == '[' || text[0] == '{' {
		return readJSON(text)
	}
	var skus []map[string]string
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(";+,| \r\n", r) }) {
		id, err := ParseGUID(piece)
		if err != nil || id.IsZero() {
			return Cell{Loss: "names of licences, not their ids"}, nil
		}
		skus = append(skus, map[string]string{"skuId": id.String()})
	}
	if len(skus) == 0 {
		return Cell{}, errors.New("is no list of licences")
	}
	joined, err := json.Marshal(skus)
	return Cell{Text: string(joined), Form: "ids of licences"}, err
}
