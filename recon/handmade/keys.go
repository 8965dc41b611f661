package handmade

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// keys remembers where each key of a table was seen, so that one that comes twice can be refused with both places named.
type keys struct {
	table *directory.Table
	files []string
	seen  map[[16]byte]seenAt
}

type seenAt struct {
	file uint32
	line uint32
}

func newKeys(table *directory.Table) *keys {
	return &keys{table: table, seen: map[[16]byte]seenAt{}}
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
func (k *keys) add(cells []string, file string, line int) error {
	digest, text := k.digest(cells)
	if first, ok := k.seen[digest]; ok {
		return &csvio.Error{File: file, Line: line, Column: strings.Join(k.table.Key, " or "), Value: strings.ReplaceAll(text, "\x00", " "),
			Problem: fmt.Sprintf("the same key is already in %s:%d", k.files[first.file], first.line),
			Hint:    "one object has one row; to add columns to rows that are already there, use --merge"}
	}
	if len(k.files) == 0 || k.files[len(k.files)-1] != file {
		k.files = append(k.files, file)
	}
	k.seen[digest] = seenAt{uint32(len(k.files) - 1), uint32(line)}
	return nil
}

// load notes the keys of the parts that the table already has.
func (k *keys) load(edit *snapshot.Edit) error {
	s := edit.Snapshot()
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
	name := filepath.ToSlash(file.Name)
	line := 1
	_, err := csvio.Reduce(file, want, 1, func() *textRows { return &textRows{} }, func(b *textRows) error {
		for _, cells := range b.rows {
			line++
			if err := k.add(cells, name, line); err != nil {
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
