package directory

import (
	"errors"
	"strings"
)

// CloudID is msDS-ExternalDirectoryObjectId: User_, Group_ or Contact_, and the id of the object in Entra ID. It is the only
// cloud id that Entra Connect writes back. Empty: nothing was written back.
type CloudID string

// GUID is the id in Entra ID; zero when there is none.
func (id CloudID) GUID() GUID {
	_, text, _ := strings.Cut(string(id), "_")
	guid, _ := ParseGUIDBytes([]byte(text))
	return guid
}

// UnmarshalCSV reads the snapshot's form.
func (id *CloudID) UnmarshalCSV(text string) error {
	*id = CloudID(text)
	if text != "" && id.GUID().IsZero() {
		return errors.New("is no cloud id such as User_ and a GUID")
	}
	return nil
}

// readCloudID reads the id with its kind before it; the bare id is taken for a user's.
func readCloudID(text string) (Cell, error) {
	kind, id, ok := strings.Cut(text, "_")
	form := ""
	if !ok {
		kind, id, form = "User", text, "without its kind"
	}
	guid, spelling, err := ReadGUID(id)
	if err != nil || !isWord(kind) {
		return Cell{}, errors.New("is no cloud id such as User_ and a GUID")
	}
	if guid.IsZero() {
		return Cell{Form: "zero GUID"}, nil
	}
	if form == "" {
		form = spelling
	}
	for _, known := range []string{"User", "Group", "Contact"} {
		if kind != known && strings.EqualFold(kind, known) {
			kind, form = known, "other letter case"
		}
	}
	return Cell{Text: kind + "_" + guid.String(), Form: form}, nil
}
