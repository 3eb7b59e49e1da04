#!/usr/bin/env bash
# What the gateway costs: the same update asked of a simulated Atlas directly, through one bare route of Spring Cloud
# Gateway, and through the gateway with everything on (audit in a PostgreSQL that waits for its disk), in one run and
# in alternating order; and what a refusal costs.
#
#   src/bench/load.sh [--rounds 3] [--duration 10] [--warm-up 15] [--connections 64]
#   src/bench/load.sh --profile [--duration 10] [--warm-up 15] [--connections 64]
#
# Prints a table of medians over the rounds; with --profile, where the gateway spends its time and memory instead.
# Times in seconds. JVM_FLAGS (default "-Xms512m -Xmx512m") go to all three alike. Needs wrk, curl and a JDK 25.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly BUILD=target/bench WORK=target/bench/load
readonly ORDERS=groups/32b6e34b3d91647abb20e7b8
readonly ATLAS_CLIENT=mdb_sa_id_0123456789abcdef01234567:mdb_sa_sk_simulator
readonly PAYMENTS=mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_load_payments
readonly SEARCH=mdb_sa_id_665f1c2e9b1d4a0012ab34ce:mdb_sa_sk_load_search
readonly HASTY=mdb_sa_id_665f1c2e9b1d4a0012ab34d0:mdb_sa_sk_load_hasty

rounds=3 duration=10 warm_up=15 connections=64 profile=false
jvm_flags=${JVM_FLAGS:--Xms512m -Xmx512m}
started=()
# by leg: what the table calls it, the URL without the instance's number, token, media type, answer, connections, process
declare -A title url token media answer width hop

fail() {
  printf 'load.sh: %s\n' "$*" >&2
  exit 1
}

stop() {
  trap - EXIT INT TERM
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
    wait "${started[i]}" 2>/dev/null || true
  done
}

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

