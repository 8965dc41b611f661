package directory

import (
	"fmt"
	"time"
)

// Time is a moment in UTC. The zero value means that there is none: never, not set, or not known.
type Time struct{ time.Time }

// String is RFC 3339 in UTC, to the second or as finely as needed; empty for the zero value.
func (t Time) String() string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// MarshalCSV is String.
func (t Time) MarshalCSV() (string, error) { return t.String(), nil }

// MarshalText is String, for JSON.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// MarshalJSON is String as a JSON string.
func (t Time) MarshalJSON() ([]byte, error) { return []byte(`"` + t.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Time) UnmarshalJSON(text []byte) error {
	if len(text) < 2 || text[0] != '"' {
		return fmt.Errorf("%s is no time", text)
	}
	return t.UnmarshalCSV(string(text[1 : len(text)-1]))
}

// UnmarshalCSV reads RFC 3339, or nothing.
func (t *Time) UnmarshalCSV(text string) error {
	*t = Time{}
	if text == "" {
		return nil
	}
	moment, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return fmt.Errorf("%q is no time such as 2026-11-02T06:00:00Z", text)
	}
	t.Time = moment.UTC()
	return nil
}
