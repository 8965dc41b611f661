package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// The exit codes that commands end with. Each command's help lists those it can give.
const (
	exitDone        = 0
	exitFailed      = 1
	exitFindings    = 2
	exitPartly      = 3
	exitGuard       = 4
	exitStale       = 5
	exitUsage       = 64
	exitInterrupted = 130
)

// usageError is a mistake in the command line, not in the data.
type usageError struct{ problem string }

func (e *usageError) Error() string { return e.problem }

func usagef(format string, values ...any) error {
	return &usageError{fmt.Sprintf(format, values...)}
}

// exitError is an outcome that has its own exit code and that the command has already told about.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// staleError is a plan or run that does not fit what it was made from, or was damaged.
type staleError struct{ err error }

func (e *staleError) Error() string { return e.err.Error() }
func (e *staleError) Unwrap() error { return e.err }

// run is the whole program but for the process around it. It returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := newApp(stdin, stdout, stderr)
	args, err := flagsFirst(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	if err != nil && ctx.Err() != nil {
		fmt.Fprintln(stderr, "rejoin: interrupted; nothing was written half")
		return exitInterrupted
	}
	if own, ok := errors.AsType[*exitError](err); ok {
		return own.code
	}
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(stderr, "rejoin: %v\n", err)
	if _, ok := errors.AsType[*usageError](err); ok {
		return exitUsage
	}
	if _, ok := errors.AsType[*guardError](err); ok {
		return exitGuard
	}
	if _, ok := errors.AsType[*staleError](err); ok {
		return exitStale
	}
	return exitFailed
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:                      "rejoin",
		Usage:                     "find and repair broken links between Active Directory, Entra ID and Exchange Online",
		UsageText:                 "rejoin COMMAND [flags] [operands]",
		Version:                   version(),
		Reader:                    stdin,
		Writer:                    stdout,
		ErrWriter:                 stderr,
		HideHelpCommand:           true,
		DisableSliceFlagSeparator: true,
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              asUsageError,
		Action:                    noCommand,
		Commands: []*cli.Command{importCommand(), exportCommand(), reconCommand(), showCommand(), planCommand(), rehearseCommand(), scriptCommand(), transcriptCommand(), fixCommand(),
			undoCommand(), rulesCommand(), policyCommand(), verifyCommand(), columnsCommand(), doctorCommand()},
	}
	for _, command := range app.Commands {
		command.OnUsageError = asUsageError
		command.HideHelpCommand = true
	}
	return app
}

// noCommand runs when the first word is no command.
func noCommand(c *cli.Context) error {
	if c.NArg() == 0 {
		return cli.ShowAppHelp(c)
	}
	return usagef("there is no command %q; rejoin --help lists them", c.Args().First())
}

func asUsageError(_ *cli.Context, err error, _ bool) error {
	return usagef("%v; the command's --help lists its flags", err)
}

// version is what the build says about itself.
var version = func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return info.Main.Version
}
