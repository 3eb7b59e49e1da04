#!/usr/bin/env bash
# Calls the demo with clients that others wrote, and with clients generated from our descriptions. Only address and credentials
# differ from a call of Atlas. Prints a table of client, login, operations and result, and fails if a result is wrong.
#
#   src/clients/run.sh [SUITE...]     SUITE: curl, go, python, node, generated, keycloak; all of them by default
#
# Says which suites it skips because Go, Python, Node or a package is missing. Ports 9480, 9481 and 9490 must be free, and 9470 and
# 9471 for Keycloak.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/clients/demo.sh

work=$PWD/target/clients
mkdir -p "$work"
suites=("$@")
(($#)) || suites=(curl go python node generated keycloak)
export GATEWAY=$gateway

# without SUITE WHAT: says which suite is skipped, because something of this machine or its package registries is missing
without() {
  echo "Skipped: the $1 clients, because $2 is missing." >&2
}

curl_clients() {
  src/clients/curl.sh
}

go_clients() {
  cd src/clients/go
  command -v go >/dev/null && go mod download >&2 || { without Go "Go, or a module"; return; }
  go build -o "$work/go-clients" . && "$work/go-clients"
}

python_clients() {
  [[ -x $work/python/bin/python ]] || python3 -m venv "$work/python" || { without Python "Python 3 with venv"; return; }
  "$work/python/bin/pip" -q install -r src/clients/python/requirements.txt || { without Python "a package"; return; }
  "$work/python/bin/python" src/clients/python/calls.py
}

node_clients() {
  mkdir -p "$work/node"
  cp src/clients/node/* "$work/node"
  cd "$work/node"
  command -v npm >/dev/null && npm --silent ci >&2 || { without Node "Node, or a package"; return; }
  node calls.js
}

generated_clients() {
  src/clients/generated/run.sh "$work/generated"
}

keycloak_clients() {
  stop_demo # it is started anew, with Keycloak as the identity provider
  src/clients/keycloak.sh
}

start_demo "$work/demo.log" "$own_ports"
failed=0
: >"$work/table.tsv"
for suite in "${suites[@]}"; do
  ("${suite}_clients") >"$work/$suite.tsv" || failed=1
  cat "$work/$suite.tsv" >>"$work/table.tsv"
done
awk -F '\t' '
  BEGIN { print "| client | logins | operations | result |"; print "|---|---|---|---|" }
  { row = $1 FS $3 }
  !(row in operations) { order[++rows] = row }
  !((row, $2) in seen) { operations[row] = operations[row] (operations[row] ? "; " : "") $2; seen[row, $2] = 1 }
  $4 != "ok" { wrong[row] = wrong[row] " **" $2 "**: " $4 }
  END {
    for (i = 1; i <= rows; i++) { # logins with the same operations and result share a line
      split(order[i], part, FS)
      line = part[1] FS operations[order[i]] " | " (wrong[order[i]] ? wrong[order[i]] : "ok")
      if (!(line in logins)) lines[++count] = line
      logins[line] = logins[line] (logins[line] ? ", " : "") part[2]
    }
    for (i = 1; i <= count; i++) { split(lines[i], part, FS); print "| " part[1] " | " logins[lines[i]] " | " part[2] " |" }
  }
' "$work/table.tsv"
printf '%s calls, %s wrong.\n' "$(wc -l <"$work/table.tsv")" "$(grep -vc $'\tok$' "$work/table.tsv" || true)"
exit $failed
