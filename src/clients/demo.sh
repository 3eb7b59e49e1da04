# To be sourced by scripts that call the demo: starts it with the README's first command.
#
#   start_demo LOG [ARGUMENT...]     returns when it has printed what to do next
#   stop_demo                        done at the end of the script too

# arguments for ports beside those of a demo that runs already, and the address that follows from them
own_ports=-Dspring-boot.run.arguments="--server.port=9480 --management.server.port=9481 --simulator.port=9490"
gateway=http://localhost:9480

start_demo() {
  local log=$1 second
  setsid ./mvnw -B -ntp spring-boot:test-run "${@:2}" >"$log" 2>&1 &
  demo=$!
  trap stop_demo EXIT
  for ((second = 0; second < 300; second++)); do
    kill -0 $demo 2>/dev/null || break
    ! grep -q '^Stop with ' "$log" || return 0
    sleep 1
  done
  tail -30 "$log" >&2
  echo 'The demo did not start.' >&2
  exit 1
}

stop_demo() {
  kill -- "-$demo" 2>/dev/null || true
  while kill -0 -- "-$demo" 2>/dev/null; do
    sleep 0.2
  done
}
