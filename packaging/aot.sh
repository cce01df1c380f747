#!/bin/sh
# Makes the AOT caches of a runnable tree, lib/daemon.aot and lib/commands.aot. It runs the program with
# its own Java, its own launcher and the launcher's flags, and stores the classes that were loaded:
# parsed, verified and linked. `mvn package` calls this.
#
#     packaging/aot.sh TREE TIME
#
# TREE is target/rulewarden. TIME becomes the modification time of the jars: Java accepts a cache only
# for jars of the same size and time, whatever their directory. So a copy of the tree must keep the
# times, as packages and `cp -a` do.
#
# Listing the classes (-XX:DumpLoadedClassList) and dumping them are two steps: the single step of Java
# 25 (-XX:AOTCacheOutput) makes a cache that is accepted for any jars, and covers only one process.
#
# No JDK makes the same cache twice. TREE/lib/aot.inputs has the hashes of its inputs. While
# `sha256sum --check lib/aot.inputs` succeeds, the caches are not made again.
#
# Exit codes: 0 the caches exist and Java accepts them; 1 they could not be made; 3 a requirement is
# missing.
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

PATH=$PATH:/usr/sbin:/sbin # the directories of ip; a plain user's PATH may lack them
export PATH
for program in unshare mount ip dbus-daemon; do
  command -v "$program" >/dev/null || refuse "$program is missing (Debian: util-linux, mount, iproute2, dbus-daemon)."
done
# The program repairs rules in a namespace, not those of this machine.
set -- --net --mount
if [ "$(id -u)" != 0 ]; then
  set -- --user --map-root-user "$@"
fi
unshare "$@" true ||
  refuse "no network namespace can be created here: build as root, allow plain users to create namespaces, or build without caches (-Daot.skip)."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

# variant NAME OPTIONS: the launcher, with OPTIONS instead of the option that names the cache.
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
  # Each trained process has listed its classes, with its own numbers.
  cat "$CLASSES/$cache".* | sed 's/ id: .*//' | awk '!seen[$0]++' >"$CLASSES/$cache"
  # shellcheck disable=SC2086 # none or one word
  "$work/making" $words >"$work/making.log" 2>&1 || fail "$cache.aot"
  # Java fails to start if it does not accept the cache.
  # shellcheck disable=SC2086
  "$work/proof" $words --help >"$work/proof.log" 2>&1 || fail "Java does not accept $cache.aot"
done
sha256sum bin/rulewarden lib/*.jar runtime/release runtime/lib/modules \
  runtime/lib/server/libjvm.so >lib/aot.inputs
