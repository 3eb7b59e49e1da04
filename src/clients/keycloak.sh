#!/usr/bin/env bash
# Uses the demo with Keycloak as the company's identity provider, behind a certificate authority of its own: a team's token, a
# withdrawn key, a token for the admin API, and the sign-in and sign-out of an admin. Prints a line for each step: client, operation,
# login and result, separated by tabs. Exits with 1 if a result is wrong.
#
#   src/clients/keycloak.sh
#
# Takes Keycloak from Maven Central (160 MB at the first time), and about 1 GB of memory. Uses ports 9470, 9471, 9480, 9481 and 9490 of the
# loopback interface only, and stops what it started.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/clients/demo.sh

version=26.4.5
work=$PWD/target/clients/keycloak
keycloak=https://localhost:9470
realm=$keycloak/realms/company
instance=/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev
failed=0
mkdir -p "$work"

# shown OPERATION LOGIN EXPECTED ACTUAL
shown() {
  local result=ok
  [[ $4 == $3 ]] || { result="FAILED: $3 expected, but it was ${4//$'\n'/ }" failed=1; }
  printf 'Keycloak %s\t%s\t%s\t%s\n' "$version" "$1" "$2" "$result"
}

make_certificates() {
  local new=(-newkey rsa:2048 -noenc -days 2)
  openssl req -x509 "${new[@]}" -subj '/CN=Company CA' -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
  openssl req "${new[@]}" -subj /CN=localhost -keyout "$work/tls.key" -out "$work/tls.csr" 2>/dev/null
  openssl x509 -req -in "$work/tls.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -days 2 -out "$work/tls.crt" \
    -extfile <(echo subjectAltName=DNS:localhost,IP:127.0.0.1) 2>/dev/null
}

# audience CLIENT AUDIENCE ROLE-CLAIM: a client for programs, whose tokens have this audience
program() {
  cat <<JSON
{ "clientId": "$1", "secret": "program-secret", "serviceAccountsEnabled": true, "standardFlowEnabled": false,
  "protocolMappers": [{ "name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
    "config": { "included.custom.audience": "$2", "access.token.claim": "true" } }] }
JSON
}

write_realm() {
  cat >"$1" <<JSON
{ "realm": "company", "enabled": true, "sslRequired": "none",
  "roles": { "realm": [{ "name": "gateway-admin" }, { "name": "payments" }] },
  "clients": [
    $(program payments-service atlas-gateway), $(program admin-tool atlas-gateway-admin),
    { "clientId": "console", "secret": "console-secret", "standardFlowEnabled": true,
      "redirectUris": ["$gateway/login/oauth2/code/company"],
      "attributes": { "post.logout.redirect.uris": "$gateway/console/signed-out",
        "backchannel.logout.url": "$gateway/console/back-channel-logout/company", "backchannel.logout.session.required": "true" },
      "protocolMappers": [{ "name": "roles", "protocol": "openid-connect", "protocolMapper": "oidc-usermodel-realm-role-mapper",
        "config": { "claim.name": "realm_access.roles", "multivalued": "true", "id.token.claim": "true" } }] }],
  "users": [
    { "username": "ada", "enabled": true, "email": "ada@example.com", "firstName": "Ada", "lastName": "Admin",
      "credentials": [{ "type": "password", "value": "ada-password" }], "realmRoles": ["gateway-admin", "default-roles-company"] },
    { "username": "service-account-payments-service", "enabled": true, "serviceAccountClientId": "payments-service",
      "realmRoles": ["payments", "default-roles-company"] },
    { "username": "service-account-admin-tool", "enabled": true, "serviceAccountClientId": "admin-tool",
      "realmRoles": ["gateway-admin", "default-roles-company"] }] }
JSON
}

start_keycloak() {
  local home=$work/keycloak-$version second
  [[ -d $home ]] || ./mvnw -q -B dependency:unpack -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" \
    -DoutputDirectory="$work" >&2 || {
    echo 'Skipped: Keycloak, because it cannot be downloaded.' >&2
    exit 0
  }
  rm -rf "$home/data"
  mkdir -p "$home/data/import"
  write_realm "$home/data/import/company.json"
  KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin JAVA_OPTS_KC_HEAP='-Xms128m -Xmx512m' \
    setsid bash "$home/bin/kc.sh" start-dev --import-realm --http-enabled=false --http-host=127.0.0.1 --https-port=9470 \
    --http-management-port=9471 --https-certificate-file="$work/tls.crt" --https-certificate-key-file="$work/tls.key" \
    --hostname="$keycloak" >"$work/keycloak.log" 2>&1 &
  provider=$!
  for ((second = 0; second < 180; second++)); do
    kill -0 $provider 2>/dev/null || break
    ! curl -sf --cacert "$work/ca.crt" "$realm/.well-known/openid-configuration" >/dev/null || return 0
    sleep 1
  done
  tail -30 "$work/keycloak.log" >&2
  echo 'Keycloak did not start.' >&2
  exit 1
}

stop() {
  local started
  for started in "${demo:-}" "${provider:-}"; do
    [[ -z $started ]] || { kill -- "-$started" 2>/dev/null || true; wait "$started" 2>/dev/null || true; }
  done
}

field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

http() {
  curl -sS --cacert "$work/ca.crt" "$@"
}

