# Builds, starts, awaits and stops what load.sh and allocations.sh measure. Source this file, with the folder of logs in WORK.

readonly BUILD=target/bench
readonly ORDERS=groups/32b6e34b3d91647abb20e7b8
readonly ATLAS_CLIENT=mdb_sa_id_0123456789abcdef01234567:mdb_sa_sk_simulator
readonly PAYMENTS=mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_load_payments
readonly SEARCH=mdb_sa_id_665f1c2e9b1d4a0012ab34ce:mdb_sa_sk_load_search
readonly HASTY=mdb_sa_id_665f1c2e9b1d4a0012ab34d0:mdb_sa_sk_load_hasty

policy=src/bench/load-policy.yaml
profile=false
jvm_flags=${JVM_FLAGS:--Xms512m -Xmx512m}
started=()

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Stops all processes that were started, the last first, by their process ids.
stop() {
  trap - EXIT INT TERM
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
    wait "${started[i]}" 2>/dev/null || true
  done
}

# prepare PROGRAM...: checks that they are installed, finds the JDK, builds, and stops at the end what was started.
prepare() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is not installed; on Debian and Ubuntu: apt-get install $program"
  done
  jdk=$(jdk)
  java=$jdk/bin/java
  rm -rf "$WORK"
  mkdir -p "$WORK"
  build
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

build() {
  ./mvnw -B -q -Pbench test-compile >"$WORK/build.log" 2>&1 || {
    tail -n 40 "$WORK/build.log" >&2
    fail "the build failed, see $WORK/build.log"
  }
  product=$BUILD/classes:$(<$BUILD/runtime.classpath)
  bare=$BUILD/test-classes:$(<$BUILD/runtime.classpath)
  stock_path=$bare:$(<$BUILD/stock.classpath)
  tests=$BUILD/test-classes:$BUILD/classes:$(<$BUILD/test.classpath)
}

# Ports below the range that the kernel uses for the near ends of connections.
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

# start NAME COMMAND...: starts it in the background, with its process id in $process. Its output goes through a pipe, as
# in a container. Only the beginning is kept, because writing the log would slow the audit's disk.
start() {
  local name=$1
  shift
  "$@" > >(sed -u 1000q >"$WORK/$name.log" && exec cat >/dev/null) 2>&1 &
  process=$!
  started+=("$process")
}

# await NAME COMMAND...: waits up to three minutes until the command succeeds, or the process just started ends.
await() {
  local name=$1 end=$((SECONDS + 180))
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

# Prints the audit store's answer to a query.
ask() {
  "$java" -Xmx128m -cp "$tests" dev.atlasgateway.bench.DurablePostgres ask "$store_port" "$1"
}

start_store() {
  store_port=$(free_port)
  start store "$java" -Xmx128m -cp "$tests" dev.atlasgateway.bench.DurablePostgres run "$store_port" "$WORK/store"
  await store grep -q '^PostgreSQL on' "$WORK/store.log"
  [[ $(ask "select current_setting('fsync') || current_setting('synchronous_commit')") == onon ]] ||
    fail "PostgreSQL does not wait for its disk: the audit would be measured too cheap"
}

start_atlas() {
  local flags
  read -ra flags <<<"$jvm_flags"
  atlas=http://127.0.0.1:$(free_port)
  start atlas "$java" "${flags[@]}" -cp "$tests" dev.atlasgateway.simulator.AtlasSimulatorApplication "${atlas##*:}" load
  atlas_process=$process
  await atlas curl -sf "$atlas/simulator"
}

start_all() {
  local flags
  read -ra flags <<<"$jvm_flags"
  start_store
  start_atlas
  if ! $profile; then
    route=http://127.0.0.1:$(free_port)
    start bare "$java" "${flags[@]}" -cp "$bare" dev.atlasgateway.bench.BareRoute \
      --server.port="${route##*:}" --upstream="$atlas"
    route_process=$process
    await bare curl -sf "$route/simulator"
  fi

  start_gateway --gateway.refusals.at-once=1000000 # the rate of refusals is measured
  if ! $profile; then
    start_stock "${flags[@]}"
    start_hops "$(log_in "$atlas" "$ATLAS_CLIENT")"
  fi
}

# Makes the key of the gateway's tokens, which the hops check too.
make_key() {
  (umask 077 && openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$WORK/signing.pem" 2>/dev/null)
  openssl pkey -in "$WORK/signing.pem" -pubout -out "$WORK/public.pem"
  openssl pkey -in "$WORK/signing.pem" -pubout -outform DER -out "$WORK/public.der"
}

# start_gateway [ARGUMENT...]: starts the gateway on its port, which stays the same, and waits until it is ready.
start_gateway() {
  local flags=$jvm_flags management_port
  gateway=${gateway:-http://127.0.0.1:$(free_port)}
  [[ -f $WORK/signing.pem ]] || make_key
  if $profile; then
    flags+=" -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -XX:FlightRecorderOptions=stackdepth=256"
  fi
  read -ra flags <<<"$flags"
  management_port=$(free_port)
  start gateway "$java" "${flags[@]}" -cp "$product" dev.atlasgateway.AtlasGatewayApplication \
    --server.address=127.0.0.1 --server.port="${gateway##*:}" \
    --management.server.address=127.0.0.1 --management.server.port="$management_port" \
    --spring.datasource.url="jdbc:postgresql://127.0.0.1:$store_port/postgres?user=postgres" \
    --gateway.caller.signing-key="file:$WORK/signing.pem" \
    --gateway.policy.import="file:$policy" \
    --gateway.atlas.base-url="$atlas" \
    --gateway.atlas.accounts.default.client-id="${ATLAS_CLIENT%%:*}" \
    --gateway.atlas.accounts.default.client-secret="${ATLAS_CLIENT##*:}" "$@"
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

# Prints the token with another signature. Each call replaces its eight # by another number, so that none is known.
forge() {
  local signature=${1##*.}
  echo "${1%.*}.########${signature:8}"
}
