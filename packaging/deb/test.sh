#!/bin/sh
# Tests the .deb that `mvn -P deb package` wrote to target/: its content, lintian's findings, and its
# installation, upgrade and removal (life.sh). Requires root, and does not change the host.
set -eu
cd -- "$(dirname -- "$0")/../.."
deb=$(echo target/rulewarden_*.deb)
failures=0

fail() {
  echo "rulewarden: $1" >&2
  failures=$((failures + 1))
}

# equal WHAT EXPECTED FOUND
equal() {
  if [ "$2" != "$3" ]; then
    fail "$1: found '$3', expected '$2'"
  fi
}

field() {
  dpkg-deb --field "$deb" "$1"
}

equal Architecture "$(dpkg --print-architecture)" "$(field Architecture)"
# The C library, and systemd, which creates the user; no Java, and no library of the runtime.
equal Depends "libc6 systemd" \
  "$(field Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,//g' | xargs -n 1 | sort | xargs)"

listing=$(dpkg-deb --contents "$deb")
equal "owner other than root" "" "$(echo "$listing" | awk '$2 != "root/root"')"
equal "mode other than 755 and 644" "" \
  "$(echo "$listing" | grep -Ev '^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--|lrwxrwxrwx) ' || true)"
equal "time later than that of the build" "" \
  "$(echo "$listing" | awk -v last="$(dpkg-deb --contents "$deb" | awk '$6 == "./" {print $4}')" '$4 > last')"

# Apart from the runtime, the jars and the examples. The debhelper of newer releases puts units below /usr.
names=$(echo "$listing" | grep -v '^d' | awk '{print $6}' | sed 's,^\./usr/lib/systemd,./lib/systemd,' | sort)
equal files "$(sort packaging/deb/files.expected)" \
  "$(echo "$names" | grep -v 'rulewarden/\(lib\|runtime\|examples\)/')"
for example in systemd/examples/*; do
  if [ -e "$example" ] && ! echo "$names" | grep -q "/doc/rulewarden/examples/${example##*/}$"; then
    fail "$example is missing"
  fi
done

lintian=$(lintian --allow-root --fail-on none --tag-display-limit 0 "$deb")
equal lintian "" "$lintian"

size=$(stat --format=%s "$deb")
if [ "$size" -gt 30000000 ]; then
  fail "size: found $size bytes, expected at most 30 MB"
fi

unshare --mount --propagation private packaging/deb/life.sh "$deb" || fail "its life on a host (life.sh): see above"

[ "$failures" = 0 ]