status() {
  http -o /dev/null -w '%{http_code}' "$@"
}

# token CLIENT
token() {
  http -u "$1:program-secret" -d grant_type=client_credentials "$realm/protocol/openid-connect/token" | field access_token
}

# administer METHOD PATH [ARGUMENT...]: asks Keycloak's own API
administer() {
  local admin
  admin=$(http -d grant_type=password -d client_id=admin-cli -d username=admin -d password=admin \
    "$keycloak/realms/master/protocol/openid-connect/token" | field access_token)
  http -X "$1" -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' "${@:3}" "$keycloak/admin/realms/company$2"
}

# browse ARGUMENT...: a browser that keeps its cookies
browse() {
  http -b "$work/cookies" -c "$work/cookies" "$@"
}

location() {
  browse -o /dev/null -w '%{redirect_url}' "$@"
}

# Prints the sign-in form of Keycloak, or nothing if it signs in without a password.
sign_in_form() {
  browse "$(location "$gateway/oauth2/authorization/company")" | sed -n 's/.*action="\([^"]*\)".*/\1/p' | sed 's/&amp;/\&/g' | head -1
}

sign_in() {
  rm -f "$work/cookies"
  browse -o /dev/null "$(location "$(sign_in_form)" -d username=ada -d password=ada-password)"
}

console() {
  browse -o "$work/page.html" -w '%{http_code}' "$gateway/console"
}

make_certificates
start_demo "$work/demo.log" "$own_ports $(printf -- ' --%s' \
  spring.ssl.bundle.pem.company.truststore.certificate="file:$work/ca.crt" \
  spring.security.oauth2.client.registration.company.client-id=console \
  spring.security.oauth2.client.registration.company.client-secret=console-secret \
  spring.security.oauth2.client.registration.company.scope=openid,profile \
  spring.security.oauth2.client.provider.company.issuer-uri="$realm" \
  gateway.signin.ssl-bundles.company=company \
  gateway.signin.roles.claim=realm_access.roles \
  gateway.signin.roles.values.gateway-admin=admin \
  'gateway.signin.issuers[0].issuer'="$realm" \
  'gateway.signin.issuers[0].audience'=atlas-gateway-admin \
  'gateway.signin.issuers[0].ssl-bundle'=company \
  'gateway.caller.issuers[0].issuer'="$realm" \
  'gateway.caller.issuers[0].audience'=atlas-gateway \
  'gateway.caller.issuers[0].claim'=realm_access.roles \
  'gateway.caller.issuers[0].teams.payments'=payments \
  'gateway.caller.issuers[0].ssl-bundle'=company)"
trap stop EXIT
start_keycloak

call() {
  status -H "Authorization: Bearer $1" "$gateway$instance"
}
old=$(token payments-service)
shown 'get an instance (v1.0)' 'company token' 200 "$(call "$old")"
admin=$(token admin-tool)
shown 'list teams' 'company token with several audiences' 200 \
  "$(status -H "Authorization: Bearer $admin" "$gateway/admin/api/v1/teams")"
shown 'list teams' 'company token of a caller' 401 "$(status -H "Authorization: Bearer $old" "$gateway/admin/api/v1/teams")"

parent=$(administer GET '' | sed 's/{"id":"\([^"]*\)".*/\1/')
withdrawn=$(administer GET '/components?type=org.keycloak.keys.KeyProvider' | tr '{' '\n' | grep '"providerId":"rsa-generated"' | field id)
administer POST /components -d '{"name":"new key","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider","parentId":"'"$parent"'","config":{"priority":["200"]}}'
new=$(token payments-service)
shown 'get an instance (v1.0)' 'company token of a new key' 200 "$(call "$new")"
shown 'get an instance (v1.0)' 'company token of the old key' 200 "$(call "$old")"
administer DELETE "/components/$withdrawn"
administer POST /components -d '{"name":"newest key","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider","parentId":"'"$parent"'","config":{"priority":["300"]}}'
sleep 11 # unknown keys are fetched twice in ten seconds at most
shown 'get an instance (v1.0)' 'company token of the newest key' 200 "$(call "$(token payments-service)")"
shown 'get an instance (v1.0)' 'company token of a withdrawn key' 401 "$(call "$old")"
shown 'get an instance (v1.0)' 'company token of the new key' 200 "$(call "$new")"

sign_in
shown 'open the console' 'sign-in at Keycloak' 200 "$(console)"
csrf=$(sed -n 's/.*name="_csrf" value="\([^"]*\)".*/\1/p' "$work/page.html" | head -1)
browse -o /dev/null -D "$work/headers" --data-urlencode "_csrf=$csrf" "$gateway/console/sign-out"
there=$(tr -d '\r' <"$work/headers" | sed -n 's/^Refresh: 0;url=//p')
shown 'sign out' 'at Keycloak too' "$gateway/console/signed-out" "$(location "$there")"
shown 'open the console' 'signed out' 303 "$(console)"
shown 'sign in again' 'asks for the password' 'https://*' "$(sign_in_form)"

sign_in
shown 'open the console' 'sign-in at Keycloak' 200 "$(console)"
administer POST "/users/$(administer GET '/users?username=ada' | field id)/logout"
shown 'open the console' 'logged out by Keycloak (back-channel)' 303 "$(console)"
exit $failed