# The home of a JDK 25 or newer: the one in use if it is, else the first that is installed.
jdk() {
  local home version
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /none/bin/java)")")")" \
    /usr/lib/jvm/*; do
    [[ -x $home/bin/javac ]] || continue
    version=$("$home/bin/javac" -version 2>&1)
    version=${version#javac }
    if [[ ${version%%[.-]*} =~ ^[0-9]+$ ]] && ((${version%%[.-]*} >= 25)); then
      echo "$home"
      return
    fi
  done
  fail "no JDK 25 or newer in JAVA_HOME, on the path or under /usr/lib/jvm"
}

build() {
  ./mvnw -B -q -Pbench test-compile >"$WORK/build.log" 2>&1 || {
    tail -n 40 "$WORK/build.log" >&2
    fail "the build failed, see $WORK/build.log"
  }
  product=$BUILD/classes:$(<$BUILD/runtime.classpath)
  bare=$BUILD/test-classes:$(<$BUILD/runtime.classpath)
  tests=$BUILD/test-classes:$BUILD/classes:$(<$BUILD/test.classpath)
}

# Below the range from which the kernel takes the near ends of connections.
free_port() {
  local port
  while :; do
    port=$((RANDOM % 20000 + 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# start NAME COMMAND...: in the background; its process id is in $process. What it prints goes through a pipe, as in a
# container; only the beginning is kept, or the log's disk would slow the audit's.
start() {
  local name=$1
  shift
  "$@" > >(sed -u 1000q >"$WORK/$name.log" && exec cat >/dev/null) 2>&1 &
  process=$!
  started+=("$process")
}

# await NAME COMMAND...: until the command succeeds, while the process just started lives, for a minute.
await() {
  local name=$1 end=$((SECONDS + 60))
  shift
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$process" 2>/dev/null || ((SECONDS > end)); then
      sleep 0.5
      tail -n 40 "$WORK/$name.log" >&2
      fail "$name did not start, see $WORK/$name.log"
    fi
    sleep 0.2
  done
}

# What the audit store answers to a query.
ask() {
  "$java" -Xmx128m -cp "$tests" dev.atlasgateway.bench.DurablePostgres ask "$store_port" "$1"
}

start_all() {
  local flags=$jvm_flags management_port
  if $profile; then
    flags+=" -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -XX:FlightRecorderOptions=stackdepth=256"
  fi
  read -ra flags <<<"$flags"

  store_port=$(free_port)
  start store "$java" -Xmx128m -cp "$tests" dev.atlasgateway.bench.DurablePostgres run "$store_port" "$WORK/store"
  await store grep -q '^PostgreSQL on' "$WORK/store.log"
  [[ $(ask "select current_setting('fsync') || current_setting('synchronous_commit')") == onon ]] ||
    fail "PostgreSQL does not wait for its disk: the audit would be measured too cheap"

  atlas=http://127.0.0.1:$(free_port)
  start atlas "$java" "${flags[@]}" -cp "$tests" dev.atlasgateway.simulator.AtlasSimulatorApplication "${atlas##*:}" load
  atlas_process=$process
  await atlas curl -sf "$atlas/simulator"

  if ! $profile; then
    route=http://127.0.0.1:$(free_port)
    start bare "$java" "${flags[@]}" -cp "$bare" dev.atlasgateway.bench.BareRoute \
      --server.port="${route##*:}" --upstream="$atlas"
    route_process=$process
    await bare curl -sf "$route/simulator"
  fi

  gateway=http://127.0.0.1:$(free_port)
  management_port=$(free_port)
  start gateway "$java" "${flags[@]}" -cp "$product" dev.atlasgateway.AtlasGatewayApplication \
    --server.address=127.0.0.1 --server.port="${gateway##*:}" \
    --management.server.address=127.0.0.1 --management.server.port="$management_port" \
    --spring.datasource.url="jdbc:postgresql://127.0.0.1:$store_port/postgres?user=postgres" \
    --gateway.policy.import=file:src/bench/load-policy.yaml \
    --gateway.atlas.base-url="$atlas" \
    --gateway.atlas.accounts.default.client-id="${ATLAS_CLIENT%%:*}" \
    --gateway.atlas.accounts.default.client-secret="${ATLAS_CLIENT##*:}"
  gateway_process=$process
  await gateway curl -sf "http://127.0.0.1:$management_port/actuator/health/readiness"
}

# log_in BASE_URL ID:SECRET: prints a token.
log_in() {
  local minted
  minted=$(curl -sf -K - -d grant_type=client_credentials "$1/api/oauth/token" <<<"user = \"$2\"") ||
    fail "no token from $1/api/oauth/token"
  [[ $minted =~ \"access_token\":\"([^\"]+)\" ]] || fail "no token in the answer of $1/api/oauth/token"
  echo "${BASH_REMATCH[1]}"
}

# leg NAME TITLE URL TOKEN MEDIA_TYPE ANSWER CONNECTIONS PROCESS
leg() {
  title[$1]=$2 url[$1]=$3 token[$1]=$4 media[$1]=$5 answer[$1]=$6 width[$1]=$7 hop[$1]=$8
  legs+=("$1")
}

lay_out() {
  local v2=api/atlas/v2/$ORDERS/flexClusters/load- v1=api/atlas/v1.0/$ORDERS/serverless/load-
  local vendor=application/vnd.atlas.2024-11-13+json json=application/json
  local on_atlas payments search hasty signature width
  on_atlas=$(log_in "$atlas" "$ATLAS_CLIENT")
  payments=$(log_in "$gateway" "$PAYMENTS")
  search=$(log_in "$gateway" "$SEARCH")
  hasty=$(log_in "$gateway" "$HASTY")
  signature=${payments##*.}
  legs=()
  for width in "$connections" 1; do
    if ! $profile; then
      leg "atlas-$width" "Atlas, simulated" "$atlas/$v2" "$on_atlas" $vendor 200 "$width" "$atlas_process"
      leg "bare-$width" "bare route" "$route/$v2" "$on_atlas" $vendor 200 "$width" "$route_process"
    fi
    leg "gateway-$width" "**gateway**" "$gateway/$v1" "$payments" $json 200 "$width" "$gateway_process"
  done
  leg no-token "401, no token" "$gateway/$v1" "" $json 401 "$connections" "$gateway_process"
  leg forged "401, forged token" "$gateway/$v1" "${payments%.*}.$(rev <<<"$signature")" $json 401 "$connections" \
    "$gateway_process"
  leg role "403, read only" "$gateway/$v1" "$search" $json 403 "$connections" "$gateway_process"
  leg quota "429, quota spent" "$gateway/$v1" "$hasty" $json 429 "$connections" "$gateway_process"
}

# Whether the leg is answered as it should be; the first one spends the tiny quota.
probe() {
  local got try
  for try in 1 2; do
    got=$(curl -s -o "$WORK/answer.json" -w '%{http_code}' -K - -X PATCH "${url[$1]}0" \
      -H "Accept: ${media[$1]}" -H "Content-Type: ${media[$1]}" -d '{"terminationProtectionEnabled":true}' \
      <<<"header = \"${token[$1]:+Authorization: Bearer ${token[$1]}}\"")
    [[ $got == "${answer[$1]}" ]] && return
  done
  fail "$1 answered $got instead of ${answer[$1]}: $(<"$WORK/answer.json")"
}

# Processor time that a process has had, in hundredths of a second.
processor() {
  local stat fields
  stat=$(<"/proc/$1/stat")
  read -ra fields <<<"${stat##*) }"
  echo $((fields[11] + fields[12]))
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

# measure ROUND NAME: into the results, unless any answer is another than it should be.
measure() {
  local line calls seconds p50 p99 refused lost spent wanted=0
  line=$(load "$2" "$duration")
  read -r calls seconds p50 p99 refused lost spent <<<"$line"
  [[ ${answer[$2]} == 200 ]] || wanted=$calls
  ((calls > 0 && refused == wanted && lost == 0)) ||
    fail "round $1, $2: of $calls calls $refused were no success instead of $wanted, and $lost got no answer"
  echo "$2 $1 $line" >>"$WORK/results"
  printf '  round %s  %-10s  %8.0f requests/s\n' "$1" "$2" "$((calls * 1000))e-3" >&2
}

facts() {
  printf '%s cores of %s, Linux %s, load before the start %s\n' "$(nproc)" \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)" "$(cut -d ' ' -f 1 /proc/loadavg)"
  printf '%s, %s for each of the three; everything on this one machine\n' \
    "$("$java" -version 2>&1 | sed -n 3p)" "$jvm_flags"
  printf 'wrk on 2 threads; %s rounds of %s s after %s s of warm-up; medians over the rounds\n\n' \
    "$rounds" "$duration" "$warm_up"
}

table() {
  echo '| call | connections | requests/s | p50 ms | p99 ms | no 2xx | CPU µs a call | requests/s, bare = 1 | p50, bare = 1 |'
  echo '|---|--:|--:|--:|--:|--:|--:|--:|--:|'
  local name base
  for name in "${legs[@]}"; do
    base=bare-${width[$name]}
    awk -v name="$name" -v base="$base" -v title="${title[$name]}" -v width="${width[$name]}" '
      function median(values, count,    i, j, swap) {
        for (i = 2; i <= count; i++)
          for (j = i; j > 1 && values[j - 1] > values[j]; j--) {
            swap = values[j]; values[j] = values[j - 1]; values[j - 1] = swap
          }
        return count % 2 ? values[(count + 1) / 2] : (values[count / 2] + values[count / 2 + 1]) / 2
      }
      $1 == base { base_rate[$2] = $3 / $4; base_p50[$2] = $5 }
      $1 == name { n++; round[n] = $2; rate[n] = $3 / $4; p50[n] = $5; p99[n] = $6; failed += $7; cpu[n] = $9 * 1e4 / $3 }
      END {
        for (i = 1; i <= n; i++) {
          rates[i] = rate[i] / base_rate[round[i]]; p50s[i] = p50[i] / base_p50[round[i]]
        }
        printf "| %s | %d | %.0f | %.2f | %.2f | %d | %.0f | %.2f | %.2f |\n", title, width, median(rate, n),
          median(p50, n), median(p99, n), failed, median(cpu, n), median(rates, n), median(p50s, n)
      }' "$WORK/results"
  done
}

# Every call that the gateway answered must stand in its audit: a change twice (before and after), a refusal once.
audited() {
  local sql='' kind want stored end=$((SECONDS + 10))
  local -A wanted
  for kind in 200 401 403 429; do
    wanted[$kind]=$(awk -v answer="$kind" '$1 !~ /^(atlas|bare)/ && $2 == answer { calls += $3 } END { print calls + 0 }' \
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

# Whether none of the first numbers is larger than the one in its place among the second.
enough() {
  local -a wanted stored
  local i
  read -ra wanted <<<"$1"
  read -ra stored <<<"$2"
  for i in "${!wanted[@]}"; do
    ((wanted[i] <= stored[i])) || return 1
  done
}

# Times of a warm-up are thrown away, but its answers must be in the audit too.
warm_up() {
  local name
  for name in "$@"; do
    printf '  warm-up  %s\n' "$name" >&2
    load "$name" "$warm_up" >/dev/null
  done
}

compare() {
  local round i name
  for name in "${legs[@]}"; do
    probe "$name"
  done
  for name in "${legs[@]}"; do
    ((width[$name] == 1)) || warm_up "$name"
  done
  for ((round = 1; round <= rounds; round++)); do
    for ((i = 0; i < ${#legs[@]}; i++)); do
      measure "$round" "${legs[round % 2 ? i : ${#legs[@]} - 1 - i]}"
    done
  done
  facts
  table
  audited
}

# Records the gateway alone, warm and under load, and shows what the recording says.
record() {
  local name=gateway-$connections recording=$BUILD/gateway.jfr view
  probe "$name"
  warm_up "$name"
  "$jdk/bin/jcmd" "$gateway_process" JFR.start name=load settings=profile jdk.CPUTimeSample#enabled=true >/dev/null
  measure 1 "$name"
  "$jdk/bin/jcmd" "$gateway_process" JFR.stop name=load filename="$PWD/$recording" >/dev/null
  audited
  printf '\nShare of the processor samples by the innermost method of the gateway:\n'
  ours "$recording"
  for view in cpu-time-hot-methods allocation-by-class allocation-by-site contention-by-site pinned-threads gc-pauses; do
    "$jdk/bin/jfr" view --width 140 --truncate beginning "$view" "$recording"
  done
  printf '\nMore: %s/bin/jfr view all-views %s, or open the recording in JDK Mission Control.\n' "$jdk" "$recording"
}

# A stack is of the method of ours nearest its top, or of none: the server's, or a thread's of a library.
ours() {
  "$jdk/bin/jfr" print --events jdk.CPUTimeSample --stack-depth 256 "$1" | awk '
    /stackTrace = \[/ { samples++; open = 1; next }
    open && match($0, /dev\.atlasgateway\.[A-Za-z0-9_.$]+/) {
      count[substr($0, RSTART + 17, RLENGTH - 17)]++; open = 0
    }
    open && /^ *\]/ { count["(no method of the gateway)"]++; open = 0 }
    END { for (method in count) printf "%6.1f %%  %s\n", 100 * count[method] / samples, method }' |
    sort -rn | sed 25q
}

main() {
  arguments "$@"
  local tool
  for tool in wrk curl; do
    command -v "$tool" >/dev/null || fail "$tool is not installed; on Debian and Ubuntu: apt-get install $tool"
  done
  jdk=$(jdk)
  java=$jdk/bin/java
  rm -rf "$WORK"
  mkdir -p "$WORK"
  build
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  start_all
  lay_out
  if $profile; then
    record
  else
    compare
  fi
}

main "$@"
