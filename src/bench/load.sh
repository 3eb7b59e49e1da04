#!/usr/bin/env bash
# Measures what the gateway costs. Sends the same update to a simulated Atlas directly, through one bare route of Spring
# Cloud Gateway, through stock parts that do the gateway's job, and through the gateway with everything on (PostgreSQL
# waits for its disk), in one run, in alternating order. Also measures refusals, and calls by API key beside those by token.
#
#   src/bench/load.sh [--rounds 3] [--duration 10] [--warm-up 15] [--connections 64]
#   src/bench/load.sh --profile [--duration 10] [--warm-up 15] [--connections 64]
#
# Prints a table of medians over the rounds. With --profile, prints where the gateway spends its time and memory instead.
# Times in seconds. JVM_FLAGS (default "-Xms512m -Xmx512m") go to all alike. Needs wrk, curl, openssl and a JDK 25.
# To compare nginx, HAProxy and Traefik, install nginx with libnginx-mod-http-js, haproxy and traefik.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly WORK=target/bench/load
. src/image/jdk.sh
. src/bench/processes.sh
. src/bench/hops.sh
. src/bench/stock.sh
. src/bench/waits.sh
. src/bench/logins.sh

rounds=3 duration=10 warm_up=15 connections=64
# by leg: its title in the table, the URL without the instance's number, token, media type, answer, connections, process
declare -A title url token media answer width hop

arguments() {
  while (($#)); do
    case $1 in
      --profile) profile=true ;;
      --rounds | --duration | --warm-up | --connections)
        [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]] || fail "$1 takes a whole number from 1 to 9999"
        local name=${1#--}
        printf -v "${name//-/_}" %s "$2"
        shift
        ;;
      *) fail "unknown argument $1; --rounds, --duration, --warm-up, --connections (each with a number), --profile" ;;
    esac
    shift
  done
  ((connections >= 2)) || fail "--connections must be 2 or more: wrk runs on two threads"
}

# leg NAME TITLE URL TOKEN MEDIA_TYPE ANSWER CONNECTIONS PROCESS
leg() {
  title[$1]=$2 url[$1]=$3 token[$1]=$4 media[$1]=$5 answer[$1]=$6 width[$1]=$7 hop[$1]=$8
  legs+=("$1")
}

lay_out() {
  local v2=api/atlas/v2/$ORDERS/flexClusters/load- v1=api/atlas/v1.0/$ORDERS/serverless/load-
  local vendor=application/vnd.atlas.2024-11-13+json json=application/json
  local on_atlas payments search hasty forged at hop_name
  on_atlas=$(log_in "$atlas" "$ATLAS_CLIENT")
  payments=$(log_in "$gateway" "$PAYMENTS")
  search=$(log_in "$gateway" "$SEARCH")
  hasty=$(log_in "$gateway" "$HASTY")
  forged=$(forge "$payments")
  legs=()
  for at in "$connections" 1; do
    if ! $profile; then
      leg "atlas-$at" "Atlas, simulated" "$atlas/$v2" "$on_atlas" $vendor 200 "$at" "$atlas_process"
      leg "bare-$at" "bare route" "$route/$v2" "$on_atlas" $vendor 200 "$at" "$route_process"
      for hop_name in "${hops[@]}"; do
        local process_name=${hop_name}_process
        leg "$hop_name-$at" "$hop_name, JWT and limit" "${!hop_name}/$v2" "$payments" $vendor 200 "$at" "${!process_name}"
      done
      leg "stock-$at" "stock parts, same job" "$stock/$v1" "$payments" $json 200 "$at" "$stock_process"
    fi
    leg "gateway-$at" "**gateway**" "$gateway/$v1" "$payments" $json 200 "$at" "$gateway_process"
  done
  leg no-token "401, no token" "$gateway/$v1" "" $json 401 "$connections" "$gateway_process"
  leg forged "401, each token forged anew" "$gateway/$v1" "$forged" $json 401 "$connections" "$gateway_process"
  leg repeated "401, one forged token" "$gateway/$v1" "${forged//########/00000000}" $json 401 "$connections" "$gateway_process"
  leg role "403, read only" "$gateway/$v1" "$search" $json 403 "$connections" "$gateway_process"
  leg quota "429, quota spent" "$gateway/$v1" "$hasty" $json 429 "$connections" "$gateway_process"
}

