#!/bin/sh
# Verifies the unit with this systemd, which is newer than that of the build, with and without the example
# drop-ins; and tests that the watchdog restarts a daemon that hangs.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

examples=/usr/share/doc/rulewarden/examples
own=/etc/systemd/system/rulewarden.service.d

clean() { # what, unit
  said=$(systemd-analyze verify --man=no "$2" 2>&1) || fail "$1 verifies: $said"
  [ -z "$said" ] || fail "$1 verifies without a message: $said"
}

reloads() { # how
  marked=$(date +%s.%N)
  systemctl reload rulewarden || fail "it reloads $1"
  await 5 "it reads its configuration again, $1" journal_holds_since "$marked" "was read again"
}

journal_holds_since() {
  journalctl --sync
  journalctl -q -u rulewarden --since="@$1" --grep="$2"
}

await_booted
clean "the unit" rulewarden.service
exposure=$(systemd-analyze security --threshold=15 rulewarden) || fail "an exposure of at most 1.5: $exposure"
reloads "by SIGHUP"

mkdir -p "$own" /etc/systemd/system/tailscaled.service.d
cp $examples/notify-reload.conf $examples/namespaces.conf "$own"
cp $examples/tailscaled-after-wg-quick.conf /etc/systemd/system/tailscaled.service.d
printf '[Service]\nWatchdogSec=2s\n' >$own/watchdog.conf
systemctl daemon-reload
clean "the unit with its drop-ins" rulewarden.service
clean "tailscaled with its drop-in" tailscaled.service
systemctl restart rulewarden || fail "it starts with all its drop-ins"
await_all_is_well "with all its drop-ins"
reloads "by notify-reload"
journal_holds_since "$marked" "was read again" || fail "the reload returns after the configuration was read"

before=$(property rulewarden NRestarts)
kill -STOP "$(property rulewarden MainPID)"
await 20 "systemd replaces a daemon that hangs" restarted_more_often_than "$before"
await_all_is_well "after it hung"
