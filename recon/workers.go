package recon

import "sync"

// inParallel splits n items into ranges and runs do on each of them at once, as many as there are workers. Which worker
// gets which range must not show in the outcome. Few items are not worth a second worker.
func (o *organisation) inParallel(n int, do func(worker, low, high int)) {
	if n < 1024 {
		do(0, 0, n)
		return
	}
	o.split(n, do)
}

// split is inParallel for items that are each much work.
func (o *organisation) split(n int, do func(worker, low, high int)) {
	workers := max(1, min(o.workers, n))
	var running sync.WaitGroup
	for worker := range workers {
		running.Go(func() { do(worker, n*worker/workers, n*(worker+1)/workers) })
	}
	running.Wait()
}
