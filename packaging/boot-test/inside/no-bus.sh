#!/bin/sh
# There is no bus when Rulewarden starts. It keeps the order, reports the missing bus, and connects soon
# after the bus is available.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

await_booted
systemctl stop rulewarden dbus.socket dbus.service
systemctl mask --runtime dbus.socket dbus.service
rm -f /run/dbus/system_bus_socket
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"

systemctl start rulewarden || fail "it starts without a bus"
in_order || fail "the order is right when it is ready"
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await 5 "an inversion is repaired without a bus" in_order
said "Not on the bus at unix:path=/run/dbus/system_bus_socket"
rulewarden check || fail "check needs no bus"
answer=$(rulewarden status 2>&1) && fail "status fails without a bus"
[ $? = 4 ] || fail "status exits with 4: $answer"

systemctl unmask --runtime dbus.socket dbus.service
systemctl start dbus.socket
await 5 "it is on the bus soon after the bus has started" state_is ok
