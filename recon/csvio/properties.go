package csvio

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// property finds a column's value in an object. Letter case does not count; a dotted name goes into nested objects.
func property(object map[string]any, column string) (any, bool) {
	if value, ok := object[column]; ok {
		return value, true
	}
	if value, ok := folded(object, column); ok {
		return value, true
	}
	if name, rest, dotted := strings.Cut(column, "."); dotted {
		value, ok := object[name]
		if !ok {
			value, _ = folded(object, name)
		}
		if nested, ok := value.(map[string]any); ok {
			return property(nested, rest)
		}
	}
	return nil, false
}

// folded finds a value by its name in any letter case; of several, always the same one.
func folded(object map[string]any, name string) (any, bool) {
	found, ok := "", false
	for have := range object {
		if strings.EqualFold(have, name) && (!ok || have < found) {
			found, ok = have, true
		}
	}
	return object[found], ok
}

// note adds to have the columns that an object has, and to unknown its properties that are no column.
func note(object map[string]any, columns []string, have, unknown map[string]bool) {
	used := map[string]bool{}
	for _, column := range columns {
		if _, ok := property(object, column); ok {
			have[column] = true
		}
		name, _, _ := strings.Cut(column, ".")
		used[strings.ToLower(name)], used[strings.ToLower(column)] = true, true
	}
	for name := range object {
		if !used[strings.ToLower(name)] && !strings.Contains(name, "@odata.") {
			unknown[name] = true
		}
	}
}

func sortedNames(names map[string]bool) []string { return slices.Sorted(maps.Keys(names)) }

// cellText is a JSON value as a cell: texts and numbers as they are, lists of texts joined, all else compact JSON.
func cellText(value any) (string, error) {
	switch value := value.(type) {
	case nil:
		return "", nil
	case string:
		return value, nil
	case json.Number:
		return value.String(), nil
	case bool:
		return fmt.Sprint(value), nil
	case []any:
		if texts, ok := allTexts(value); ok {
			return directory.List(texts).MarshalCSV()
		}
	}
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	return directory.CanonicalJSON(string(text))
}

func allTexts(values []any) ([]string, bool) {
	texts := make([]string, 0, len(values))
	for _, value := range values {
		text, ok := value.(string)
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}
