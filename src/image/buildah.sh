#!/usr/bin/env bash
# Builds the image without a Docker engine, with Debian's Buildah on bases that debootstrap makes, and starts it: it must get ready
# and answer, and each line that it writes must be JSON.
#   src/image/buildah.sh    as root, after src/image/prove.sh, with the packages buildah, debootstrap and jq
# Takes libraries from the local Maven repository. Leaves nothing but the bases in target/buildah.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/image/jdk.sh
jdk=$(jdk)
work=$PWD/target/buildah
mkdir -p "$work"
export BUILDAH_ISOLATION=chroot
buildah() { command buildah --root "$work/storage" --runroot "$work/run" "$@"; }
trap 'buildah rm --all >/dev/null; buildah rmi --all --force >/dev/null' EXIT

# the bases: what the build needs, and glibc, certificates and time zones without a shell
if [[ ! -e $work/base ]]; then
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -1)
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  rm -rf "$work"/{build,base}*
  debootstrap --variant=minbase --include=binutils,ca-certificates,tzdata "$release" "$work/build" "$mirror" >"$work/debootstrap.log" ||
    { tail -5 "$work/debootstrap.log" >&2; exit 1; }
  for package in libc6 ca-certificates tzdata; do
    dpkg-deb --extract "$work"/build/var/cache/apt/archives/${package}_*.deb "$work/base.part"
  done
  mkdir -p "$work/base.part/tmp" && chmod 1777 "$work/base.part/tmp"
  rm -rf "$work"/build/var/cache/apt/archives
  chroot "$work/build" useradd --uid 1000 --create-home ubuntu
  mkdir -p "$work/build/opt/java" && cp -rL "$jdk" "$work/build/opt/java/openjdk" # its certificates are links
  mv "$work/base.part" "$work/base"
fi
for base in build base; do
  container=$(buildah from scratch)
  buildah copy --quiet "$container" "$work/$base" / >/dev/null
  [[ $base == base ]] || buildah config --env JAVA_HOME=/opt/java/openjdk --env PATH=/opt/java/openjdk/bin:/usr/bin:/bin "$container"
  buildah commit --quiet --rm "$container" "localhost/$base" >/dev/null
done

buildah build --volume "$HOME/.m2/repository:/repository:ro" --build-arg MAVEN_ARGS="-Dmaven.repo.local.tail=/repository -Dspotless.check.skip" \
  --build-arg BUILD_BASE=localhost/build --build-arg BASE=localhost/base --build-arg REVISION="$(git rev-parse HEAD)" \
  --build-arg SOURCE=https://git.example.com/platform/atlas-gateway \
  --tag localhost/atlas-gateway . >"$work/build.log" 2>&1 || { tail -40 "$work/build.log" >&2; exit 1; }

container=$(buildah from localhost/atlas-gateway)
setting() { buildah inspect --type image localhost/atlas-gateway | jq --raw-output ".OCIv1.config.$1"; }
[[ $(setting 'Labels."org.opencontainers.image.title"') == "Atlas Gateway" ]] || { echo 'The image has no labels.' >&2; exit 1; }
for label in url source; do
  [[ $(setting "Labels.\"org.opencontainers.image.$label\"") == https://git.example.com/platform/atlas-gateway ]] ||
    { echo "The image has no label $label." >&2; exit 1; }
done
mapfile -t entrypoint < <(setting 'Entrypoint[]')
root=$(buildah mount "$container")
# in a namespace of its own, so that the mounts end with it
unshare --mount bash -c 'set -e
  root=$1; shift
  for folder in proc dev tmp; do mkdir -p "$root/$folder"; mount --rbind "/$folder" "$root/$folder"; done
  exec src/image/rehearse.sh start target/image "$@"' \
  bash "$root" chroot --userspec="$(setting User)" "$root" "${entrypoint[@]}"
echo 'Buildah builds the image, and it starts, answers and writes only JSON.'
