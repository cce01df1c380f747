#!/bin/sh
# The root is read-only, as after a disk failure, and the daemon's directory exists from its first start:
# Rulewarden starts, keeps the order and reports what it cannot save.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

await 20 "systemd answers" test -S /run/systemd/private
systemctl is-system-running --wait || systemctl --failed --no-legend # other units may fail
! touch /etc/x || fail "the root is read-only"
await 20 "the right order after the boot" in_order
systemctl is-active rulewarden || fail "it is active"

systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await 10 "the right order" in_order
await 10 "the state on the bus is ok" state_is ok
said "/var/lib/rulewarden/history.jsonl cannot be written"
systemctl restart rulewarden || fail "it restarts"
await 10 "the state on the bus is ok" state_is ok
