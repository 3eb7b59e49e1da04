#!/usr/bin/env bash
# Runs the content of the image, with a PostgreSQL and a simulated Atlas.
#   src/image/rehearse.sh train FOLDER            trains its AOT cache
#   src/image/rehearse.sh measure FOLDER ROUNDS   prints how fast it starts, with and without the cache
#   src/image/rehearse.sh start FOLDER COMMAND... starts a gateway by this command, with the simulated Atlas of the folder
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/image/jdk.sh
jdk=$(jdk)
exec "$jdk/bin/java" -Dlogback.configurationFile=src/image/logback.xml \
  -cp "target/test-classes:target/classes:$(<target/test.classpath)" src/image/Rehearse.java "$@"
