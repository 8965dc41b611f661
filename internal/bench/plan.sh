#!/usr/bin/env bash
# Measures how long planning and rehearsing take, and how much memory, beside recon of the same snapshot: an invented organisation of N
# identities (default a million), everything planned that can be, and all of it applied but what is irreversible.
#
#   internal/bench/plan.sh [N]
set -euo pipefail
cd "$(dirname "$0")/../.."
n=${1:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v /usr/bin/time >/dev/null || { apt-get update -qq; apt-get install -y -qq time >/dev/null; }

CGO_ENABLED=0 go build -o "$work/rejoin" ./cmd/rejoin
go run ./internal/bench/generate -n "$n" -dir "$work/csv"
for file in "$work"/csv/*.csv; do
  table=$(basename "$file" .csv)
  [ "$table" = truth ] || "$work/rejoin" import --table "$table" --taken 2026-11-02T06:00:00Z --out "$work/snapshot" "$file" >/dev/null
done

measure() {
  local name=$1
  shift
  /usr/bin/time -o "$work/time" -f "%e s, %M KiB" "$@" >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
  echo "$name: $(cat "$work/time")"
}

limits="--max-changes 10000000 --max-hard 10000000"
measure recon "$work/rejoin" recon --policy "$work/csv/rejoin.yaml" --out "$work/run" "$work/snapshot"
measure plan "$work/rejoin" plan --accept-weak --systemic-ok $limits --out "$work/plan.csv" "$work/run"
sed -i 's/^hold,/apply,/; /,irreversible,/s/^apply,/skip,/' "$work/plan.csv"
measure rehearse "$work/rejoin" rehearse --skip-drifted $limits --snapshot "$work/snapshot" --out "$work/rehearsed" --transcript "$work/t.csv" "$work/plan.csv"
cat "$work/said"
echo "rows of the plan: $(($(wc -l <"$work/plan.csv") - 1))"
