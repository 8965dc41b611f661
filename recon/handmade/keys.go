package handmade

import (
	"crypto/sha256"
	"path/filepath"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// keys remembers where each key of a table was seen, so that one that comes twice can be refused with both places named.
type keys struct {
	table   *directory.Table
	older   *keys // of the parts before; nil: there are none
	origins []origin
	seen    map[[16]byte]seenAt
}

type seenAt struct {
	origin uint32
	line   uint32
}

func newKeys(table *directory.Table, older *keys) *keys {
	return &keys{table: table, older: older, seen: map[[16]byte]seenAt{}}
}

// digest is 16 bytes that stand for a key: a GUID's own, or of a text as many of its SHA-256.
func (k *keys) digest(cells []string) (digest [16]byte, text string) {
	if k.table.KeyAll {
		text = strings.ToLower(strings.Join(cells, "\x00"))
	} else {
		for _, cell := range cells {
			if text = strings.ToLower(cell); text != "" {
				break
			}
		}
		if guid, ok := directory.ParseGUIDBytes([]byte(text)); ok {
			return guid, text
		}
	}
	sum := sha256.Sum256([]byte(text))
	copy(digest[:], sum[:])
	return digest, text
}

// add notes a key, and refuses one that was seen before.
func (k *keys) add(cells []string, from origin, line int) error {
	digest, text := k.digest(cells)
	for at := k; at != nil; at = at.older {
		first, twice := at.seen[digest]
		if !twice {
			continue
		}
		return from.wrong(line, csvio.Error{Column: strings.Join(k.table.Key, " or "), Value: strings.ReplaceAll(text, "\x00", " "),
			Problem: "the same key is already in " + at.origins[first.origin].at(int(first.line)),
			Hint:    "one object has one row; to add columns to rows that are already there, use --merge"})
	}
	if len(k.origins) == 0 || k.origins[len(k.origins)-1] != from {
		k.origins = append(k.origins, from)
	}
	k.seen[digest] = seenAt{uint32(len(k.origins) - 1), uint32(line)}
	return nil
}

// join takes in the keys of a part that was imported after these.
func (k *keys) join(newer *keys) {
	before := uint32(len(k.origins))
	k.origins = append(k.origins, newer.origins...)
	for digest, at := range newer.seen {
		at.origin += before
		k.seen[digest] = at
	}
}

// load notes the keys of the parts that the table already has.
func (k *keys) load(s *snapshot.Snapshot) error {
	for _, part := range s.Table(k.table.Name) {
		file, err := s.OpenPart(part)
		if err != nil {
			return err
		}
		err = k.loadPart(file)
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *keys) loadPart(file *csvio.Table) error {
	want := make([]int, len(k.table.Key))
	for i, name := range k.table.Key {
		want[i] = file.Header.Index(name)
	}
	from := origin{file: filepath.ToSlash(file.Name)}
	line := 1
	_, err := csvio.Reduce(file, want, 1, func() *textRows { return &textRows{} }, func(b *textRows) error {
		for _, cells := range b.rows {
			line++
			if err := k.add(cells, from, line); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// textRows is a reducer that keeps the cells of every row as text.
type textRows struct{ rows [][]string }

func (t *textRows) Row(row csvio.Row) error {
	cells := make([]string, len(row.Fields))
	for i, field := range row.Fields {
		cells[i] = string(field)
	}
	t.rows = append(t.rows, cells)
	return nil
}

func (t *textRows) Reset() { t.rows = nil }
