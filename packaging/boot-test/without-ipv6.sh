#!/bin/sh
# without-ipv6.sh [PACKAGE]: boots a real Debian 13, with a kernel of its own and its WireGuard module,
# in an emulator: once with `ipv6.disable=1` on the kernel's command line, once without, as the control.
# inside/without-ipv6.sh runs the checks. PACKAGE is a .deb, by default the one in target/.
#
# Not part of test.sh or CI: it emulates every instruction, because KVM is often missing on test hosts or
# cannot boot a stock kernel. A guest is some 10 times slower than the host and takes minutes, so nothing
# here measures time. It needs root to create the guest's disk. The roots are cached outside the tree. It
# leaves nothing behind, unless it is killed with SIGKILL.
set -eu
package=${1:+$(realpath -m -- "$1")}
cd -- "$(dirname -- "$0")"
package=${package:-$(echo ../../target/rulewarden_*_"$(dpkg --print-architecture)".deb)}
patience=1800 # seconds for each guest, from its start to its end

refuse() {
  echo "rulewarden: $1" >&2
  exit 3
}

[ "$(id -u)" = 0 ] || refuse "it requires root to create the guest's disk."
[ "$(uname -m)" = x86_64 ] || refuse "the emulator runs on x86-64 only."
[ -e "$package" ] || refuse "there is no $package: run mvn -P deb package first."
PATH=$PATH:/usr/sbin:/sbin
if ! command -v mmdebstrap >/dev/null || ! command -v mke2fs >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap e2fsprogs >/dev/null
fi
emulator=$(./root.sh emulator)
guest=$(./root.sh guest)
work=$(mktemp -d "${TMPDIR:-/tmp}/rulewarden-boot-test-XXXXXX")
child=

# shellcheck disable=SC2317 # called by the trap
clean_up() {
  [ -z "$child" ] || kill "$child" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

# bounded COMMAND...: in the background, so that the shell handles a signal immediately.
bounded() {
  timeout --kill-after=5 "$patience" "$@" &
  child=$!
  wait "$child" && result=0 || result=$?
  child=
  return "$result"
}

# emulate REPORT CONSOLE ARGUMENT...: starts the guest with these arguments on the kernel's command
# line. Writes to the guest's disk are discarded. Debian 12's QEMU 7.2 crashes kernel 6.12 at random, so
# this uses Debian 13's, with its own loader and libraries. The guest has no network.
emulate() {
  report=$1
  console=$2
  shift 2
  bounded "$emulator/lib64/ld-linux-x86-64.so.2" --library-path "$emulator/usr/lib/x86_64-linux-gnu" \
    "$emulator/usr/bin/qemu-system-x86_64" -L "$emulator/usr/share/seabios" -L "$emulator/usr/share/qemu" \
    -accel tcg,thread=multi -cpu max,-svm -smp 2 -m 2048 \
    -nodefaults -no-user-config -display none -no-reboot \
    -drive "file=$work/disk,format=raw,if=virtio,snapshot=on" \
    -kernel "$guest/vmlinuz" -initrd "$guest/initrd.img" \
    -append "root=/dev/vda rw console=ttyS0 panic=-1 systemd.getty_auto=no $*" \
    -serial "file:$console" -serial "file:$report" </dev/null
}

# test_guest NAME ARGUMENT...: prints the report, and after a failure also the console.
test_guest() {
  name=$1
  shift
  begin=$(date +%s)
  emulate "$work/report" "$work/console" "$@" && ended=0 || ended=$?
  took="$(($(date +%s) - begin)) s"
  if [ "$ended" = 0 ] && [ "$(tail -n 1 "$work/report")" = "good" ]; then
    sed "s/^/$name: /" "$work/report"
    echo "rulewarden: $name: good, $took"
  else
    echo "rulewarden: $name FAILED after $took, the emulator's exit code is $ended"
    sed "s/^/$name: /" "$work/report"
    tail -n 40 "$work/console" | sed "s/^/$name: console: /"
    return 1
  fi
}

bounded unshare --mount --pid --fork --kill-child ./guest-disk.sh "$guest" "$package" "$work"
result=0
test_guest without-ipv6 ipv6.disable=1 || result=1
test_guest control || result=1
exit "$result"
