# To be sourced by scripts that call the demo: starts it with the README's first command, on ports of its own.
#
#   start_demo LOG      sets "gateway" to its address. It stops when the script exits.

gateway=http://localhost:9480

start_demo() {
  local second
  setsid ./mvnw -B -ntp spring-boot:test-run \
    -Dspring-boot.run.arguments="--server.port=9480 --management.server.port=9481 --simulator.port=9490" >"$1" 2>&1 &
  demo=$!
  trap 'kill -- -$demo 2>/dev/null; wait $demo 2>/dev/null || true' EXIT
  for ((second = 0; second < 300; second++)); do
    kill -0 $demo 2>/dev/null || break
    ! grep -q '^Stop with ' "$1" || return 0
    sleep 1
  done
  tail -30 "$1" >&2
  echo 'The demo did not start.' >&2
  exit 1
}