# Checks that the leg is answered as expected. The first check spends the tiny quota.
probe() {
  local got
  for _ in 1 2; do
    got=$(curl -s -o "$WORK/answer.json" -w '%{http_code}' -K - -X PATCH "${url[$1]}0" \
      -H "Accept: ${media[$1]}" -H "Content-Type: ${media[$1]}" -d '{"terminationProtectionEnabled":true}' \
      <<<"header = \"${token[$1]:+Authorization: Bearer ${token[$1]}}\"")
    [[ $got == "${answer[$1]}" ]] && return
  done
  fail "$1 answered $got instead of ${answer[$1]}: $(<"$WORK/answer.json")"
}

# Prints the processor time of a process and its children, in hundredths of a second.
processor() {
  local stat fields process sum=0
  for process in "$1" $(<"/proc/$1/task/$1/children"); do
    stat=$(<"/proc/$process/stat")
    read -ra fields <<<"${stat##*) }"
    ((sum += fields[11] + fields[12])) || true
  done
  echo "$sum"
}

# load NAME SECONDS: one line of calls, seconds, p50, p99, no success, no answer, processor time.
load() {
  local threads=2 before after result
  ((width[$1] == 1)) && threads=1
  before=$(processor "${hop[$1]}")
  result=$(TOKEN=${token[$1]} MEDIA_TYPE=${media[$1]} timeout $(($2 + 60)) \
    wrk "-t$threads" "-c${width[$1]}" "-d${2}s" --timeout 10s --latency -s src/bench/load.lua "${url[$1]}" |
    tee -a "$WORK/wrk.log" | sed -n 's/^RESULT //p')
  after=$(processor "${hop[$1]}")
  [[ -n $result ]] || fail "wrk did not end well on $1, see $WORK/wrk.log"
  echo "$1 ${answer[$1]} ${result%% *}" >>"$WORK/answered"
  echo "$result $((after - before))"
}

# measure ROUND NAME: adds a line to the results, and fails if any answer is not the expected one. Begins with a checkpoint
# of PostgreSQL, because otherwise the disk still writes what the leg before stored.
measure() {
  local line calls refused lost wanted=0
  ask checkpoint >/dev/null
  line=$(load "$2" "$duration")
  read -r calls _ _ _ refused lost _ <<<"$line"
  [[ ${answer[$2]} == 200 ]] || wanted=$calls
  ((calls > 0 && refused == wanted && lost == 0)) ||
    fail "round $1, $2: of $calls calls $refused were no success instead of $wanted, and $lost got no answer"
  printf '%s\t%s\t%s\t%s\t%s\n' "$2" "${title[$2]}" "${width[$2]}" "$1" "${line// /$'\t'}" >>"$WORK/results"
  printf '  round %s  %-10s  %s calls\n' "$1" "$2" "$calls" >&2
}

facts() {
  printf '%s cores of %s, Linux %s, load average before the start %s\n' "$(nproc)" \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)" "$busy"
  printf '%s, %s for each; everything on this one machine\n' "$("$java" -version 2>&1 | sed -n 3p)" "$jvm_flags"
  printf 'wrk on 2 threads; %s rounds of %s s after %s s of warm-up; medians over the rounds\n\n' \
    "$rounds" "$duration" "$warm_up"
}

