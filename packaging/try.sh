#!/bin/sh
# Builds Rulewarden and runs its demo in temporary network namespaces: wg-quick's rules jump ahead of
# Tailscale's and are moved back.
set -eu
cd -- "$(dirname -- "$0")/.."
if [ "$(id -u)" != 0 ]; then
  echo "rulewarden: the demonstration creates network namespaces: run it as root" >&2
  exit 3
fi
. packaging/setup.sh

mvn -q -B -Dmaven.test.skip=true package
exec target/rulewarden/bin/rulewarden demo
