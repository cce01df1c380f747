#!/bin/sh
# The package is upgraded, installed incompletely, removed, installed again and purged, while the tunnel
# and Tailscale are up.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

moved() { # the rules of the tunnel, which nobody may touch
  ip -4 rule | grep -E '51820|suppress_prefixlength'
  ip -6 rule | grep -E '51820|suppress_prefixlength'
}

changes() {
  cat /run/rules-4.log /run/rules-6.log | wc -l
}

untouched() { # by what, since $before and $rules were noted
  if [ "$(moved)" != "$rules" ] || [ "$(changes)" != "$before" ]; then
    fail "$1 touches no rule"
  fi
}

await_booted
await_all_is_well "after the boot"

# Not as Rulewarden's user: it is to be purged.
sed -i 's,=/usr/local/sbin/open-,=,' /etc/systemd/system/wg-quick@.service.d/userspace.conf
systemctl daemon-reload
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await_all_is_well "beside root's wireguard-go"

# Half an upgrade: the old one goes on.
pid=$(property rulewarden MainPID)
dpkg --unpack /packages/next.deb || fail "the next version is unpacked"
[ "$(property rulewarden MainPID)" = "$pid" ] || fail "the old daemon goes on meanwhile"
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
await_all_is_well "in the middle of an upgrade"

# The rest of it.
before=$(changes)
rules=$(moved)
dpkg --configure -a || fail "the upgrade is brought to its end"
[ "$(property rulewarden MainPID)" != "$pid" ] || fail "the new daemon runs"
await_all_is_well "after the upgrade"
untouched "an upgrade"
[ "$(cat /run/rulewarden/*.state)" != "" ] || fail "the state file survives the upgrade"

# Removed: wg-quick can clean up, and what comes next is inverted again.
apt-get remove -y rulewarden || fail "apt removes it"
untouched "the removal"
systemctl stop wg-quick@wg0 || fail "wg-quick stops"
[ -z "$(moved)" ] || fail "wg-quick down removes every rule of the tunnel"
no_unit_has_failed || fail "no unit has failed after the removal"
systemctl start wg-quick@wg0

# Back again, then every trace of it is taken away.
apt-get install -y --no-install-recommends /packages/next.deb || fail "apt installs it again"
await_all_is_well "after it came back"
apt-get purge -y rulewarden || fail "apt purges it"
no_unit_has_failed || fail "no unit has failed after the purge"
left=$(find / -xdev \( -path /proc -o -path /sys -o -path /packages -o -path /var/log -o -path /usr/share/doc \
  -o -path /var/lib/dpkg -o -path /run/systemd/journal \) -prune -o -iname '*rulewarden*' -print)
[ -z "$left" ] || fail "the purge leaves nothing behind: $left"
! getent passwd rulewarden || fail "the purge removes its user"
in_order || fail "the purge touches no rule"

# Half a first installation: it says what is missing, and the other half makes it whole.
dpkg --unpack /packages/now.deb || fail "the package is unpacked"
systemctl daemon-reload
! systemctl start rulewarden || fail "it does not start without its user"
said "Failed to determine user credentials"
rulewarden check || fail "check needs no user"
dpkg --configure -a || fail "the installation is brought to its end"
await_all_is_well "after half an installation"
