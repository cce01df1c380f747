#!/bin/sh
# guest-disk.sh ROOT PACKAGE WORK: makes WORK/disk, from which an emulated guest boots: the cached root
# with the package, tailscaled's stand-in, a tunnel and the tests. Called in its own mount namespace.
set -eu
cd -- "$(dirname -- "$0")"
lower=$1
package=$2
work=$3
root=$work/root

mkdir -p "$work/upper" "$work/overlay" "$root"
mount -t overlay rulewarden-boot-test \
  -o "lowerdir=$lower,upperdir=$work/upper,workdir=$work/overlay" "$root"

cp -r inside "$root/boot-test"
cp -r guest/. "$root/"
install -m 755 stand-in-tailscaled.sh "$root/usr/sbin/tailscaled"
install -m 644 machine/etc/systemd/system/tailscaled.service "$root/etc/systemd/system/"
install -D -m 600 machine/etc/wireguard/wg0.conf "$root/etc/wireguard/wg0.conf"
cp "$package" "$root/now.deb"

# No service is started here, because systemd does not run in the chroot.
mount -t proc proc "$root/proc"
chroot "$root" sh -eu -c '
  apt-get install -y --no-install-recommends /now.deb
  rm /now.deb
  systemd-machine-id-setup # otherwise the first boot enables all units
  systemctl disable getty@tty1
  systemctl enable tailscaled wg-quick@wg0 boot-test
' >"$work/disk.log" 2>&1 || {
  cat "$work/disk.log" >&2
  exit 1
}
umount "$root/proc"

truncate -s 2G "$work/disk"
mke2fs -q -t ext4 -d "$root" "$work/disk"
