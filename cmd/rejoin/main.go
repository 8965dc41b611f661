// Command rejoin finds broken links between Active Directory, Entra ID and Exchange Online.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	// The engine's memory is nearly all records without pointers: collecting often costs next to nothing, and keeps the peak
	// close to what is in use.
	debug.SetGCPercent(20)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
