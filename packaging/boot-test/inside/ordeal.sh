#!/bin/sh
# Runs inside a machine that has just been started: waits for the end of the boot, executes the plan, and
# then the steps that are the same for every machine. Reports a failure and exits with 1.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

purges() { # how many times the tunnel's rules have been deleted so far, by any process
  cat /run/rules-4.log /run/rules-6.log | grep -c 'Deleted.*lookup 51820' || true
}

more_purges_than() {
  [ "$(purges)" -gt "$1" ]
}

no_job_is_left() {
  [ -z "$(systemctl list-jobs --no-legend)" ]
}

watchdog_heard_after() { # the time of an earlier keep-alive
  [ "$(property rulewarden WatchdogTimestampMonotonic)" -gt "$1" ]
}

do_as_planned() {
  while read -r word verb party; do
    case $word in
      do)
        case $verb in
          restart) systemctl restart "$party" || fail "$party restarts" ;;
          restart-at-once) systemctl restart --no-block "$party" || fail "$party restarts" ;;
        esac
        ;;
      pause) sleep "$verb" ;;
    esac
  done </plan
}

await_booted
: >/run/booted
await_all_is_well "after the boot"

do_as_planned
await 20 "no systemd job is left" no_job_is_left
await_all_is_well "after all the restarts"

await 5 "systemd receives a watchdog keep-alive" \
  watchdog_heard_after "$(property rulewarden WatchdogTimestampMonotonic)"

keeps_the_order "after a restart of the tunnel"

# The tunnel puts its rules ahead while the daemon is dead.
before=$(property rulewarden NRestarts)
systemctl kill --signal=KILL rulewarden
systemctl restart wg-quick@wg0 || fail "wg-quick restarts while the daemon is dead"
await 20 "systemd restarts the daemon" restarted_more_often_than "$before"
await_all_is_well "after SIGKILL"

# systemd-networkd deletes all rules that are not its own when it starts, and on a reload if a file has
# changed. wg-quick never restores its rules.
reload_networkd() {
  touch /etc/systemd/network/10-lan.network
  networkctl reload
}

for deed in "systemctl restart systemd-networkd" reload_networkd; do
  before=$(purges)
  $deed || fail "$deed"
  await 10 "$deed deletes the tunnel's rules" more_purges_than "$before"
  await_all_is_well "after $deed"
done

# networkd may delete the rules between any two of the adds of wg-quick.
for pause in 0 0.05 0.1; do
  systemctl stop wg-quick@wg0 || fail "wg-quick stops"
  systemctl start --no-block wg-quick@wg0
  sleep "$pause"
  systemctl restart systemd-networkd || fail "systemd-networkd restarts while wg-quick starts"
  await 20 "no systemd job is left" no_job_is_left
  await_all_is_well "after a purge $pause s into the start of wg-quick"
done
