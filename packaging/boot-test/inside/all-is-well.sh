# Sourced by the scripts that run inside a machine.
# shellcheck shell=sh

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8
# The families that this kernel has. Without IPv6 (ipv6.disable=1) it has none of IPv6's files.
families="4"
[ ! -e /proc/sys/net/ipv6 ] || families="4 6"
slowness=${slowness:-1} # how many times slower than the host an emulated machine is
manager="io.github.rulewarden /io/github/rulewarden io.github.rulewarden.Manager1"

# Reports what was expected and did not happen, and everything that may show why.
fail() {
  echo "FAILED, expected: $1"
  for family in $families; do
    ip -"$family" rule
  done
  systemctl --failed --no-legend --no-pager
  # shellcheck disable=SC2086 # the manager is three words
  busctl get-property $manager State Reason || true
  journalctl --no-pager --no-hostname -o short-precise -b # of all units
  exit 1
}

# The time in hundredths of a second, since the boot.
now() {
  read -r up _ </proc/uptime
  echo "${up%.*}${up#*.}"
}

# await SECONDS WHAT COMMAND...: repeats the command until it succeeds, because no event announces the
# success. An idle machine takes less than SECONDS; a busy one gets ten times as long, which is still less
# than the 300 s after which the daemon reads the rules without an event.
await() {
  seconds=$(($1 * 10 * slowness))
  what=$2
  shift 2
  deadline=$(($(now) + seconds * 100))
  until "$@" >/dev/null 2>&1; do
    if [ "$(now)" -ge "$deadline" ]; then
      fail "$what, within $seconds s ($*)"
    fi
    sleep 0.05
  done
}

# property UNIT NAME: prints a property of a unit.
property() {
  systemctl show --value -p "$2" "$1"
}

restarted_more_often_than() {
  [ "$(property rulewarden NRestarts)" -gt "$1" ]
}

# said SENTENCE: waits until the daemon has logged the sentence.
said() {
  await 5 "it logs: $1" journal_holds "$1"
}

journal_holds() {
  journalctl --sync
  journalctl -q -b -u rulewarden --grep="$(printf '%s' "$1" | sed 's/[^A-Za-z0-9 ]/\\&/g')"
}

in_order() {
  for family in $families; do
    ip -"$family" rule | awk -f /boot-test/right.awk || return 1
  done
}

leaves_by() { # device, destination
  ip route get "$2" | grep -q " dev $1 "
}

everything_leaves_where_it_should() {
  leaves_by tailscale0 100.64.0.7 && leaves_by wg0 203.0.113.80 && leaves_by lan0 192.0.2.20 || return 1
  case $families in
    *6*)
      leaves_by tailscale0 fd7a:115c:a1e0::7 && leaves_by wg0 2001:db8:ffff::80 &&
        leaves_by lan0 2001:db8:2::20
      ;;
  esac
}

# shellcheck disable=SC2086 # the manager is three words
state_is() {
  [ "$(busctl get-property $manager State)" = "s \"$1\"" ]
}

no_unit_has_failed() {
  [ "$(systemctl is-system-running)" = running ]
}

# Checks everything that must hold some time after the last change.
await_all_is_well() { # when
  await 20 "$1: the right order" in_order
  await 10 "$1: all packets leave through the right link" everything_leaves_where_it_should
  await 10 "$1: the state on the bus is ok" state_is ok
  await 20 "$1: no failed unit" no_unit_has_failed
  date "+%T $1: all is well"
}

# Waits for the end of a boot without failed units.
await_booted() {
  await 20 "systemd answers" test -S /run/systemd/private
  systemctl is-system-running --wait >/dev/null || fail "no unit fails during the boot"
}

# Restarts the tunnel, which puts its rules ahead, and waits for the repair.
keeps_the_order() { # when
  systemctl restart wg-quick@wg0 || fail "$1: wg-quick restarts"
  await_all_is_well "$1"
}
