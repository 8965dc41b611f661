package snapshot

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// Edit is a change to a snapshot in the making: parts are written beside the old ones, and nothing is seen before Commit.
type Edit struct {
	dir     string
	base    []byte // the manifest that the edit began with; nil for a new snapshot
	parts   []Part // what the manifest will say
	written []string
	dropped []string
}

// Begin starts an edit of the snapshot in dir, or of a new one when there is none. A directory that holds other things is
// refused.
func Begin(dir string) (*Edit, error) {
	s, err := Open(dir)
	if err == nil {
		return &Edit{dir: dir, base: s.manifest, parts: s.Parts}, nil
	}
	entries, readErr := os.ReadDir(dir)
	if errors.Is(readErr, fs.ErrNotExist) {
		return &Edit{dir: dir}, nil
	}
	if readErr != nil {
		return nil, &csvio.Error{File: dir, Problem: "is not a directory that can be read", Hint: "name another directory with --out"}
	}
	for _, entry := range entries {
		name := entry.Name()
		if name == manifestName {
			return nil, err
		}
		table, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(name, ".partial"), ".csv"), "-")
		if _, ours := directory.TableNamed(table); !ours {
			return nil, &csvio.Error{File: dir, Problem: fmt.Sprintf("is no snapshot, and holds other files (%s)", name), Hint: "name a new or empty directory with --out"}
		}
	}
	// Only leavings of an import that was killed before its manifest: they are written over.
	return &Edit{dir: dir}, nil
}

// Parts are the parts of a table as the edit has them now.
func (e *Edit) Parts(table string) []Part {
	return (&Snapshot{Dir: e.dir, Parts: e.parts}).Table(table)
}

// Snapshot is the snapshot as the edit has it now; its new parts are readable before Commit.
func (e *Edit) Snapshot() *Snapshot { return &Snapshot{Dir: e.dir, Parts: e.parts} }

// Drop takes a part out of the snapshot. Its file is removed at Commit.
func (e *Edit) Drop(part Part) {
	for i, have := range e.parts {
		if have.File == part.File {
			e.parts = append(e.parts[:i:i], e.parts[i+1:]...)
			e.dropped = append(e.dropped, part.File)
			return
		}
	}
}

// Create starts a new part of a table with the given columns.
func (e *Edit) Create(table string, columns []string) (*PartWriter, error) {
	w, err := e.create(table)
	if err != nil {
		return nil, err
	}
	w.line = csvio.AppendRecord(nil, columns)
	_, err = w.out.Write(w.line)
	return w, err
}

// create starts a new part of a table whose header is still to be written.
func (e *Edit) create(table string) (*PartWriter, error) {
	return e.createFile(table, e.newName(table))
}

func (e *Edit) createFile(table, name string) (*PartWriter, error) {
	if err := os.MkdirAll(e.dir, 0o755); err != nil {
		return nil, err
	}
	file, err := os.Create(filepath.Join(e.dir, name+".partial"))
	if err != nil {
		return nil, err
	}
	w := &PartWriter{edit: e, name: name, table: table, file: file, sha: sha256.New(), crc: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
	w.out = bufio.NewWriterSize(io.MultiWriter(file, w.sha, w.crc), 1<<20)
	return w, nil
}

func (e *Edit) newName(table string) string {
	taken := map[string]bool{}
	for _, part := range e.parts {
		taken[part.File] = true
	}
	for _, file := range append(e.written, e.dropped...) {
		taken[file] = true
	}
	for n := 1; ; n++ {
		name := table + ".csv"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.csv", table, n)
		}
		if !taken[name] {
			return name
		}
	}
}

// Commit makes the edit the snapshot: the new manifest is put in place last.
func (e *Edit) Commit() error {
	if _, now, err := readManifest(e.dir); err == nil && string(now) != string(e.base) {
		return &csvio.Error{File: e.dir, Problem: "was changed by another run meanwhile", Hint: "run the command again"}
	}
	if err := writeManifest(e.dir, e.parts); err != nil {
		return err
	}
	for _, file := range e.dropped {
		// The manifest no longer names the file: that it stays behind is untidy, not wrong, and rejoin verify says so.
		_ = os.Remove(filepath.Join(e.dir, file))
	}
	e.written, e.dropped = nil, nil
	return nil
}

// Abandon removes what the edit wrote. It does nothing after Commit.
func (e *Edit) Abandon() {
	for _, file := range e.written {
		_ = os.Remove(filepath.Join(e.dir, file))
	}
	if e.base == nil {
		_ = os.Remove(e.dir) // only if it is empty
	}
}

// PartWriter writes one part file.
type PartWriter struct {
	edit  *Edit
	name  string
	table string
	file  *os.File
	out   *bufio.Writer
	sha   hash.Hash
	crc   hash.Hash32
	rows  int64
	line  []byte
}

// Write appends a row; its cells are in the order of the columns that the part was created with.
func (w *PartWriter) Write(cells []string) error {
	w.line = csvio.AppendRecord(w.line[:0], cells)
	w.rows++
	_, err := w.out.Write(w.line)
	return err
}

// Close finishes the file and adds it to the edit, with the manifest's other fields from part.
func (w *PartWriter) Close(part Part) (Part, error) {
	err := errors.Join(w.out.Flush(), w.file.Sync())
	if err := w.place(err); err != nil {
		return Part{}, err
	}
	part = w.described(part)
	w.edit.add(part)
	return part, nil
}

// described is a part with what the writer knows of its file.
func (w *PartWriter) described(part Part) Part {
	part.Table, part.Rows = w.table, w.rows
	part.CRC32C = fmt.Sprintf("%08x", w.crc.Sum32())
	part.SHA256 = hex.EncodeToString(w.sha.Sum(nil))
	part.File = w.name
	return part
}

// add makes a part whose file is in its place one of the snapshot's.
func (e *Edit) add(part Part) {
	e.parts = append(e.parts, part)
	e.written = append(e.written, part.File)
}

// place puts the finished file in its place, unless something went wrong while it was written.
func (w *PartWriter) place(err error) error {
	err = errors.Join(err, w.file.Close())
	partial := filepath.Join(w.edit.dir, w.name+".partial")
	if err == nil {
		err = os.Rename(partial, filepath.Join(w.edit.dir, w.name))
	}
	if err != nil {
		_ = os.Remove(partial)
		return fmt.Errorf("%s: %w", partial, err)
	}
	return nil
}

// Discard removes the file that was begun.
func (w *PartWriter) Discard() {
	w.file.Close()
	_ = os.Remove(filepath.Join(w.edit.dir, w.name+".partial"))
	if w.edit.base == nil {
		_ = os.Remove(w.edit.dir) // only if it is empty
	}
}
