#!/bin/sh
# run.sh [BOOTS] [SEED]: boots a real Debian 13 repeatedly, with systemd, wg-quick and tailscaled starting
# in random order, and checks that Rulewarden, installed from the package in target/, keeps the order.
# Then it tests a full disk, a missing bus, a missing polkit, an upgrade and a removal. The root of the
# machines is cached outside the tree.
#
# If the boots cannot run, it prints the reason and skips them (exit code 0), but not with CI=true. It
# leaves nothing behind, unless it is killed with SIGKILL.
set -eu
cd -- "$(dirname -- "$0")"

boots=${1:-12}
seed=${2:-$(date +%s)}

skip() {
  echo "rulewarden: the boot test is skipped: $1" >&2
  [ "${CI:-}" != true ] || exit 1
  exit 0
}

[ "$(id -u)" = 0 ] || skip "it requires root."
[ -c /dev/net/tun ] || skip "there is no /dev/net/tun."
for tool in systemd-nspawn mmdebstrap nsenter; do
  command -v "$tool" >/dev/null || skip "$tool is missing."
done
unshare --net true 2>/dev/null || skip "no network namespace can be created here."
package=$(echo ../../target/rulewarden_*_"$(dpkg --print-architecture)".deb)
[ -e "$package" ] || {
  echo "rulewarden: expected one package in target/: run mvn -P deb package first" >&2
  exit 1
}
root=$(./root.sh) || skip "no Debian can be installed."

groups= # the control groups of the machines, of version 1 or 2
for hierarchy in /sys/fs/cgroup/unified /sys/fs/cgroup/systemd /sys/fs/cgroup; do
  if [ -e "$hierarchy/cgroup.procs" ]; then
    groups="$groups $hierarchy/rulewarden-boot-test-$$"
  fi
done
work=$(mktemp -d "${TMPDIR:-/tmp}/rulewarden-boot-test-XXXXXX")
machines=

# shellcheck disable=SC2317 # called by the trap
clean_up() {
  [ -z "$machines" ] || kill -KILL "$machines" 2>/dev/null || true
  wait
  for group in $groups; do
    tries=100 # the last processes end a moment later
    while [ -d "$group" ] && [ $((tries -= 1)) -gt 0 ]; do
      find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
    done
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

./packages.sh "$package" "$work/packages"
# In namespaces whose end terminates every machine and removes every mount. In the background, so that the
# shell handles a signal immediately.
# shellcheck disable=SC2086 # words
unshare --mount --pid --mount-proc --fork --kill-child \
  ./all.sh "$work" "$root" "$boots" "$seed" $groups &
machines=$!
wait "$machines" && result=0 || result=$?
machines=
exit "$result"
