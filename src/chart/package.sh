#!/usr/bin/env bash
# Packages the chart for a release, with the address of the repository as its home and its source: the chart in the repository names
# none, because each copy of the repository has its own.
#   src/chart/package.sh [ADDRESS]    https://…; by default that of the remote origin
# Prints the path of the package, in target/chart. Needs helm 3 or 4, or the path of one in HELM.
set -euo pipefail
cd "$(dirname "$0")/../.."
address=$(.ci/address "$@")
work=target/chart
rm -rf "$work"
mkdir -p "$work"
cp -r helm "$work/copy"
printf 'home: %s\nsources:\n  - %s\n' "$address" "$address" >>"$work/copy/Chart.yaml"
"${HELM:-helm}" package "$work/copy" --destination "$work" >/dev/null
rm -r "$work/copy"
ls "$work"/*.tgz
