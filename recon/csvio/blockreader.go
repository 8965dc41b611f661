package csvio

import (
	"io"
	"sync"
)

// pageSize is a multiple of which reading begins.
const pageSize = 4096

// blockReader is what one goroutine reads blocks with. Its buffer is its own, so that it stays in the core's cache from block
// to block.
type blockReader struct {
	table  *Table
	cut    *cutter
	buffer []byte
	base   int64 // where buffer begins in the file
}

// spareBuffers are the buffers of readings that are over: touching new memory costs more than reading into old.
var spareBuffers sync.Pool

func newBlockReader(t *Table, c *cutter) *blockReader {
	w := &blockReader{table: t, cut: c.clone()}
	if spare, ok := spareBuffers.Get().(*[]byte); ok {
		w.buffer = *spare
	}
	return w
}

// release gives the buffer away. Nothing that was read may be used any more.
func (w *blockReader) release() {
	if w.buffer != nil && cap(w.buffer) <= 2*blockSize {
		spareBuffers.Put(&w.buffer)
	}
}

// fill reads the bytes from begin up to end.
func (w *blockReader) fill(begin, end int64) (err error) {
	w.base = begin
	w.buffer, err = w.table.readAt(w.buffer[:0], begin, int(end-begin))
	w.cut.final = end == w.table.Size
	return err
}

// more reads n bytes more, or what the file has.
func (w *blockReader) more(n int) (err error) {
	end := w.base + int64(len(w.buffer))
	w.buffer, err = w.table.readAt(w.buffer, end, int(min(int64(n), w.table.Size-end)))
	w.cut.final = w.base+int64(len(w.buffer)) == w.table.Size
	return err
}

// maxGuesses is how many line feeds may begin no record before the block is taken to lie inside a long cell.
const maxGuesses = 1000

// guess finds the first record of a block: one that begins in it behind a line feed, has the right width, and is followed by
// another such record.
func (w *blockReader) guess(begin, end int64) int64 {
	at := int(begin-w.base) - 1
	for range maxGuesses {
		lf := indexByte(w.buffer, at, '\n')
		if lf < 0 || w.base+int64(lf)+1 >= end {
			return -1
		}
		at = lf + 1
		next, err := w.cut.cut(w.buffer, at)
		if err == nil && next < len(w.buffer) {
			_, err = w.cut.cut(w.buffer, next)
		}
		// Running out of bytes is no contradiction: the block's last records are completed only when they are reduced.
		if err == nil || err == errIncomplete {
			return w.base + int64(at)
		}
	}
	return -1
}

// readAt appends n bytes of the file, from offset on, to buffer.
func (t *Table) readAt(buffer []byte, offset int64, n int) ([]byte, error) {
	had := len(buffer)
	if cap(buffer) < had+n {
		grown := make([]byte, had, had+n+had/2+4096)
		copy(grown, buffer)
		buffer = grown
	}
	buffer = buffer[:had+n]
	read, err := t.File.ReadAt(buffer[had:], offset)
	if read == n {
		return buffer, nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return buffer[:had], &Error{File: t.Name, Problem: "cannot be read: " + err.Error(), Hint: "another program may be changing it"}
}
