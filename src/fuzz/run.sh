#!/usr/bin/env bash
# Sends requests that schemathesis makes up from both API descriptions to the demo: as a calling team, as a team lead and as
# an admin. Fails if an answer is a 5xx or is not what the description says.
#
#   src/fuzz/run.sh [CASES] [SEED]     CASES: requests for each description and role, some 5000 by default
#
# Needs Python 3 with venv and its package index, curl, openssl and a JDK 25. Ports 9480, 9481 and 9490 must be free.
set -euo pipefail
cd "$(dirname "$0")/../.."

. src/clients/demo.sh

cases=${1:-5000} seed=${2:-1}
work=target/fuzz
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance

mkdir -p "$work"
[[ -x $work/python/bin/st ]] || {
  python3 -m venv "$work/python"
  "$work/python/bin/pip" -q install schemathesis==4.32.5
}

start_demo "$work/demo.log" "$own_ports"

# Prints a field of the JSON object on standard input.
field() {
  "$work/python/bin/python" -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

# Signs this person of the demo in at its OpenID provider, as a program of the company does.
token_of() {
  local verifier challenge provider query back
  verifier=$(openssl rand -hex 32)
  challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '=')
  provider=$(curl -s -o /dev/null -w '%{redirect_url}' "$gateway/oauth2/authorization/demo")
  provider=${provider%%/authorize*}
  query="client_id=atlas-gateway-console&redirect_uri=$gateway/none&state=s&nonce=n&code_challenge=$challenge"
  back=$(curl -s -o /dev/null -w '%{redirect_url}' -d "name=$1&password=$1" "$provider/authorize?$query")
  back=$(curl -s -o /dev/null -w '%{redirect_url}' "$back")
  curl -s -u atlas-gateway-console:company-secret -d grant_type=authorization_code -d "redirect_uri=$gateway/none" \
    -d "code_verifier=$verifier" -d "code=$(sed 's/.*[?&]code=\([^&]*\).*/\1/' <<<"$back")" "$provider/token" | field access_token
}

caller=$(curl -s -u mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments -d grant_type=client_credentials \
  "$gateway/api/oauth/token" | field access_token)
lead=$(token_of lead)
admin=$(curl -s -H 'Content-Type: application/json' -d '{"name":"admin","password":"admin"}' \
  "$gateway/admin/api/v1/sign-in" | field access_token)

# fuzz ROLE DESCRIPTION TOKEN [OPTION…]: schemathesis takes the number of cases for each operation
fuzz() {
  local operations
  operations=$(grep -cE '^    (get|put|post|patch|delete):' "$2")
  echo "== $1, $2"
  "$work/python/bin/st" --config-file src/fuzz/schemathesis.toml run "$2" --url "$gateway" \
    -H "Authorization: Bearer $3" --checks "$checks" "${@:4}" \
    --phases coverage,fuzzing --max-examples $((cases / operations + 1)) --seed "$seed" --continue-on-failure \
    --warnings off --report junit --report-junit-path "$work/$1.xml" || failed=1
}

failed=0
# a date later than every version of v2, which the gateway answers with the version that it has
fuzz caller src/main/resources/openapi.yaml "$caller" -H "Accept: application/vnd.atlas.2025-03-12+json"
fuzz lead src/main/resources/admin.yaml "$lead"
fuzz admin src/main/resources/admin.yaml "$admin"
exit $failed