# Checks that every call that the gateway answered is in its audit: a change twice (before and after), a refusal once.
audited() {
  local sql='' kind want stored end=$((SECONDS + 10))
  local -A wanted
  for kind in 200 401 403 429; do
    wanted[$kind]=$(awk -v answer="$kind" '$1 !~ /^(atlas|bare|nginx|haproxy|traefik|stock)/ && $2 == answer { calls += $3 } END { print calls + 0 }' \
      "$WORK/answered")
    sql+=" || ' ' || count(*) filter (where stage = 'outcome' and status = $kind)"
  done
  sql="select count(*) filter (where stage = 'intent')$sql from audit"
  while :; do
    read -ra stored <<<"$(ask "$sql")"
    want="${wanted[200]} ${wanted[200]} ${wanted[401]} ${wanted[403]} ${wanted[429]}"
    if enough "$want" "${stored[*]}"; then
      printf '\nThe audit has %s intents and %s outcomes; of the calls that were answered none is missing (%s changes, %s refusals).\n' \
        "${stored[0]}" "$((stored[1] + stored[2] + stored[3] + stored[4]))" \
        "${wanted[200]}" "$((wanted[401] + wanted[403] + wanted[429]))"
      return
    fi
    ((SECONDS < end)) || fail "the audit misses calls: intents, 200, 401, 403, 429 are ${stored[*]}, but $want were answered"
    sleep 1
  done
}

# Checks that no number of the first list is larger than its counterpart in the second.
enough() {
  local -a wanted stored
  local i
  read -ra wanted <<<"$1"
  read -ra stored <<<"$2"
  for i in "${!wanted[@]}"; do
    ((wanted[i] <= stored[i])) || return 1
  done
}

# The times of a warm-up do not count, but its answers must be in the audit too.
warm_up() {
  local name
  for name in "$@"; do
    printf '  warm-up  %s\n' "$name" >&2
    load "$name" "$warm_up" >/dev/null
  done
}

compare() {
  local round i name
  for name in "${legs[@]}"; do probe "$name"; done
  check_stock
  for name in "${legs[@]}"; do
    ((width[$name] == 1)) || warm_up "$name"
  done
  for ((round = 1; round <= rounds; round++)); do
    for ((i = 0; i < ${#legs[@]}; i++)); do
      measure "$round" "${legs[round % 2 ? i : ${#legs[@]} - 1 - i]}"
    done
  done
  facts
  awk -f src/bench/thousands.awk -f src/bench/table.awk "$WORK/results"
  audited
  stock_stored
  open_loop
  flood
  first_minute
  logins
}

# Records the gateway alone, warm and under load, and prints what the recording shows.
record() {
  local name=gateway-$connections recording=$BUILD/gateway.jfr view
  probe "$name"
  # The first sample of a thread counts all bytes that it allocated before. So a recording runs from the warm-up on until
  # the one that counts has started.
  "$jdk/bin/jcmd" "$gateway_process" JFR.start name=warm-up settings=profile >/dev/null
  warm_up "$name"
  "$jdk/bin/jcmd" "$gateway_process" JFR.start name=load settings=profile jdk.CPUTimeSample#enabled=true >/dev/null
  "$jdk/bin/jcmd" "$gateway_process" JFR.stop name=warm-up >/dev/null
  measure 1 "$name"
  "$jdk/bin/jcmd" "$gateway_process" JFR.stop name=load filename="$PWD/$recording" >/dev/null
  audited
  "$jdk/bin/jfr" print --events jdk.CPUTimeSample --stack-depth 256 "$recording" | awk -f src/bench/samples.awk
  for view in cpu-time-hot-methods allocation-by-class allocation-by-site contention-by-site pinned-threads gc-pauses; do
    "$jdk/bin/jfr" view --width 140 --truncate beginning "$view" "$recording"
  done
  printf '\nMore: %s/bin/jfr view all-views %s, or open the recording in JDK Mission Control.\n' "$jdk" "$recording"
}

main() {
  arguments "$@"
  read -r busy _ </proc/loadavg
  prepare wrk curl openssl
  start_all
  lay_out
  if $profile; then
    record
  else
    compare
  fi
}

main "$@"
