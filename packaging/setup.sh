# Sourced by try.sh and test.sh, from the root of the project: installs the missing requirements of the
# build and the tests (Debian 12 or later, as root), and sets JAVA_HOME. Prints nothing if nothing is
# missing. Names what it cannot install and exits with 3.
# shellcheck shell=sh

# A Debian package, and a file or command whose presence shows that it is installed.
requirements="
dbus-daemon      dbus-daemon
debhelper        dh
dpkg-dev         dpkg-buildpackage
gcc              gcc
groff-base       groff
iproute2         ip
iptables         iptables-nft
jq               jq
libc6-dev        /usr/include/stdio.h
libdbus-1-dev    /usr/share/xml/dbus-1/introspect.dtd
lintian          lintian
linux-libc-dev   /usr/include/linux/fib_rules.h
maven            mvn
mmdebstrap       mmdebstrap
nftables         nft
nix-bin          nix-instantiate
polkitd          /usr/lib/polkit-1/polkitd
procps           ps
rpm              rpmbuild
strace           strace
systemd          busctl
systemd-container systemd-nspawn
wireguard-go     wireguard-go
wireguard-tools  wg-quick
"

refuse() {
  echo "rulewarden: $1" >&2
  exit 3
}

is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing_packages() {
  echo "$requirements" | while read -r package proof; do
    if [ -n "$package" ] && ! is_there "$proof"; then
      echo "$package"
    fi
  done
}

# The first package of a JDK 25 that apt can install; nothing if there is none.
jdk_package() {
  for candidate in openjdk-25-jdk-headless temurin-25-jdk; do
    if apt-cache policy "$candidate" | grep -q 'Candidate: [0-9]'; then
      echo "$candidate"
      return
    fi
  done
}

# Names what is missing, one word each, without calling apt.
missing_things() {
  missing_packages
  packaging/jdk.sh >/dev/null 2>&1 || echo JDK-25
}

# Package names for the words of missing_things; needs a fresh apt-get update.
packages_for() {
  for thing in "$@"; do
    if [ "$thing" != JDK-25 ]; then
      echo "$thing"
      continue
    fi
    package=$(jdk_package)
    if [ -z "$package" ]; then
      refuse "apt has no JDK 25 here (Debian 13 has one). Unpack one, e.g. Temurin 25, under /usr/lib/jvm, or set JAVA_HOME to it, and run this again."
    fi
    echo "$package"
  done
}

# shellcheck disable=SC2086 # lists of words
install_missing() {
  if [ "$(id -u)" != 0 ]; then
    refuse "missing: $1. Run this as root to install it."
  fi
  if ! command -v apt-get >/dev/null; then
    refuse "missing: $1. There is no apt here: install it by hand."
  fi
  echo "rulewarden: installing: $1" >&2
  apt-get update -qq
  packages=$(packages_for $1)
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

PATH=$PATH:/usr/sbin:/sbin # the directories of ip and nft; a plain user's PATH may lack them
export PATH
missing=$(missing_things | xargs)
if [ -n "$missing" ]; then
  install_missing "$missing"
fi
JAVA_HOME=$(packaging/jdk.sh)
export JAVA_HOME
