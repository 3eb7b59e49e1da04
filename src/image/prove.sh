#!/usr/bin/env bash
# Proves without Docker that what the Dockerfile lays out starts, answers and is started faster by its cache; prints a table.
#   src/image/prove.sh [rounds]    after `./mvnw package`, with a JDK 25
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -rf target/image
src/image/layout.sh target/image
src/image/rehearse.sh measure target/image "${1:-3}"
