#!/bin/sh
# Called by test.sh in a mount namespace of its own: installs, upgrades, removes and purges the .deb $1
# on an overlay over this host, whole and interrupted. A stand-in for systemctl writes down what it is
# told; real boots are boot-test's.
set -eu
deb=$(realpath -- "$1")
work=$(mktemp -d)
root=$work/root
told=$root/run/told

tidy() {
  umount --recursive "$work" 2>/dev/null || umount --lazy "$work"
  rmdir "$work"
}
trap tidy EXIT

fail() {
  echo "rulewarden: $step: $1" >&2
  if [ -s "$work/log" ]; then
    sed 's/^/  /' "$work/log" >&2
  fi
  exit 1
}

# The words of a command, inside.
inside() {
  chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}

dpkg_inside() {
  inside dpkg --force-unsafe-io "$@" >"$work/log" 2>&1
}

expect() {
  "$@" || fail "not so: $*"
}

absent() {
  [ ! -e "$1" ] && [ ! -L "$1" ]
}

status() {
  # shellcheck disable=SC2016 # dpkg's own variable
  inside dpkg-query --show --showformat='${Status}' rulewarden 2>/dev/null || echo none
}

# What systemctl was told since the last time, daemon-reload and questions left out.
expect_told() {
  lines=$(grep -Ev '^(daemon-reload|is-|show|--quiet is-)' "$told" | xargs)
  : >"$told"
  [ "$lines" = "$1" ] || fail "systemctl was told '$lines', expected '$1'"
}

begin() {
  step=$1
  umount --recursive "$root" 2>/dev/null || true
  rm -rf "$work/upper" "$work/overlay"
  mkdir -p "$work/upper" "$work/overlay" "$root"
  mount -t overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/overlay" overlay "$root"
  mount --rbind /proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs none "$root/run"
  mkdir -p "$root/run/systemd/system"
  : >"$told"
  rm -f "$root/usr/bin/systemctl"
  cat >"$root/usr/bin/systemctl" <<'END'
#!/bin/sh
echo "$*" >>/run/told
case $* in *is-active*) exit 3 ;; esac
END
  chmod 755 "$root/usr/bin/systemctl"
  cp "$deb" "$root/run/rulewarden.deb"
}

expect_installed() {
  [ "$(status)" = "install ok installed" ] || fail "status: $(status)"
  expect inside getent passwd rulewarden >/dev/null
  expect inside rulewarden config check >/dev/null
  expect [ -L "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service" ]
  expect [ -L "$root/etc/systemd/system/dbus-io.github.rulewarden.service" ]
}

mount -t tmpfs none "$work"

begin "a first install enables and starts it"
expect dpkg_inside --install /run/rulewarden.deb
expect_installed
expect_told "reload dbus.service start rulewarden.service"

step="an upgrade keeps what the operator set, and restarts it without a stop before"
echo 'mode = "observe"' >"$root/etc/rulewarden/rulewarden.toml"
mkdir -p "$root/var/lib/rulewarden" "$root/run/rulewarden"
touch "$root/var/lib/rulewarden/history" "$root/run/rulewarden/netns-1.journal"
expect dpkg_inside --install /run/rulewarden.deb
expect_installed
expect grep -qx 'mode = "observe"' "$root/etc/rulewarden/rulewarden.toml"
expect [ -e "$root/var/lib/rulewarden/history" ]
expect [ -e "$root/run/rulewarden/netns-1.journal" ]
expect_told "restart rulewarden.service"

step="an upgrade leaves disabled what the operator has disabled"
rm "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service"
expect dpkg_inside --install /run/rulewarden.deb
expect absent "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service"
: >"$told"

step="a removal stops it and keeps what it knows"
expect dpkg_inside --remove rulewarden
expect_told "stop rulewarden.service"
expect absent "$root/usr/lib/rulewarden"
expect absent "$root/usr/bin/rulewarden"
expect [ -e "$root/run/rulewarden/netns-1.journal" ]
expect [ -e "$root/etc/rulewarden/rulewarden.toml" ]

step="a purge leaves nothing"
expect dpkg_inside --purge rulewarden
left=$(find "$work/upper" ! -type d ! -path '*/var/lib/dpkg/*' ! -path '*/var/log/*' ! -path '*/var/cache/*' \
  ! -name systemctl ! -name '*-' ! -name .pwd.lock -printf '/%P\n' |
  while read -r file; do
    cmp -s "$file" "$root/$file" || echo "$file"
  done)
[ -z "$left" ] || fail "left behind: $left"
expect absent "$root/run/rulewarden"
expect absent "$root/etc/rulewarden"
expect absent "$root/var/lib/rulewarden"

begin "a host without systemd running"
rm -r "$root/run/systemd"
expect dpkg_inside --install /run/rulewarden.deb
expect_installed
expect_told ""
expect dpkg_inside --purge rulewarden

begin "a full disk, then room again"
mkdir -p "$root/usr/lib/rulewarden"
mount -t tmpfs -o size=20m none "$root/usr/lib/rulewarden"
if dpkg_inside --install /run/rulewarden.deb; then
  fail "20 MiB sufficed"
fi
expect grep -q 'No space left on device' "$work/log"
umount "$root/usr/lib/rulewarden"
expect dpkg_inside --install /run/rulewarden.deb
expect_installed

begin "killed while it is unpacked, then again"
inside dpkg --force-unsafe-io --install /run/rulewarden.deb >"$work/log" 2>&1 &
installing=$!
while [ ! -e "$root/usr/lib/rulewarden/lib" ]; do
  kill -0 "$installing" 2>/dev/null || fail "it was faster"
done
pkill -KILL -P "$installing" || true
kill -KILL "$installing" || true
wait "$installing" 2>/dev/null || true
expect dpkg_inside --install /run/rulewarden.deb
expect_installed

begin "interrupted while it is configured, then again"
mv "$root/usr/bin/systemd-sysusers" "$root/usr/bin/systemd-sysusers.kept"
printf '#!/bin/sh\nexit 1\n' >"$root/usr/bin/systemd-sysusers"
chmod 755 "$root/usr/bin/systemd-sysusers"
if dpkg_inside --install /run/rulewarden.deb; then
  fail "it was configured without a user"
fi
[ "$(status)" = "install ok half-configured" ] || fail "status: $(status)"
mv "$root/usr/bin/systemd-sysusers.kept" "$root/usr/bin/systemd-sysusers"
expect dpkg_inside --configure --pending
expect_installed
