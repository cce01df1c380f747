#!/bin/sh
# Tests the rpm that `mvn -P rpm package` has left in target/: that it puts the same files in place as
# the .deb, and that it installs into an empty root. As root; the host stays as it is.
set -eu
cd -- "$(dirname -- "$0")/../.."
rpm=$(echo target/rulewarden-*.rpm)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

fail() {
  echo "rulewarden: $1" >&2
  exit 1
}

# Apart from the runtime and the jars.
found=$(rpm -qlp "$rpm" | grep -v 'rulewarden/\(lib\|runtime\)\(/\|$\)')
[ "$found" = "$(cat packaging/rpm/files.expected)" ] || fail "files: found '$found', expected those of packaging/rpm/files.expected"

needs=$(rpm -qp --requires "$rpm" | sed 's/(.*//; s/ .*//' | sort -u | xargs)
[ "$needs" = "$(xargs <packaging/rpm/requires.expected)" ] || fail "requires: found '$needs'"

# What it does to a running host is systemd's; here is none.
rpm --root "$root" --nodeps --noscripts -i "$rpm" || fail "it does not install into an empty root"
rpm --root "$root" -V --nodeps --noscripts rulewarden || fail "what it has installed is not what it holds"
[ -x "$root/usr/bin/rulewarden" ] || fail "the command cannot be run"
"$root/usr/bin/rulewarden" config check --config "$root/etc/rulewarden/rulewarden.toml" >/dev/null ||
  fail "the command does not accept the configuration"
rpm --root "$root" --nodeps --noscripts -e rulewarden || fail "it cannot be removed"
left=$(find "$root" -path "$root/var" -prune -o ! -type d -print)
[ -z "$left" ] || fail "left behind: $left"
