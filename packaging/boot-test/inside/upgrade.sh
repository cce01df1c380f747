#!/bin/sh
# The package is upgraded, installed incompletely, removed, installed again and purged, while the tunnel
# and Tailscale are up.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

moved() { # the rules of the tunnel, which the package must not change
  ip -4 rule | grep -E '51820|suppress_prefixlength'
  ip -6 rule | grep -E '51820|suppress_prefixlength'
}

changes() {
  cat /run/rules-4.log /run/rules-6.log | wc -l
}

untouched() { # by what, since $before and $rules were set
  if [ "$(moved)" != "$rules" ] || [ "$(changes)" != "$before" ]; then
    fail "$1 touches no rule"
  fi
}

await_booted
await_all_is_well "after the boot"

# wireguard-go must not run as Rulewarden's user, because the purge deletes that user.
sed -i 's,=/usr/local/sbin/open-,=,' /etc/systemd/system/wg-quick@.service.d/userspace.conf
systemctl daemon-reload
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await_all_is_well "beside root's wireguard-go"

# Half an upgrade: the old daemon keeps running.
pid=$(property rulewarden MainPID)
dpkg --unpack /packages/next.deb || fail "the next version is unpacked"
[ "$(property rulewarden MainPID)" = "$pid" ] || fail "the old daemon keeps running"
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await_all_is_well "in the middle of an upgrade"

# The rest of the upgrade.
before=$(changes)
rules=$(moved)
dpkg --configure -a || fail "the upgrade is completed"
[ "$(property rulewarden MainPID)" != "$pid" ] || fail "the new daemon runs"
await_all_is_well "after the upgrade"
untouched "an upgrade"
[ "$(cat /run/rulewarden/*.state)" != "" ] || fail "the state file survives the upgrade"

# After a removal wg-quick can still delete its rules. Its next start inverts the order again.
apt-get remove -y rulewarden || fail "apt removes it"
untouched "the removal"
systemctl stop wg-quick@wg0 || fail "wg-quick stops"
[ -z "$(moved)" ] || fail "wg-quick down removes every rule of the tunnel"
no_unit_has_failed || fail "no unit has failed after the removal"
systemctl start wg-quick@wg0

# Installed again, then purged.
apt-get install -y --no-install-recommends /packages/next.deb || fail "apt installs it again"
await_all_is_well "after the new installation"
apt-get purge -y rulewarden || fail "apt purges it"
no_unit_has_failed || fail "no unit has failed after the purge"
left=$(find / -xdev \( -path /proc -o -path /sys -o -path /packages -o -path /var/log -o -path /usr/share/doc \
  -o -path /var/lib/dpkg -o -path /run/systemd/journal \) -prune -o -iname '*rulewarden*' -print)
[ -z "$left" ] || fail "the purge leaves nothing behind: $left"
! getent passwd rulewarden || fail "the purge removes its user"
in_order || fail "the purge touches no rule"

# Half a first installation: the unit reports what is missing, and the other half completes it.
dpkg --unpack /packages/now.deb || fail "the package is unpacked"
systemctl daemon-reload
! systemctl start rulewarden || fail "it does not start without its user"
said "Failed to determine user credentials"
rulewarden check || fail "check needs no user"
dpkg --configure -a || fail "the installation is completed"
await_all_is_well "after half an installation"
