#!/bin/sh
# Makes the AOT caches of a runnable tree, lib/daemon.aot and lib/commands.aot: the program is run by
# its own Java and its own launcher, with the launcher's flags; the classes that were loaded are kept,
# parsed, verified and linked. `mvn package` calls this.
#
#     packaging/aot.sh TREE TIME
#
# TREE is target/rulewarden. TIME is what the jars' time of change is set to: Java accepts a cache
# only for jars of the same size and time, wherever they lie. So what copies the tree has to keep the
# times, as packages do and `cp -a`.
#
# The classes are listed (-XX:DumpLoadedClassList) and dumped in two steps, because Java 25's own one
# step (-XX:AOTCacheOutput) makes a cache that is accepted for any jars, and of one process only.
#
# No JDK makes the same cache twice. What it is made from is in TREE/lib/aot.inputs, with hashes:
# `sha256sum --check lib/aot.inputs`. While that holds, the caches are not made again.
#
# Exit codes: 0 they are there, and Java accepts them; 1 they could not be made; 3 something that is
# needed for it is missing.
set -eu

here=$(cd -- "$(dirname -- "$0")" && pwd -P)
tree=$(cd -- "$1" && pwd -P)
launcher=$tree/bin/rulewarden

touch -d "$2" "$tree"/lib/*.jar
cd -- "$tree"
if [ -e lib/daemon.aot ] && [ -e lib/commands.aot ] &&
  [ -z "$(find "$here/aot.sh" "$here/aot-training.sh" -newer lib/commands.aot)" ] &&
  sha256sum --check --status lib/aot.inputs 2>/dev/null; then
  exit 0
fi

refuse() {
  echo "rulewarden: the AOT caches cannot be made: $1" >&2
  exit 3
}

PATH=$PATH:/usr/sbin:/sbin # where ip is; a plain user's PATH may lack it
export PATH
for program in unshare mount ip dbus-daemon; do
  command -v "$program" >/dev/null || refuse "$program is missing (Debian: util-linux, mount, iproute2, dbus-daemon)."
done
# The program is to repair rules, but not this machine's.
set -- --net --mount
if [ "$(id -u)" != 0 ]; then
  set -- --user --map-root-user "$@"
fi
unshare "$@" true ||
  refuse "no network namespace can be made here: build as root, or allow plain users to make namespaces, or build without caches (-Daot.skip)."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

# variant NAME OPTIONS: the launcher, with other options in the place of the one that names the cache.
variant() {
  sed -e "s|^home=.*|home='$tree'|" -e "s|\"-XX:AOTCache=[^\"]*\"|$2|" "$launcher" >"$work/$1"
  chmod +x "$work/$1"
}
# shellcheck disable=SC2016 # for the launcher to expand
{
  variant listing '"-XX:DumpLoadedClassList=$CLASSES/$cache.$$"'
  variant making '-Xshare:dump -XX:+AOTClassLinking "-XX:SharedClassListFile=$CLASSES/$cache" "-XX:SharedArchiveFile=$home/lib/$cache.aot"'
  variant proof '-XX:AOTMode=on "-XX:AOTCache=$home/lib/$cache.aot"'
}
export CLASSES="$work/classes"
mkdir "$CLASSES"

fail() {
  for log in "$work"/*.log; do
    tail -n 40 "$log" >&2
  done
  echo "rulewarden: the AOT caches could not be made: $1" >&2
  exit 1
}

rm -f lib/*.aot lib/aot.inputs
unshare "$@" "$here/aot-training.sh" "$work" || fail "the training failed"
for words in daemon ''; do
  cache=${words:-commands}
  # Each process that was trained has listed its classes, with numbers that are its own.
  cat "$CLASSES/$cache".* | sed 's/ id: .*//' | awk '!seen[$0]++' >"$CLASSES/$cache"
  # shellcheck disable=SC2086 # none or one word
  "$work/making" $words >"$work/making.log" 2>&1 || fail "$cache.aot"
  # Java does not start if it does not accept the cache.
  # shellcheck disable=SC2086
  "$work/proof" $words --help >"$work/proof.log" 2>&1 || fail "Java does not accept $cache.aot"
done
sha256sum bin/rulewarden lib/*.jar runtime/release runtime/lib/modules \
  runtime/lib/server/libjvm.so >lib/aot.inputs
