#!/usr/bin/env bash
# Measures rejoin recon, with every rule, against DuckDB 1.4 with fourteen, and against wc -l, on an invented organisation of N
# identities (default a million; 3 GB of disk for each million, and as much again for the snapshot). All read the same tables;
# by turns, in the same run.
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
for file in "$work"/csv/*.csv; do
  table=$(basename "$file" .csv)
  [ "$table" = truth ] || "$work/rejoin" import --table "$table" --taken 2026-11-02T06:00:00Z --out "$work/snapshot" "$file" >/dev/null
done
echo "import: $SECONDS s"

recon="$work/rejoin recon --policy $work/csv/rejoin.yaml --out $work/run $work/snapshot"
echo "A: rejoin recon   B: DuckDB"
"$work/compare" -n "$runs" "$recon" "$work/duckdb -job rules -dir $work/csv -out $work/duckdb.csv"
echo "A: rejoin recon   B: wc -l of the three big tables"
"$work/compare" -n "$runs" "$recon" "wc -l $work/snapshot/ad_users.csv $work/snapshot/entra_users.csv $work/snapshot/exo_mailboxes.csv"
