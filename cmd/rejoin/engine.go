package main

import (
	"context"
	"runtime/debug"

	"rejoin/recon"
	"rejoin/recon/snapshot"
)

// runEngine joins a snapshot.
func runEngine(ctx context.Context, s *snapshot.Snapshot, options recon.Options) (*recon.Result, error) {
	keepPeakLow(s)
	return interruptible(ctx, func() (*recon.Result, error) { return recon.Run(s, options) })
}

// keepPeakLow makes the garbage collector run more often for a large snapshot. The engine's memory is nearly all records without
// pointers, so collecting costs next to nothing, and the peak stays close to what is in use; for a small snapshot it would
// cost more than all the rest.
func keepPeakLow(s *snapshot.Snapshot) {
	const large = 500_000
	var rows int64
	for _, part := range s.Parts {
		rows += part.Rows
	}
	if rows > large {
		debug.SetGCPercent(20)
	}
}

// interruptible does work that only reads, and gives up waiting for it when the context ends. The work itself goes on until
// the process ends.
func interruptible[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
