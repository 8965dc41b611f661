package handmade_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"rejoin/internal/bench"
	"rejoin/recon/directory"
	"rejoin/recon/handmade"
)

// BenchmarkImport reads ad_users of an invented organisation as Windows PowerShell writes it, which is the largest file that
// administrators bring.
func BenchmarkImport(b *testing.B) {
	dir := b.TempDir()
	if err := bench.Write(dir, bench.Organisation{Identities: 50_000, FaultPerMille: 30, Seed: 1, QuoteAll: true}); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "ad_users.csv")
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	table, _ := directory.TableNamed("ad_users")
	taken, err := time.Parse(time.RFC3339, bench.Taken)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	for b.Loop() {
		request := handmade.Request{Table: table, Files: []string{path}, Out: b.TempDir(), Taken: taken}
		if _, err := handmade.Import(b.Context(), request); err != nil {
			b.Fatal(err)
		}
	}
}
