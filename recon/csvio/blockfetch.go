package csvio

// Fetcher reads single records of a table again, by their offset. It is cheapest when asked in file order, because it keeps
// the bytes it read last. It is not for concurrent use.
type Fetcher struct {
	table  *Table
	cut    *cutter
	buffer []byte
	base   int64
	window int
}

// NewFetcher makes a fetcher of the given columns; a negative column is one the table does not have, and reads as empty.
func NewFetcher(t *Table, want []int) *Fetcher {
	return &Fetcher{table: t, cut: newCutter(t.Header, want), window: 4 << 10}
}

// Fetch reads the record at offset. Its fields are valid until the next call.
func (f *Fetcher) Fetch(offset int64) (Row, error) {
	if offset < f.table.Header.Length || offset >= f.table.Size {
		return Row{}, f.table.locate(atOffset(&Error{Problem: "no record begins here", Hint: "the table was changed after it was read; start again"}, min(max(offset, 0), f.table.Size)))
	}
	at := offset - f.base
	if at < 0 || at >= int64(len(f.buffer)) {
		if err := f.read(offset, f.window); err != nil {
			return Row{}, err
		}
		at = offset - f.base
	}
	for n := f.window; ; n *= 4 {
		f.cut.final = f.base+int64(len(f.buffer)) == f.table.Size
		_, err := f.cut.cut(f.buffer, int(at))
		switch {
		case err == nil:
			f.cut.row.Offset = offset
			return f.cut.row, nil
		case err == errIncomplete && (f.cut.final || n > 2*maxRecord):
			return Row{}, f.table.locate(atOffset(f.cut.unclosed(), offset))
		case err != errIncomplete:
			return Row{}, f.table.locate(atOffset(err, offset))
		}
		if err := f.read(offset, n); err != nil {
			return Row{}, err
		}
		at = offset - f.base
	}
}

// read reads n bytes from offset on, and the few before it: it begins at a multiple of 64, where copying is fastest.
func (f *Fetcher) read(offset int64, n int) (err error) {
	f.base = offset &^ 63
	f.buffer, err = f.table.readAt(f.buffer[:0], f.base, int(min(offset+int64(n), f.table.Size)-f.base))
	return err
}
