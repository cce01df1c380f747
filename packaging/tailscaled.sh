#!/bin/sh
# Prints the path of the real tailscaled that the tests start. If necessary, it builds it first from its
# published Go module: once for each version, into a cache outside the tree; apt installs Go if it is
# missing. With --find it does not build. If there is no tailscaled, it prints the reason on stderr and
# exits with 3.
set -eu

version=1.102.5
without=ts_omit_aws,ts_omit_kube,ts_omit_ssh,ts_omit_drive # large, and irrelevant for rules
oldest_go=21 # Go 1.21 and later download the newer Go that a module requires.

PATH=$PATH:/usr/local/go/bin # where Go's own archive is unpacked to
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/rulewarden-tests
binary=$cache/tailscaled-$version

refuse() {
  echo "rulewarden: no tailscaled $version for the tests: $1" >&2
  exit 3
}

# The minor version of the installed Go (26 for 1.26.6); 0 if there is none.
minor_there() {
  there=$(go version 2>/dev/null | sed -n 's/.*go1\.\([0-9]*\).*/\1/p')
  echo "${there:-0}"
}

# The minor version of the Go that apt would install.
minor_of_apt() {
  candidate=$(apt-cache policy golang-go | sed -n 's/ *Candidate: .*:1\.\([0-9]*\).*/\1/p')
  echo "${candidate:-0}"
}

install_go() {
  wanted="Go 1.$oldest_go or later is needed to build it"
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    refuse "$wanted: install it, or run this as root on a system with apt."
  fi
  apt-get update -qq || refuse "$wanted, and apt-get update failed."
  if [ "$(minor_of_apt)" -lt "$oldest_go" ]; then
    refuse "$wanted, and apt has only 1.$(minor_of_apt): unpack a newer one under /usr/local/go."
  fi
  DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends golang-go ca-certificates >/dev/null ||
    refuse "$wanted, and apt could not install it."
}

# All files of Go go into a directory that is deleted afterwards, because they take more than 1 GB. Without
# cgo, like the releases of tailscaled. The timeout is for a network that drops packets.
build() {
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/build-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' INT TERM
  echo "rulewarden: building tailscaled $version; this takes some minutes, only this time" >&2
  GOTOOLCHAIN=auto GOFLAGS=-modcacherw CGO_ENABLED=0 \
    GOPATH=$work GOBIN=$work/bin GOMODCACHE=$work/modules GOCACHE=$work/cache \
    timeout --foreground 1800 go install -trimpath -tags "$without" "tailscale.com/cmd/tailscaled@v$version" \
    >"$work/log" 2>&1 || {
    result=$? # 124 after the timeout
    tail -n 5 "$work/log" >&2
    refuse "go install exited with $result."
  }
  mv "$work/bin/tailscaled" "$binary" # atomic: no other run finds an incomplete file
}

if [ ! -x "$binary" ]; then
  if [ "${1:-}" = --find ]; then
    refuse "it is not built; run packaging/tailscaled.sh."
  fi
  if [ "$(minor_there)" -lt "$oldest_go" ]; then
    install_go
  fi
  build
fi
echo "$binary"
