# Measures how long callers wait that do not wait for each other: at three rates, right after a start, and during a flood
# of refusals. Source this file.

# waits SECONDS RATES NAME...: prints lines of OpenLoop.
waits() {
  local seconds=$1 rates=$2 name
  shift 2
  for name in "$@"; do
    printf '%s\t%s\t%s\t%s\n' "${title[$name]}" "${url[$name]}" "${media[$name]}" "${token[$name]}"
  done | "$java" -Xmx256m -cp "$tests" dev.atlasgateway.bench.OpenLoop "$seconds" $rates
}

open_loop() {
  local name measured=(atlas-1 bare-1)
  for name in "${hops[@]}"; do
    measured+=("$name-1")
  done
  measured+=(stock-1 gateway-1)
  printf '\n| calls a second | call | p50 ms | p99 ms | p50 added | p99 added | without success |\n|--:|---|--:|--:|--:|--:|--:|\n'
  waits "$duration" '10 50 200' "${measured[@]}" | awk -F '\t' '
    $2 == "Atlas, simulated" { p50 = $4; p99 = $5 }
    { printf "| %s | %s | %.2f | %.2f | %.2f | %.2f | %s |\n", $1, $2, $4, $5, $4 - p50, $5 - p99, $7 }'
}

# Runs a flood on 64 connections beside callers at 50 calls a second. Refusals are paced here, as by default.
flood() {
  restart_gateway
  warm_up "gateway-$connections"
  printf '\n| 50 calls a second, meanwhile | p50 ms | p99 ms | slowest ms | without success |\n|---|--:|--:|--:|--:|\n'
  local name flooding
  waits "$duration" 50 gateway-1 | flood_row nothing
  for name in no-token forged repeated quota; do
    load "$name" $((duration + 15)) >/dev/null &
    flooding=$!
    waits "$duration" 50 gateway-1 | flood_row "a flood of ${title[$name]}"
    wait "$flooding"
  done
}

flood_row() {
  awk -F '\t' -v what="$1" '{ printf "| %s | %s | %s | %s | %s |\n", what, $4, $5, $6, $7 }'
}

restart_gateway() {
  local old=$gateway_process name
  kill "$old"
  wait "$old" 2>/dev/null || true
  start_gateway
  for name in "${!hop[@]}"; do
    [[ ${hop[$name]} != "$old" ]] || hop[$name]=$gateway_process
  done
}

# Measures the first minute of a new gateway, from the moment that it is ready.
first_minute() {
  restart_gateway
  printf '\n| seconds after the start | p50 ms | p99 ms | slowest ms | without success |\n|--:|--:|--:|--:|--:|\n'
  waits 10 '50 50 50 50 50 50' gateway-1 | awk -F '\t' '
    { printf "| %d to %d | %s | %s | %s | %s |\n", (NR - 1) * 10, NR * 10, $4, $5, $6, $7 }'
}
