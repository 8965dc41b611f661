package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rejoin/internal/bench"
)

// ended runs rejoin in a context that has ended, and checks that it says so.
func ended(t *testing.T, args ...string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	code := run(ctx, append([]string{"rejoin"}, args...), strings.NewReader(""), &stdout, &stderr)
	if code != exitInterrupted || stdout.String() != "" || stderr.String() != "rejoin: interrupted; nothing was written half\n" {
		t.Errorf("%s: got %d, %q, %q", args[0], code, &stdout, &stderr)
	}
}

// An interrupted command ends with 130 and leaves nothing.
func TestInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := bench.WriteSnapshot(".", bench.Organisation{Identities: 10, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("users.csv", []byte("objectGUID\naaaaaaaa-0000-0000-0000-000000000001\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ended(t, "import", "--table", "ad_users", "--out", "new", "users.csv")
	ended(t, "import", "--table", "ad_users", "--out", "snapshot", "users.csv")
	ended(t, "recon", "--out", "run", "snapshot")
	ended(t, "verify", "snapshot")
	for _, name := range []string{"new", "run", filepath.Join("snapshot", "ad_users-2.csv"), filepath.Join("snapshot", "ad_users-2.csv.partial")} {
		if _, err := os.Lstat(name); err == nil {
			t.Errorf("an interrupted command left %s", name)
		}
	}
	var stdout, stderr strings.Builder
	if code := run(t.Context(), []string{"rejoin", "verify", "snapshot"}, strings.NewReader(""), &stdout, &stderr); code != exitDone {
		t.Errorf("got %d, %s%s", code, &stdout, &stderr)
	}
}

// An interrupt that comes when the work is done does not make it a failure.
func TestInterruptedTooLate(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	if code := run(ctx, []string{"rejoin", "columns"}, strings.NewReader(""), &stdout, &stderr); code != exitDone || stderr.String() != "" {
		t.Errorf("got %d, %q", code, &stderr)
	}
}
