#!/usr/bin/env bash
# Measures how many bytes the gateway allocates for a call, with everything on: changes, reads and refusals. Unlike times,
# these figures hardly depend on the machine and on what else it does. Takes about a minute after the build.
#
#   src/bench/allocations.sh            prints a table
#   src/bench/allocations.sh --check    also fails if a call allocates more than its limit in src/bench/allocations.limits
#   src/bench/allocations.sh --renew    also writes the limits anew, 15 % above what was measured
#
# JVM_FLAGS (default "-Xms512m -Xmx512m") go to gateway and simulator. Needs curl, openssl and a JDK 25.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly WORK=target/bench/allocations LIMITS=src/bench/allocations.limits
readonly WARM_UP=5 WINDOWS=3 CALLS=1500 # of each kind
. src/image/jdk.sh
. src/bench/processes.sh

# Prints the calls as AllocationFigures reads them.
legs() {
  local payments search hasty forged url=$gateway/api/atlas/v1.0/$ORDERS/serverless/load-
  payments=$(log_in "$gateway" "$PAYMENTS")
  search=$(log_in "$gateway" "$SEARCH")
  hasty=$(log_in "$gateway" "$HASTY")
  forged=$(forge "$payments")
  curl -sf -o /dev/null -K - "${url}0" <<<"header = \"Authorization: Bearer $hasty\"" || fail "the tiny quota was not granted"
  printf '%s\t%s\t%s\t%s\t%s\n' \
    'change' PATCH "$url" "$payments" 200 \
    'read' GET "$url" "$payments" 200 \
    '401, no token' PATCH "$url" '' 401 \
    '401, each token forged anew' PATCH "$url" "$forged" 401 \
    '401, one forged token' PATCH "$url" "${forged//########/00000000}" 401 \
    '403, read only' PATCH "$url" "$search" 403 \
    '429, quota spent' PATCH "$url" "$hasty" 429
}

main() {
  local mode=${1:-}
  [[ $# -le 1 && $mode =~ ^(|--check|--renew)$ ]] || fail "unknown arguments $*; --check or --renew"
  prepare curl openssl
  start_store
  start_atlas
  start_gateway --gateway.refusals.at-once=1000000 # in pace, they would take minutes
  legs | "$java" -Xmx256m -cp "$tests" dev.atlasgateway.bench.AllocationFigures \
    "$gateway_process" $((WARM_UP + WINDOWS)) "$CALLS" >"$WORK/windows"
  [[ $mode != --renew ]] || awk -f src/bench/thousands.awk -f src/bench/allocations.awk -v renew=true "$WORK/windows" >"$LIMITS"
  awk -f src/bench/thousands.awk -f src/bench/allocations.awk -v check="${mode#--}" "$LIMITS" "$WORK/windows"
}

main "$@"
