# Sourced by the tests of packages, each in its own mount namespace: provides an overlay over this host,
# in which they install and remove packages. A stand-in for systemctl records its calls and lets the real
# one enable and disable units. boot-test covers real boots.
# shellcheck shell=sh
work=$(mktemp -d)
root=$work/root
log=$work/log # the output of the last command
calls=$root/run/calls

tidy() {
  umount --recursive "$work" 2>/dev/null || umount --lazy "$work"
  rmdir "$work"
}
trap tidy EXIT
mount -t tmpfs none "$work"

# Starts with a fresh overlay. Argument: what the step tests.
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
  : >"$calls"
  rm -f "$root/usr/sbin/policy-rc.d" # it forbids starting services in containers
  mv "$root/usr/bin/systemctl" "$root/usr/bin/systemctl.real"
  cat >"$root/usr/bin/systemctl" <<'END'
#!/bin/sh
case $* in
  *disable\ --now*) echo "stop ${*##* }" >>/run/calls ;;
  *is-active*) exit 3 ;;
  *daemon-reload) exit ;;
  *preset* | *is-enabled*) ;;
  *) echo "${*#--quiet --system }" >>/run/calls && exit ;;
esac
SYSTEMD_OFFLINE=1 exec systemctl.real "$@"
END
  chmod 755 "$root/usr/bin/systemctl"
}

fail() {
  echo "rulewarden: $step: $1" >&2
  if [ -s "$log" ]; then
    sed 's/^/  /' "$log" >&2
  fi
  exit 1
}

# Runs a command inside the overlay.
inside() {
  chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

expect() {
  "$@" || fail "this failed: $*"
}

absent() {
  [ ! -e "$1" ] && [ ! -L "$1" ]
}

# The calls of systemctl since the last check, apart from daemon-reload.
expect_calls() {
  lines=$(xargs <"$calls")
  : >"$calls"
  [ "$lines" = "$1" ] || fail "systemctl was called with '$lines', expected '$1'"
}

# The user exists, and the unit is enabled.
expect_in_place() {
  expect inside getent passwd rulewarden >/dev/null
  expect [ -L "$root/etc/systemd/system/multi-user.target.wants/rulewarden.service" ]
  expect [ -L "$root/etc/systemd/system/dbus-io.github.rulewarden.service" ]
}
