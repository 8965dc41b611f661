#!/usr/bin/env bash
# Measures rejoin recon against DuckDB 1.4, and against wc -l, on an invented organisation of N identities (default a million;
# 3 GB of disk for each million, and as much again for the snapshot). Both read the same tables; by turns, in the same run.
#
#   internal/bench/compare.sh [N] [RUNS]
set -euo pipefail
cd "$(dirname "$0")/../.."
n=${1:-1000000} runs=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

CGO_ENABLED=0 go build -o "$work/rejoin" ./cmd/rejoin
go build -o "$work/compare" ./internal/bench/compare
(cd internal/bench/duckdb && go build -o "$work/duckdb" .)
go run ./internal/bench/generate -n "$n" -dir "$work/csv"

SECONDS=0
for table in ad_users entra_users entra_deleted_users entra_organization exo_mailboxes; do
  "$work/rejoin" import --table "$table" --taken 2026-11-02T06:00:00Z --out "$work/snapshot" "$work/csv/$table.csv" >/dev/null
done
echo "import: $SECONDS s"

echo "A: rejoin recon   B: DuckDB"
"$work/compare" -n "$runs" "$work/rejoin recon --out $work/run $work/snapshot" "$work/duckdb -dir $work/csv -out $work/duckdb.csv"
echo "A: rejoin recon   B: wc -l of the same tables"
"$work/compare" -n "$runs" "$work/rejoin recon --out $work/run $work/snapshot" "wc -l $work/snapshot/ad_users.csv $work/snapshot/entra_users.csv $work/snapshot/exo_mailboxes.csv"
