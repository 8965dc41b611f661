package handmade

import (
	"slices"
	"strings"

	"rejoin/recon/snapshot"
)

// sink takes the cleaned rows: it checks that no key comes twice, and writes them, or keeps them for a merge.
type sink struct {
	request Request
	edit    *snapshot.Edit
	from    origin
	columns []string
	keys    *keys
	keyAt   []int
	writer  *snapshot.PartWriter // nil while merging
	merge   *merger              // nil while not
	rows    int64
	forest  forestFinder
	nameAt  int // of distinguishedName among the columns, or -1
}

func newSink(request Request, edit *snapshot.Edit, from origin, kept []mapped, known *keys, p *plan) (*sink, error) {
	s := &sink{request: request, edit: edit, from: from, columns: p.partColumns(kept), keys: newKeys(request.Table, known)}
	for _, name := range request.Table.Key {
		s.keyAt = append(s.keyAt, slices.Index(s.columns, name))
	}
	s.nameAt = slices.Index(s.columns, "distinguishedName")
	if request.Merge {
		s.merge = newMerger(s)
		return s, nil
	}
	var err error
	s.writer, err = edit.Create(request.Table.Name, s.columns)
	return s, err
}

func (s *sink) write(row []string, line int) error {
	key := s.key(row)
	if strings.Join(key, "") == "" {
		return nil // its key was lost: the plan decides what that means, and nothing of this run stays
	}
	if err := s.keys.add(key, s.from, line); err != nil {
		return err
	}
	s.rows++
	if s.nameAt >= 0 {
		s.forest.see(row[s.nameAt])
	}
	if s.merge != nil {
		return s.merge.keep(row, line)
	}
	return s.writer.Write(row)
}

// key are a row's key cells, in the order of the table's key.
func (s *sink) key(row []string) []string {
	cells := make([]string, len(s.keyAt))
	for i, at := range s.keyAt {
		if at >= 0 {
			cells[i] = row[at]
		}
	}
	return cells
}

// close finishes the part, or the merge. What it returns is the part that the rows went to.
func (s *sink) close(part snapshot.Part) (snapshot.Part, error) {
	if s.merge != nil {
		return s.merge.run(part)
	}
	w := s.writer
	s.writer = nil
	return w.Close(part)
}

// discard removes what an import that failed, or must start over, has written.
func (s *sink) discard() {
	if s.writer != nil {
		s.writer.Discard()
	}
}
