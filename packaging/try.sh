#!/bin/sh
# Builds Rulewarden and shows it at work, in network namespaces of its own that vanish afterwards:
# wg-quick jumps ahead of Tailscale's rules and is put back.
set -eu
cd -- "$(dirname -- "$0")/.."
if [ "$(id -u)" != 0 ]; then
  echo "rulewarden: the demonstration makes network namespaces: run it as root" >&2
  exit 3
fi
. packaging/setup.sh

mvn -q -B -Dmaven.test.skip=true package
exec target/rulewarden/bin/rulewarden demo
