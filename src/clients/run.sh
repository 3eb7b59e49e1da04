#!/usr/bin/env bash
# Calls the demo with clients that others wrote, and with clients generated from our descriptions. Only address and credentials
# differ from a call of Atlas. Prints a table of client, operation, login and result, and fails if a result is wrong.
#
#   src/clients/run.sh [SUITE...]     SUITE: curl, go, python, node, generated; all of them by default
#
# Says which suites it skips because Go, Python, Node or Maven's packages are missing. Port 9480, 9481 and 9490 must be free.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/clients/demo.sh

work=$PWD/target/clients
mkdir -p "$work"
suites=("$@")
(($#)) || suites=(curl go python node generated)
export GATEWAY=$gateway

# needs SUITE COMMAND: says so if the command is missing
needs() {
  command -v "$2" >/dev/null || { echo "Skipped: the $1 clients, because there is no $2 here." >&2 && return 1; }
}

curl_clients() {
  src/clients/curl.sh
}

go_clients() {
  needs Go go || return 0
  (cd src/clients/go && go build -o "$work/go-clients" .) && "$work/go-clients"
}

python_clients() {
  needs Python python3 || return 0
  [[ -x $work/python/bin/python ]] || python3 -m venv "$work/python"
  "$work/python/bin/pip" -q install -r src/clients/python/requirements.txt && "$work/python/bin/python" src/clients/python/calls.py
}

node_clients() {
  needs Node npm || return 0
  mkdir -p "$work/node" && cp src/clients/node/* "$work/node" && (cd "$work/node" && npm --silent ci >&2 && node calls.js)
}

generated_clients() {
  src/clients/generated/run.sh "$work/generated"
}

start_demo "$work/demo.log" "$own_ports"
failed=0
: >"$work/table.tsv"
for suite in "${suites[@]}"; do
  "${suite}_clients" >"$work/$suite.tsv" || failed=1
  cat "$work/$suite.tsv" >>"$work/table.tsv"
done
awk -F '\t' '
  BEGIN { print "| client | operation | login | result |"; print "|---|---|---|---|" }
  { printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4 }' "$work/table.tsv"
printf '%s calls, %s wrong.\n' "$(wc -l <"$work/table.tsv")" "$(grep -vc $'\tok$' "$work/table.tsv" || true)"
exit $failed
