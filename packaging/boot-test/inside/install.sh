#!/bin/sh
# The package is installed on a machine whose tunnel came up after Tailscale. No other step is needed.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

await_booted
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
in_order && fail "without Rulewarden the order is wrong"

apt-get install -y --no-install-recommends /packages/now.deb || fail "apt installs it"
systemctl is-enabled --quiet rulewarden || fail "it is enabled"
await_all_is_well "after the installation"
[ "$(stat -c %U "/proc/$(property rulewarden MainPID)")" = rulewarden ] || fail "it runs as its user"
