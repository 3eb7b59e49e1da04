# Compares calls that are logged in with a token and with an API key. Source this file.

readonly API_KEY=paydemoa:7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d
# what the demo stores of this key, and the key that encrypted it
readonly DEMO_SHA256=436186fa9c62305c140c71dd2dc977139c88d78eab24e5e8da4354d681850f86
readonly DEMO_HA1=1e13e5b3.JqUEXRbJsl8zrf99WNqwd7NHjw5qN5CF0maO7dXn1dq0klRp7UQQLCL7yRM
readonly DEMO_ENCRYPTION_KEY=ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHkhISE=

# login_load CREDENTIALS SECONDS: one line of calls, no success, processor time of the gateway in 1/100 s
login_load() {
  local before result
  before=$(processor "$gateway_process")
  result=$(printf '%s\n' "$gateway/api/atlas/v1.0/$ORDERS/serverless/load-" "$1" |
    "$java" -Xmx256m -cp "$tests" dev.atlasgateway.bench.LoginLoad "$connections" "$2") ||
    fail "the load with the login ${1%% *} did not end well"
  [[ ${result#* } == 0 ]] || fail "of ${result% *} calls with the login ${1%% *}, ${result#* } were no success"
  echo "$result $(($(processor "$gateway_process") - before))"
}

# Restarts the gateway with API keys switched on. A call with a key takes two requests; its time is that of both.
logins() {
  local round login line
  local -A credentials
  sed "s/^clients:/&\n  ${API_KEY%%:*}: { team: payments, secrets: [{ sha256: $DEMO_SHA256, ha1: $DEMO_HA1 }] }/" \
    "$policy" >"$WORK/login-policy.yaml"
  policy=$WORK/login-policy.yaml
  kill "$gateway_process"
  wait "$gateway_process" 2>/dev/null || true
  start_gateway --gateway.caller.api-keys.encryption-keys[0]="$DEMO_ENCRYPTION_KEY"
  credentials=([token]="Bearer $(log_in "$gateway" "$PAYMENTS")" [key]="Digest $API_KEY")
  for login in token key; do
    login_load "${credentials[$login]}" "$warm_up" >/dev/null
  done
  for ((round = 1; round <= rounds; round++)); do
    for login in token key; do
      line=$(login_load "${credentials[$login]}" "$duration")
      printf '%s %s\n' "$login" "$line" >>"$WORK/logins"
    done
  done
  printf '\n| login, %s connections | calls | CPU µs a call | to a token |\n|---|--:|--:|--:|\n' "$connections"
  awk "$(cat src/bench/thousands.awk)"'
    { calls[$1] += $2; time[$1] += $4 * 1e4 }
    END {
      token = time["token"] / calls["token"]
      printf "| token (Bearer) | %s | %.0f | 1.00 |\n", thousands(calls["token"]), token
      printf "| API key (Digest), both requests | %s | %.0f | %.2f |\n", thousands(calls["key"]), time["key"] / calls["key"], \
        time["key"] / calls["key"] / token
    }' "$WORK/logins"
}
