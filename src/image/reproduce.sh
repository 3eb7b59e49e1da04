#!/usr/bin/env bash
# Proves that the build is reproducible: builds a copy of the files in git in another folder, and compares the jars.
#   src/image/reproduce.sh    after `./mvnw package` of the same sources
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=target/atlas-gateway.jar
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 cp --parents --target-directory="$copy"
(cd "$copy" && ./mvnw -B -ntp -q -Dmaven.test.skip package)
sha256sum "$jar" "$copy/$jar"
cmp "$jar" "$copy/$jar"
unzip -l "$jar" META-INF/sbom/application.cdx.json >/dev/null || {
  echo 'The jar has no SBOM. Was it built offline?' >&2
  exit 1
}
echo 'Both builds are the same to the byte, and hold their SBOM.'
