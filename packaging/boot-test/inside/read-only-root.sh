#!/bin/sh
# The root has become read-only, as after a failing disk: Rulewarden starts, keeps the order and says
# what it cannot keep. It lacks nothing afterwards.
set -eu
. /boot-test/await.sh
. /boot-test/right.sh

await 20 "systemd answers" test -S /run/systemd/private
systemctl is-system-running --wait >/dev/null || fail "the boot ends without a failed unit"
await_all_is_well "after the boot"
systemctl stop rulewarden
rm -rf /var/lib/rulewarden # as on a first start
mount -o remount,ro / || fail "the root becomes read-only"
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"

systemctl start rulewarden || fail "it starts from a read-only root"
in_order || fail "the order is right when it is ready"
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await_all_is_well "with a read-only root"
said "/var/lib/rulewarden/history.jsonl cannot be written"

mount -o remount,rw /
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await_all_is_well "with a root that can be written again"
