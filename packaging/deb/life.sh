#!/bin/sh
# Called by test.sh in its own mount namespace: installs, upgrades, removes and purges the .deb $1 on an
# overlay over this host, complete and interrupted. A stand-in for systemctl records its calls; boot-test
# covers real boots. Steps that do not need the Java runtime use a package without it, for speed.
set -eu
deb=$(realpath -- "$1")
# shellcheck source=packaging/overlay.sh
. "$(dirname -- "$0")/../overlay.sh"

dpkg_inside() {
  inside dpkg --force-unsafe-io --no-triggers "$@" >"$log" 2>&1
}

status() {
  # shellcheck disable=SC2016 # dpkg's own variable
  inside dpkg-query --show --showformat='${Status}' rulewarden 2>/dev/null || echo none
}

expect_installed() {
  [ "$(status)" = "install ok installed" ] || fail "status: $(status)"
  expect_in_place
}

begin_with() {
  begin "$1"
  cp "$deb" "$root/run/rulewarden.deb"
  cp "$work/light.deb" "$root/run/light.deb"
}

dpkg-deb --raw-extract "$deb" "$work/light"
rm -rf "$work/light/usr/lib/rulewarden/runtime" "$work"/light/usr/lib/rulewarden/lib/*.aot*
dpkg-deb -Znone --build "$work/light" "$work/light.deb" >/dev/null
rm -r "$work/light"

begin_with "a first installation enables and starts the unit"
expect dpkg_inside --install /run/rulewarden.deb
expect_installed
expect inside rulewarden config check >/dev/null
expect_calls "reload dbus.service start rulewarden.service"

step="an upgrade keeps the operator's settings, and restarts the daemon without stopping it first"
echo 'mode = "observe"' >"$root/etc/rulewarden/rulewarden.toml"
mkdir -p "$root/var/lib/rulewarden" "$root/run/rulewarden"
touch "$root/var/lib/rulewarden/history" "$root/run/rulewarden/netns-1.state"
expect dpkg_inside --install /run/light.deb
expect_installed
expect grep -qx 'mode = "observe"' "$root/etc/rulewarden/rulewarden.toml"
expect [ -e "$root/var/lib/rulewarden/history" ]
expect [ -e "$root/run/rulewarden/netns-1.state" ]
expect_calls "restart rulewarden.service"

step="an upgrade does not enable a unit that the operator disabled"
rm "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service"
expect dpkg_inside --install /run/light.deb
expect absent "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service"
: >"$calls"

step="a removal stops the daemon and keeps its state"
expect dpkg_inside --remove rulewarden
expect_calls "stop rulewarden.service"
expect absent "$root/usr/lib/rulewarden"
expect absent "$root/usr/bin/rulewarden"
expect [ -e "$root/run/rulewarden/netns-1.state" ]
expect [ -e "$root/etc/rulewarden/rulewarden.toml" ]

step="a purge leaves nothing"
mkdir -p "$root/etc/rulewarden/conf.d"
echo '# added by the operator' >"$root/etc/rulewarden/conf.d/10-own.toml"
expect dpkg_inside --purge rulewarden
left=$(find "$work/upper" ! -type d ! -path '*/var/lib/dpkg/*' ! -path '*/var/log/*' ! -path '*/var/cache/*' \
  ! -name 'systemctl*' ! -name policy-rc.d ! -name '*-' ! -name .pwd.lock -printf '/%P\n' |
  while read -r file; do
    cmp -s "$file" "$root/$file" || echo "$file"
  done)
[ -z "$left" ] || fail "left behind: $left"
expect absent "$root/run/rulewarden"
expect absent "$root/etc/rulewarden"
expect absent "$root/var/lib/rulewarden"

begin_with "a host without systemd running"
rm -r "$root/run/systemd"
expect dpkg_inside --install /run/light.deb
expect_installed
expect_calls ""
expect dpkg_inside --purge rulewarden

begin_with "a full disk, then room again"
mkdir -p "$root/usr/lib/rulewarden"
mount -t tmpfs -o size=1m none "$root/usr/lib/rulewarden"
if dpkg_inside --install /run/light.deb; then
  fail "1 MiB was enough"
fi
expect grep -q 'No space left on device' "$log"
umount "$root/usr/lib/rulewarden"
expect dpkg_inside --install /run/light.deb
expect_installed

begin_with "killed while it is unpacked, then again"
inside dpkg --force-unsafe-io --install /run/rulewarden.deb >"$log" 2>&1 &
installing=$!
while [ ! -e "$root/usr/lib/rulewarden/lib" ]; do
  kill -0 "$installing" 2>/dev/null || fail "the installation ended before it could be killed"
done
pkill -KILL -P "$installing" || true
kill -KILL "$installing" 2>/dev/null || true
wait "$installing" 2>/dev/null || true
expect dpkg_inside --install /run/light.deb
expect_installed

begin_with "interrupted while it is configured, then again"
mv "$root/usr/bin/systemd-sysusers" "$root/usr/bin/systemd-sysusers.kept"
printf '#!/bin/sh\nexit 1\n' >"$root/usr/bin/systemd-sysusers"
chmod 755 "$root/usr/bin/systemd-sysusers"
if dpkg_inside --install /run/light.deb; then
  fail "it was configured without a user"
fi
[ "$(status)" = "install ok half-configured" ] || fail "status: $(status)"
mv "$root/usr/bin/systemd-sysusers.kept" "$root/usr/bin/systemd-sysusers"
expect dpkg_inside --configure --pending
expect_installed
