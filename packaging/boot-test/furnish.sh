#!/bin/sh
# furnish.sh ROOT: adds everything to a machine of the boot test except Debian and Rulewarden: tailscaled
# (the real one if it has been built, else a stand-in that adds its rules), a LAN, a tunnel, and a unit that
# logs every change of a rule.
set -eu
cd -- "$(dirname -- "$0")"
root=$1

# want UNIT BY [INSTANCE]: does the same as `systemctl enable`.
want() {
  mkdir -p "$root/etc/systemd/system/$2.wants"
  ln -s "$1" "$root/etc/systemd/system/$2.wants/${3:-$(basename "$1")}"
}

mkdir -p "$root/usr/sbin"
cp -r machine/. "$root/"
if binary=$(../tailscaled.sh --find); then
  install -m 755 "$binary" "$root/usr/sbin/tailscaled"
else
  install -m 755 stand-in-tailscaled.sh "$root/usr/sbin/tailscaled"
fi
chmod 600 "$root/etc/wireguard/wg0.conf"

want /etc/systemd/system/tailscaled.service multi-user.target
want /etc/systemd/system/rule-watch@.service sysinit.target rule-watch@4.service
want /etc/systemd/system/rule-watch@.service sysinit.target rule-watch@6.service
want /usr/lib/systemd/system/wg-quick@.service multi-user.target wg-quick@wg0.service
want /usr/lib/systemd/system/systemd-networkd.service multi-user.target
