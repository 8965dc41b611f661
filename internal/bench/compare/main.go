//go:build unix

// Command compare runs two commands by turns and prints what each needs, and the first's share of the second's. Machines are
// noisy: only figures of the same run are comparable, and medians say more than single runs.
//
//	compare [-n RUNS] 'COMMAND A' 'COMMAND B'
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// usage is what one run of a command needed.
type usage struct {
	wall, cpu time.Duration
	peak      float64 // MiB
}

func main() {
	runs := flag.Int("n", 5, "how many times each command is run")
	flag.Parse()
	if flag.NArg() != 2 || *runs < 1 {
		fmt.Fprintln(os.Stderr, "compare: wants two commands, each one argument for sh -c")
		os.Exit(64)
	}
	var all [2][]usage
	for range *runs {
		for i := range all {
			one, err := measure(flag.Arg(i))
			if err != nil {
				fmt.Fprintf(os.Stderr, "compare: %s: %v\n", flag.Arg(i), err)
				os.Exit(1)
			}
			all[i] = append(all[i], one)
		}
	}
	fmt.Printf("%8s %10s %10s %10s\n", "", "wall s", "CPU s", "peak MiB")
	wall := func(u usage) float64 { return u.wall.Seconds() }
	cpu := func(u usage) float64 { return u.cpu.Seconds() }
	peak := func(u usage) float64 { return u.peak }
	for i, name := range []string{"A", "B"} {
		fmt.Printf("%8s %10.3f %10.3f %10.0f\n", name, median(all[i], wall), median(all[i], cpu), median(all[i], peak))
	}
	ratio := func(of func(usage) float64) float64 { return median(all[0], of) / median(all[1], of) }
	fmt.Printf("%8s %10.3f %10.3f %10.3f\n", "A/B", ratio(wall), ratio(cpu), ratio(peak))
}

func measure(command string) (usage, error) {
	run := exec.Command("sh", "-c", "exec "+command)
	run.Stderr = os.Stderr
	begin := time.Now()
	if err := run.Run(); err != nil {
		return usage{}, err
	}
	one := usage{wall: time.Since(begin), cpu: run.ProcessState.UserTime() + run.ProcessState.SystemTime()}
	if resources, ok := run.ProcessState.SysUsage().(*syscall.Rusage); ok {
		one.peak = float64(resources.Maxrss) / 1024
		if runtime.GOOS == "darwin" {
			one.peak /= 1024 // there it is in bytes
		}
	}
	return one, nil
}

func median(all []usage, of func(usage) float64) float64 {
	var values []float64
	for _, one := range all {
		values = append(values, of(one))
	}
	slices.Sort(values)
	return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
}
