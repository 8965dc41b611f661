package recon

import "sync"

// inParallel splits n items into ranges and runs do on each of them at once, as many as there are workers. Which worker
// gets which range must not show in the outcome.
func (o *organisation) inParallel(n int, do func(worker, low, high int)) {
	workers := max(1, min(o.workers, n/1024))
	var running sync.WaitGroup
	for worker := range workers {
		running.Go(func() { do(worker, n*worker/workers, n*(worker+1)/workers) })
	}
	running.Wait()
}
