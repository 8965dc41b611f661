package snapshot

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/gocarina/gocsv"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// manifestName is the file that makes a directory a snapshot. It is written last.
const manifestName = "manifest.csv"

// Completeness says what may follow from an object's absence in a part.
type Completeness string

// The three kinds of completeness.
const (
	Proven  Completeness = "proven"  // the source said that it was at its end: absence is a fact
	Claimed Completeness = "claimed" // a person says so, by importing it: what follows from absence is likely at most
	No      Completeness = "no"      // known to be cut off: nothing follows from absence
)

// Part is one part file of a table, and its row in the manifest.
type Part struct {
	Table    string         `csv:"table"`
	File     string         `csv:"file"` // relative to the snapshot
	Rows     int64          `csv:"rows"`
	Complete Completeness   `csv:"complete"`
	Forest   string         `csv:"forest"`   // AD tables: the forest of rows that name none; empty where there is only one
	Source   string         `csv:"source"`   // the server, tenant, or the hand-made files' names
	Filter   string         `csv:"filter"`   // what the source was asked for; empty: everything
	Started  directory.Time `csv:"started"`  // empty for an import
	Finished directory.Time `csv:"finished"` // when the objects looked like this
	Assumed  bool           `csv:"assumed"`  // finished is a file's modification time, not what anyone said
	CRC32C   string         `csv:"crc32c"`   // of the part file, eight hexadecimal digits; checked while reading
	SHA256   string         `csv:"sha256"`   // of the part file; checked by rejoin verify
	Lossy    directory.List `csv:"lossy"`    // columns that were left out because no cell of them could be trusted
	Options  directory.List `csv:"options"`  // what was asked for besides, such as unresolved permissions
	Warnings directory.List `csv:"warnings"`
}

// readManifest reads the manifest of a snapshot. Its parts are in the order of the manifest.
func readManifest(dir string) ([]Part, []byte, error) {
	path := filepath.Join(dir, manifestName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, &csvio.Error{File: dir, Problem: "is no snapshot: it has no manifest.csv", Hint: "make one with rejoin import or rejoin export"}
	}
	if err != nil {
		return nil, nil, err
	}
	var parts []Part
	if err := gocsv.UnmarshalBytes(text, &parts); err != nil {
		return nil, nil, &csvio.Error{File: path, Problem: "cannot be read: " + err.Error(), Hint: "import or export the snapshot again"}
	}
	for i, part := range parts {
		// Counting rows by hand: encoding/csv's own line numbers are not at hand here, and no cell of ours has a line feed.
		if err := part.check(); err != nil {
			return nil, nil, &csvio.Error{File: path, Line: i + 2, Problem: err.Error(), Hint: "the manifest is not edited by hand; import or export the table again"}
		}
	}
	return parts, text, nil
}

func (p *Part) check() error {
	if _, ok := directory.TableNamed(p.Table); !ok {
		return fmt.Errorf("there is no table %q", p.Table)
	}
	if p.File == "" || !filepath.IsLocal(p.File) {
		return fmt.Errorf("the file %q is not inside the snapshot", p.File)
	}
	switch p.Complete {
	case Proven, Claimed, No:
		return nil
	}
	return fmt.Errorf("complete is %q; it is proven, claimed or no", p.Complete)
}

// writeManifest replaces the manifest in one step. A reader sees the old one or the new one.
func writeManifest(dir string, parts []Part) error {
	slices.SortStableFunc(parts, func(a, b Part) int {
		// The shorter name first: part 10 comes after part 9.
		return cmp.Or(cmp.Compare(tableOrder(a.Table), tableOrder(b.Table)), cmp.Compare(len(a.File), len(b.File)), cmp.Compare(a.File, b.File))
	})
	var text bytes.Buffer
	if err := gocsv.MarshalCSV(parts, csv.NewWriter(&text)); err != nil {
		return err
	}
	return replaceFile(filepath.Join(dir, manifestName), text.Bytes())
}

func tableOrder(name string) int {
	return slices.IndexFunc(directory.Tables(), func(t *directory.Table) bool { return t.Name == name })
}

// replaceFile writes a file under another name and renames it, so that it is never seen half-written.
func replaceFile(path string, text []byte) error {
	partial := path + ".partial"
	if err := os.WriteFile(partial, text, 0o644); err != nil {
		return err
	}
	return os.Rename(partial, path)
}

// idOf is a hash over the parts' hashes: the same content has the same id wherever it lies.
func idOf(parts []Part) string {
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = part.Table + " " + part.Forest + " " + part.SHA256 + "\n"
	}
	slices.Sort(lines)
	hash := sha256.New()
	for _, line := range lines {
		hash.Write([]byte(line))
	}
	return hex.EncodeToString(hash.Sum(nil))
}
