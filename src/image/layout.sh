#!/usr/bin/env bash
# Lays out what the images hold, in the folder given: the runtime, the libraries, the application, the simulated Atlas of
# compose.yaml, the AOT cache trained on them. The Dockerfile runs this, and so does prove.sh where there is no Docker;
# `./mvnw package` comes before. Nothing is loaded from anywhere: the training's PostgreSQL is among the tests' libraries.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/image/jdk.sh
jdk=$(jdk)
to=$(mkdir -p "$1" && cd "$1" && pwd)

"$jdk/bin/jlink" --output "$to/runtime" --strip-debug --no-header-files --no-man-pages --include-locales=en --add-modules \
  java.se,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,\
jdk.security.auth,jdk.unsupported,jdk.zipfs
"$jdk/bin/java" -Djarmode=tools -jar target/atlas-gateway-*.jar extract \
  --layers --application-filename atlas-gateway.jar --destination "$to/layers"
# the image has these one upon the other; so must the cache, which remembers where each jar was
mkdir "$to/application"
cp -a "$to"/layers/*/. "$to/application"
cp src/image/java.options "$to"
# the simulated Atlas and its health check
"$jdk/bin/javac" -d "$to/simulator" -cp "$to/application/lib/*" -sourcepath src/simulator/java \
  src/simulator/java/dev/atlasgateway/simulator/AtlasSimulatorApplication.java src/main/java/dev/atlasgateway/server/HealthCheck.java
src/image/rehearse.sh train "$to"
