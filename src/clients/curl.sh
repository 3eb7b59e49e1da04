#!/usr/bin/env bash
# Calls a gateway with curl, logged in with an API key (Digest) and as a service account. Prints a line for each call: client,
# operation, login and result, separated by tabs. Exits with 1 if a result is wrong.
set -euo pipefail

instance=/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev
flex=/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev
flex_type=application/vnd.atlas.2024-11-13+json
client="curl $(curl --version | awk '{ print $2; exit }')"
failed=0

# call OPERATION LOGIN ARGUMENT...
call() {
  local answer result=ok
  answer=$(curl -sS -w '%{http_code}' "${@:3}" 2>&1) || true
  [[ $answer == *'"name":"orders-dev"'*200 ]] || { result="FAILED: ${answer//$'\n'/ }" failed=1; }
  printf '%s\t%s\t%s\t%s\n' "$client" "$1" "$2" "$result"
}

# calls LOGIN ARGUMENT...
calls() {
  local json=(-H 'Content-Type: application/json' -d '{"tags":[{"key":"owner","value":"curl"}]}')
  call 'get an instance (v1.0)' "$@" "$GATEWAY$instance"
  call 'update an instance (v1.0)' "$@" -X PATCH "${json[@]}" "$GATEWAY$instance"
  call 'get a flex cluster (v2)' "$@" -H "Accept: $flex_type" "$GATEWAY$flex"
  call 'update a flex cluster (v2)' "$@" -H "Accept: $flex_type" -X PATCH "${json[@]}" "$GATEWAY$flex"
}

key=paydemoa:7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d
calls 'API key (Digest)' --digest -u "$key"
calls 'API key (any login)' --anyauth -u "$key"
token=$(curl -sS -u mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments -d grant_type=client_credentials \
  "$GATEWAY/api/oauth/token" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
calls 'service account (Bearer)' -H "Authorization: Bearer $token"
exit $failed
