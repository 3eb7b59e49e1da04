#!/usr/bin/env bash
# Generates a Java, a Python and a Go client from openapi.yaml, installs them and calls the gateway with each. Prints a line for
# each call: client, operation, login and result, separated by tabs. Exits with 1 if a result is wrong.
#
#   src/clients/generated/run.sh DIRECTORY     where the clients are made; GATEWAY is the address of the gateway
set -euo pipefail
cd "$(dirname "$0")/../../.."
. src/image/jdk.sh

work=$1 programs=src/clients/generated failed=0
export JAVA_HOME TOKEN
JAVA_HOME=$(jdk)
TOKEN=$(curl -sS -u mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments -d grant_type=client_credentials \
  "$GATEWAY/api/oauth/token" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
./mvnw -B -ntp -q dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 \
  -DoutputDirectory="$work" -Dmdep.stripVersion=true >&2 || {
  echo "Skipped: the generated clients, because the generator cannot be downloaded." >&2
  exit 0
}

# generate LANGUAGE
generate() {
  rm -rf "${work:?}/$1"
  "$JAVA_HOME/bin/java" -jar "$work/openapi-generator-cli.jar" generate -i src/main/resources/openapi.yaml -g "$1" \
    -o "$work/$1" --additional-properties=packageName=atlasgateway \
    --global-property apiTests=false,modelTests=false,apiDocs=false,modelDocs=false >"$work/$1.log" 2>&1
}

java_client() {
  generate java
  ./mvnw -B -ntp -q -f "$work/java/pom.xml" package dependency:build-classpath -DskipTests -Dmaven.javadoc.skip \
    -Dmdep.outputFile=classpath >>"$work/java.log" 2>&1
  "$JAVA_HOME/bin/java" -cp "$work/java/target/classes:$(<"$work/java/classpath")" "$programs/Calls.java"
}

python_client() {
  generate python
  [[ -x $work/venv/bin/python ]] || python3 -m venv "$work/venv"
  "$work/venv/bin/pip" -q install --force-reinstall --no-deps "$work/python" && "$work/venv/bin/pip" -q install "$work/python"
  "$work/venv/bin/python" "$programs/calls.py"
}

go_client() {
  generate go
  mkdir -p "$work/go/calls" && cp "$programs/calls.go" "$work/go/calls/main.go"
  (cd "$work/go" && go mod tidy && go build -o calls/calls ./calls) >>"$work/go.log" 2>&1
  "$work/go/calls/calls"
}

for language in java python go; do
  case $language in
    python) command=python3 ;;
    *) command=$language ;;
  esac
  command -v $command >/dev/null || {
    echo "Skipped: the generated $language client, because there is no $command here." >&2
    continue
  }
  (set -e && "${language}_client") || {
    failed=1
    [[ ! -e $work/$language.log ]] || tail -20 "$work/$language.log" >&2
  }
done
exit $failed
