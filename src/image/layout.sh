#!/usr/bin/env bash
# Lays out the content of the images in a folder: the runtime, the libraries, the application, the simulated Atlas of
# compose.yaml, and the AOT cache that is trained on them. The Dockerfile and prove.sh run this after `./mvnw package`.
# It downloads nothing, because the PostgreSQL of the training is a library of the tests.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/image/jdk.sh
jdk=$(jdk)
command -v objcopy >/dev/null || {
  echo 'objcopy is missing, which jlink needs to strip the runtime. Install binutils.' >&2
  exit 1
}
# PostgreSQL of the training and names of classes need UTF-8; every glibc since 2.35 has this locale
export LC_ALL=C.UTF-8
[[ $(locale charmap 2>&1) == UTF-8 ]] || {
  echo 'The locale C.UTF-8 is missing, without which the training of the cache fails. Take a base with glibc 2.35 or newer.' >&2
  exit 1
}
to=$(mkdir -p "$1" && cd "$1" && pwd)

"$jdk/bin/jlink" --output "$to/runtime" --strip-debug --no-header-files --no-man-pages --include-locales=en --add-modules \
  java.se,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,\
jdk.security.auth,jdk.unsupported,jdk.zipfs
"$jdk/bin/java" -Djarmode=tools -jar target/atlas-gateway.jar extract \
  --layers --application-filename atlas-gateway.jar --destination "$to/layers"
# the image stacks these layers; the training must too, because the cache records the path of each jar
mkdir "$to/application"
cp -a "$to"/layers/*/. "$to/application"
cp src/image/java.options "$to"
# the simulated Atlas and its health check
"$jdk/bin/javac" -d "$to/simulator" -cp "$to/application/lib/*" -sourcepath src/simulator/java \
  src/simulator/java/dev/atlasgateway/simulator/AtlasSimulatorApplication.java src/main/java/dev/atlasgateway/server/HealthCheck.java
src/image/rehearse.sh train "$to"
