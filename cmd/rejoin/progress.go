package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how many records a long job has done, on a terminal only. Its count is told what was done since; finish
// takes the line away again.
func progress(stderr io.Writer, what string) (count func(done int), finish func()) {
	file, ok := stderr.(*os.File)
	if !ok || !isTerminal(file) {
		return func(int) {}, func() {}
	}
	bar := progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(65*time.Millisecond),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("rows"),
		progressbar.OptionClearOnFinish(),
	)
	// The bar's own errors are about drawing: no reason to stop the job.
	return func(done int) { _ = bar.Add(done) }, func() { _ = bar.Finish() }
}

// isTerminal says whether a person looks at the file: a character device is not a pipe, nor a file.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
