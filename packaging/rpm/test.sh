#!/bin/sh
# Tests the rpm that `mvn -P rpm package` wrote to target/: its files, an installation into an empty root,
# and installation, upgrade and removal on a host (life.sh). Requires root, and does not change the host.
set -eu
cd -- "$(dirname -- "$0")/../.."
rpm=$(echo target/rulewarden-*.rpm)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

fail() {
  echo "rulewarden: $1" >&2
  exit 1
}

# Apart from the runtime, the jars and the examples.
found=$(rpm -qlp "$rpm" | grep -v 'rulewarden/\(lib\|runtime\|examples\)\(/\|$\)')
[ "$found" = "$(cat packaging/rpm/files.expected)" ] || fail "files: found '$found', expected those of packaging/rpm/files.expected"

# The parts of the C library, and the requirements of the scripts.
needs=$(rpm -qp --requires "$rpm" | sed 's/[ (].*//' |
  grep -Ev '^(/bin/sh|config|rpmlib|rtld|systemd|ld-linux-.*|lib(c|dl|m|pthread|rt)\.so\.[0-9])$' | xargs)
[ -z "$needs" ] || fail "unexpected requirements: $needs"

# Debian's rpm keeps its database in the user's home, and refuses to install without --force-debian.
rpm_in_root() {
  rpm --force-debian --root "$root" --dbpath /var/lib/rpm --nodeps --noscripts "$@"
}

# Without its scripts: the root has no shell.
rpm_in_root --install "$rpm" || fail "it does not install into an empty root"
rpm_in_root --verify rulewarden || fail "the installed files differ from the package"
[ -x "$root/usr/bin/rulewarden" ] || fail "the command cannot be run"
"$root/usr/bin/rulewarden" config check --config "$root/etc/rulewarden/rulewarden.toml" >/dev/null ||
  fail "the command does not accept the configuration"
rpm_in_root --erase rulewarden || fail "it cannot be removed"
left=$(find "$root" -path "$root/var" -prune -o ! -type d -print)
[ -z "$left" ] || fail "left behind: $left"

unshare --mount --propagation private packaging/rpm/life.sh "$rpm"
