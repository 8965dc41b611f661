#!/usr/bin/env bash
# Compares rejoin export ad with ldapsearch reading the same attributes of the same users from the same lab, by turns, and prints the
# medians. Usage: internal/bench/export.sh LABDIR [PAIRS]; make the lab with internal/lab/samba-ad.sh up and load.
set -euo pipefail
cd "$(dirname "$0")/../.."
lab=${1:?usage: internal/bench/export.sh LABDIR [PAIRS]}
pairs=${2:-5}
eval "$(internal/lab/samba-ad.sh env "$lab")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/rejoin" ./cmd/rejoin
export REJOIN_AD_PASSWORD=$LAB_PASSWORD LDAPTLS_CACERT=$LAB_CA_FILE
printf %s "$LAB_PASSWORD" >"$work/password"
attributes=$("$work/rejoin" columns ad_users --output csv | tail -n +2 | cut -d, -f1 | grep -vE '^(Enabled|forest|_lossy)$')

# seconds COMMAND...: how long it takes, and nothing of what it prints
seconds() {
  local began ended
  began=$(date +%s.%N)
  "$@" >/dev/null 2>"$work/talk" || { cat "$work/talk" >&2; exit 1; }
  ended=$(date +%s.%N)
  echo "$ended $began" | awk '{ printf "%.2f\n", $1 - $2 }'
}
ours() { rm -rf "$work/snap"; "$work/rejoin" export ad --url "$LAB_LDAPS_URL" --ca-file "$LAB_CA_FILE" --user "$LAB_READER" --ou "OU=Lab,$LAB_BASE_DN" --filter '(sAMAccountName=u*)' --out "$work/snap" --quiet; }
# shellcheck disable=SC2086 # the attributes are words
theirs() { ldapsearch -LLL -x -o ldif-wrap=no -H "$LAB_LDAPS_URL" -D "$LAB_READER" -y "$work/password" -E pr=400/noprompt -b "OU=Lab,$LAB_BASE_DN" '(&(&(objectCategory=person)(objectClass=user))(sAMAccountName=u*))' $attributes; }

for _ in $(seq "$pairs"); do
  seconds ours >>"$work/ours"
  seconds theirs >>"$work/theirs"
done
median() { sort -n "$1" | sed -n "$(((pairs + 1) / 2))p"; }
echo "rejoin     $(median "$work/ours") s, of $(tr '\n' ' ' <"$work/ours")"
echo "ldapsearch $(median "$work/theirs") s, of $(tr '\n' ' ' <"$work/theirs")"
echo "ratio      $(echo "$(median "$work/ours") $(median "$work/theirs")" | awk '{ printf "%.2f", $1 / $2 }')"
