package csvio

import (
	"hash/crc32"
	"sync"
)

// blockSize is how many bytes a worker takes at a time: large enough that finding the first record costs nothing, small
// enough to stay in a core's cache while its rows are reduced.
const blockSize = 1 << 20

// maxRecord is the longest record that is read, in bytes. What is longer is an unclosed quote.
const maxRecord = 16 << 20

// Reducer takes the rows of one block and keeps what is needed of them.
type Reducer interface {
	// Row is called for each record of the block, in order. An *Error it returns needs no file and line.
	Row(row Row) error
	// Reset forgets everything, so that the reducer can take another block.
	Reset()
}

// Row is one record of a table. Offset is where it begins in the file; Fields are the columns asked for, in the order asked
// for, and are valid only until the next record is read.
type Row struct {
	Offset int64
	Fields [][]byte
}

// ReadStats says what a reading saw.
type ReadStats struct {
	Rows   int64
	CRC32C uint32 // of the whole file
}

// Reduce reads every record of a table in parallel blocks. Each block's rows go to a reducer of its own, and gather gets the
// reducers one after the other in file order, so that the outcome does not depend on the number of workers. A reducer may
// be used again as soon as gather returns.
//
// A worker cannot know where in its block a record begins, because a quoted cell may contain anything; so it guesses, and
// gather's side checks that every block begins exactly where the one before it ended. A wrong guess costs a second reading
// of that block and nothing else.
func Reduce[R Reducer](t *Table, want []int, workers int, newReducer func() R, gather func(R) error) (ReadStats, error) {
	c := newCutter(t.Header, want)
	blocks := int((t.Size + t.blockSize - 1) / t.blockSize)
	workers = max(1, min(workers, blocks))

	ordered := make(chan *block[R], 2*workers)
	work := make(chan *block[R], 2*workers)
	free := make(chan *block[R], 4*workers+2)
	stop := make(chan struct{})
	var running sync.WaitGroup
	defer running.Wait()
	defer close(stop)

	running.Go(func() {
		defer close(work)
		defer close(ordered)
		for i := range blocks {
			b := reuse(free, newReducer)
			b.begin = int64(i) * t.blockSize
			b.end = min(b.begin+t.blockSize, t.Size)
			select {
			case ordered <- b:
			case <-stop:
				return
			}
			work <- b
		}
	})
	for range workers {
		running.Go(func() {
			w := newBlockReader(t, c)
			defer w.release()
			for b := range work {
				b.load(w)
				b.done <- struct{}{}
			}
		})
	}

	var stats ReadStats
	crc := newCRCJoin()
	next := t.Header.Length
	again := newBlockReader(t, c)
	var failed error
	for b := range ordered {
		<-b.done
		if failed = b.settle(again, &next); failed != nil {
			break
		}
		crc.add(b.crc, b.end-b.begin)
		stats.Rows += b.rows
		if failed = gather(b.reducer); failed != nil {
			break
		}
		b.reducer.Reset()
		select {
		case free <- b:
		default:
		}
	}
	if failed != nil {
		return ReadStats{}, t.locate(failed)
	}
	stats.CRC32C = crc.sum
	return stats, nil
}

func reuse[R Reducer](free chan *block[R], newReducer func() R) *block[R] {
	select {
	case b := <-free:
		return b
	default:
		return &block[R]{reducer: newReducer(), done: make(chan struct{}, 1)}
	}
}

// block is one worker's piece of the file: the records that begin in [begin, end).
type block[R Reducer] struct {
	begin, end  int64
	first, last int64 // where the first record begins, and where the one after the last does; first < 0: none found
	rows        int64
	crc         uint32
	err         error // valid only if first was guessed right
	readErr     error // always valid
	reducer     R
	done        chan struct{}
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// load reads the block's bytes, guesses where its first record begins, and reduces its rows.
func (b *block[R]) load(w *blockReader) {
	b.first, b.last, b.rows, b.err = -1, -1, 0, nil
	// The byte before begin shows whether a record begins exactly there. A whole memory page is read for it, because reading
	// from an odd offset makes the kernel's copy several times slower.
	if b.readErr = w.fill(max(0, b.begin-pageSize), b.end); b.readErr != nil {
		return
	}
	b.crc = crc32.Checksum(w.buffer[b.begin-w.base:], castagnoli)
	if header := w.table.Header.Length; b.begin <= header {
		b.reduce(w, header)
	} else if first := w.guess(b.begin, b.end); first >= 0 {
		b.reduce(w, first)
	}
}

// reduce gives the reducer every record that begins in the block, the first at offset first. The reader's buffer holds the
// block's bytes.
func (b *block[R]) reduce(w *blockReader, first int64) {
	b.first, b.last = first, first
	for b.last < b.end {
		at := int(b.last - w.base)
		next, err := w.cut.cut(w.buffer, at)
		for err == errIncomplete && !w.cut.final && len(w.buffer)-at <= maxRecord {
			if b.readErr = w.more(max(64<<10, len(w.buffer)-at)); b.readErr != nil {
				return
			}
			next, err = w.cut.cut(w.buffer, at)
		}
		switch {
		case err == errIncomplete && len(w.buffer)-at > maxRecord, err == nil && next-at > maxRecord:
			err = &Error{Problem: "this record is longer than 16 MiB", Hint: "a quote in it is never closed"}
		case err == errIncomplete:
			err = w.cut.unclosed()
		}
		if err == nil {
			w.cut.row.Offset = b.last
			err = b.reducer.Row(w.cut.row)
		}
		if err != nil {
			b.err = atOffset(err, b.last)
			return
		}
		b.rows++
		b.last = w.base + int64(next)
	}
}

// settle makes sure that the block begins where the one before it ended, and moves next to where this one ends.
func (b *block[R]) settle(w *blockReader, next *int64) error {
	if b.readErr != nil {
		return b.readErr
	}
	if *next >= b.end {
		// A record that began earlier covers the whole block: what was guessed here lies inside a cell.
		b.reducer.Reset()
		b.rows = 0
		return nil
	}
	if b.first != *next {
		b.reducer.Reset()
		b.rows, b.err = 0, nil
		if b.readErr = w.fill(*next&^(pageSize-1), b.end); b.readErr == nil {
			b.reduce(w, *next)
		}
		if b.readErr != nil {
			return b.readErr
		}
	}
	*next = b.last
	return b.err
}
