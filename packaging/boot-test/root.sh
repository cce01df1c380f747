#!/bin/sh
# root.sh [KIND]: prints the directory of a Debian 13. If necessary, it makes it first, from the Debian
# mirror of this machine's apt, in a cache outside the tree. The tests read it through overlays and never
# change it. If it cannot be made, root.sh prints the reason on stderr and exits with 3. KIND is
#   machine   everything but Rulewarden, for systemd-nspawn (the default)
#   guest     the same with a kernel of its own, for an emulator
#   emulator  QEMU
set -eu

suite=trixie
kind=${1:-machine}
machine=systemd-sysv,passwd,dbus,polkitd,iproute2,nftables,procps,wireguard-tools
case $kind in
  machine) prefix=debian-$suite packages=$machine,wireguard-go ;;
  guest) prefix=guest-$suite packages=$machine,linux-image-cloud-amd64,jq,strace,udev ;;
  emulator) prefix=emulator-$suite packages=qemu-system-x86 ;;
  *) echo "usage: root.sh [machine|guest|emulator]" >&2 && exit 2 ;;
esac

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/rulewarden-tests
name=$prefix-$(cksum <"$0" | cut -d ' ' -f 1) # another script makes another root
root=$cache/$name

refuse() {
  echo "rulewarden: no Debian $suite ($kind) for the boot test: $1" >&2
  exit 3
}

# The address of the Debian archive in this machine's sources.
mirror() {
  # shellcheck disable=SC2016 # apt's own variable
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1
}

# How this machine's apt gets through to it.
proxies() {
  apt-config dump | grep -i '^Acquire::[a-z:]*proxy[^ ]* "' || true
}

# What is built is moved into place at the end: nobody finds half of it.
build() {
  address=$(mirror)
  if [ -z "$address" ]; then
    apt-get update -qq || refuse "apt cannot read its sources."
    address=$(mirror)
  fi
  [ -n "$address" ] || refuse "apt knows no Debian archive here."
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/build-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' INT TERM
  echo "rulewarden: making a Debian $suite ($kind) for the boot test, this once: a minute or two" >&2
  proxies >"$work/apt.conf"
  # shellcheck disable=SC2016 # mmdebstrap's shell has the root as $1
  # Without manuals it is half as large. The second file would keep ours out as well.
  timeout --foreground 900 mmdebstrap --mode=root --variant=apt --include="$packages" \
    --aptopt="$work/apt.conf" --aptopt='Apt::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --customize-hook='rm "$1/etc/apt/apt.conf.d/99mmdebstrap" "$1/etc/dpkg/dpkg.cfg.d/99mmdebstrap"' \
    --customize-hook='rm -f "$1/etc/fstab" "$1/etc/hostname" "$1/etc/resolv.conf"' \
    "$suite" "$work/root" "$address" >"$work/log" 2>&1 || {
    tail -n 5 "$work/log" >&2
    refuse "mmdebstrap failed."
  }
  rm -rf "$cache/$prefix-"* # of an earlier version
  mv "$work/root" "$root"
}

if [ ! -d "$root" ]; then
  build
fi
echo "$root"
