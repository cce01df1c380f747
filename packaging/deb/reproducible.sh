#!/bin/sh
# Builds the .deb of the last commit twice, in two directories and two environments, and compares them.
# Everything except the AOT caches must be identical, including the record of their inputs
# (lib/aot.inputs). It takes minutes: run it by hand before a release. Arguments are passed on to Maven.
set -eu
cd -- "$(dirname -- "$0")/../.."
commit=$(git rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

# build DIRECTORY MASK ZONE ARGUMENT...: writes DIRECTORY.deb
build() {
  directory=$work/$1 mask=$2 zone=$3
  shift 3
  mkdir -p "$directory"
  git archive "$commit" | tar -x -C "$directory"
  (
    cd "$directory"
    umask "$mask"
    TZ=$zone mvn -q -B -P deb -Dmaven.test.skip=true package "$@"
  )
  mv "$directory"/target/rulewarden_*.deb "$directory.deb"
  rm -rf "$directory"
}

# take_apart PACKAGE: writes PACKAGE.parts, without the caches, their checksums and their size.
take_apart() {
  parts=$1.parts
  dpkg-deb --raw-extract "$1" "$parts"
  # Names, owners, modes, times, order.
  dpkg-deb --ctrl-tarfile "$1" | tar -tv --full-time | sed -E 's/ +[0-9]+ / /' >"$parts/control-list"
  dpkg-deb --fsys-tarfile "$1" | tar -tv --full-time | sed -E 's/ +[0-9]+ / /' >"$parts/list"
  find "$parts" -name '*.aot' -delete
  sed -i '/\.aot$/d' "$parts/DEBIAN/md5sums"
  sed -i '/^Installed-Size:/d' "$parts/DEBIAN/control"
}

build one 022 UTC "$@"
build the/other/one 027 Asia/Kathmandu "$@"
if cmp -s "$work/one.deb" "$work/the/other/one.deb"; then
  echo "Identical: $(sha256sum "$work/one.deb" | cut -d ' ' -f 1)"
  exit 0
fi
take_apart "$work/one.deb"
take_apart "$work/the/other/one.deb"
if ! diff -r --no-dereference "$work/one.deb.parts" "$work/the/other/one.deb.parts"; then
  echo "rulewarden: two builds of the same commit differ" >&2
  exit 1
fi
echo "Identical except for the AOT caches."
