#!/bin/sh
# Called by `mvn -P rpm package`: packs target/rulewarden into target/rulewarden-VERSION-1.ARCH.rpm.
# Arguments: the version; the time of all files in the archives (project.build.outputTimestamp).
set -eu
SOURCE_DATE_EPOCH=$(date --date="$2" +%s)
project=$(cd -- "$(dirname -- "$0")/../.." && pwd)
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8

if ! command -v rpmbuild >/dev/null; then
  echo "rulewarden: building an rpm requires rpmbuild: install it (Debian's package rpm)" >&2
  exit 3
fi

top=$project/target/rpm
rm -rf "$top" "$project"/target/rulewarden-*.rpm
mkdir -p "$top"
# A snapshot sorts before its release.
if ! rpmbuild -bb --define "_topdir $top" --define "project $project" \
  --define "upstream $(echo "$1" | sed 's/-SNAPSHOT$/~SNAPSHOT/')" \
  "$project/packaging/rpm/rulewarden.spec" >"$top/build.log" 2>&1; then
  tail -n 30 "$top/build.log" >&2
  exit 1
fi
mv "$top"/RPMS/*/rulewarden-*.rpm "$project/target"
