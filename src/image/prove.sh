#!/usr/bin/env bash
# Proves without Docker that what the Dockerfile lays out starts, answers and is started faster by its cache; prints a table.
#   src/image/prove.sh [rounds]    after `./mvnw package`; JAVA_HOME is a JDK 25
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -rf target/image
src/image/layout.sh target/image
exec "${JAVA_HOME:?must be a JDK 25}/bin/java" -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  dev.atlasgateway.image.Rehearsal measure target/image "${1:-3}"
