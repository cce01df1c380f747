#!/bin/sh
# Called by test.sh in its own mount namespace: installs, upgrades and removes the rpm $1 on an overlay
# over this host.
set -eu
rpm=$(realpath -- "$1")
# shellcheck source=packaging/overlay.sh
. "$(dirname -- "$0")/../overlay.sh"

# Debian's rpm keeps its database in the user's home, and refuses to install without --force-debian.
rpm_inside() {
  inside rpm --force-debian --dbpath /var/lib/rpm --nodeps "$@" >"$log" 2>&1
}

begin "a first install enables it where the system presets that"
cp "$rpm" "$root/run/rulewarden.rpm"
expect rpm_inside --install /run/rulewarden.rpm
expect_in_place
expect inside rulewarden config check >/dev/null
expect_calls "reload dbus.service"

step="an upgrade keeps what the operator set, and restarts it"
echo 'mode = "observe"' >"$root/etc/rulewarden/rulewarden.toml"
expect rpm_inside --upgrade --force /run/rulewarden.rpm
expect_in_place
expect grep -qx 'mode = "observe"' "$root/etc/rulewarden/rulewarden.toml"
expect_calls "reload dbus.service try-restart rulewarden.service"

step="a removal stops it, and keeps what the operator set"
expect rpm_inside --erase rulewarden
expect_calls "stop rulewarden.service"
expect absent "$root/usr/lib/rulewarden"
expect absent "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service"
expect grep -qx 'mode = "observe"' "$root/etc/rulewarden/rulewarden.toml.rpmsave"
