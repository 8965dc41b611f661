package recon

import (
	"fmt"
	"slices"
)

// Severity is how bad a finding is. The zero value means that nobody said so.
type Severity uint8

// The severities, the mildest first.
const (
	Unrated  Severity = iota
	Info              // worth knowing, nothing to do
	Low               // a blemish: nothing breaks
	Medium            // something does not work as it should, or will not at the next move
	High              // somebody's mail or sign-in is broken, or access is open that should not be
	Critical          // data or access is lost unless somebody acts in time
)

var severityNames = [...]string{"", "info", "low", "medium", "high", "critical"}

// String is the word in files and on the screen; empty for Unrated.
func (s Severity) String() string { return severityNames[s] }

// MarshalText is String, for JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what String writes.
func (s *Severity) UnmarshalText(text []byte) error {
	i := slices.Index(severityNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no severity; there are critical, high, medium, low and info", text)
	}
	*s = Severity(i)
	return nil
}

// Certainty is how sure a finding is. The zero value is Certain.
type Certainty uint8

// The certainties, the surest first.
const (
	Certain Certainty = iota // the snapshot proves it
	Likely                   // it follows from something that a person claims, or that may have changed since
	Suspect                  // it may be something else: for a person to look at, never planned by itself
)

var certaintyNames = [...]string{"certain", "likely", "suspect"}

// String is the word in files and on the screen.
func (c Certainty) String() string { return certaintyNames[c] }

// MarshalText is String, for JSON.
func (c Certainty) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what String writes.
func (c *Certainty) UnmarshalText(text []byte) error {
	i := slices.Index(certaintyNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no certainty; there are certain, likely and suspect", text)
	}
	*c = Certainty(i)
	return nil
}
