#!/usr/bin/env bash
# Proves without Docker that the content of the image starts and answers, and that its cache speeds up the start. Prints a table.
#   src/image/prove.sh [rounds]    after `./mvnw package`, with a JDK 25
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -rf target/image
src/image/layout.sh target/image
src/image/rehearse.sh measure target/image "${1:-3}"
