#!/bin/sh
# Called by `mvn -P deb package`: packs target/rulewarden into target/rulewarden_VERSION_ARCH.deb, with
# debhelper and without root. Arguments: the version; the time of all files in the archives
# (project.build.outputTimestamp), for reproducible builds.
set -eu
version=$1
SOURCE_DATE_EPOCH=$(date --date="$2" +%s)
PROJECT=$(cd -- "$(dirname -- "$0")/../.." && pwd)
export SOURCE_DATE_EPOCH PROJECT LC_ALL=C.UTF-8
unset JAVA_HOME # debhelper looks for libraries to link with there

if ! command -v dpkg-buildpackage >/dev/null || ! command -v dh >/dev/null; then
  echo "rulewarden: building a .deb requires dpkg-dev and debhelper: install them" >&2
  exit 3
fi

released=$(sed -n 's/^## \([0-9][^ ]*\).*/\1/p' "$PROJECT/CHANGELOG.md" | head -n 1)
if [ "$released" != "${version%-SNAPSHOT}" ]; then
  echo "rulewarden: CHANGELOG.md begins with $released, expected ${version%-SNAPSHOT} as in pom.xml" >&2
  exit 1
fi
case $version in
  *-SNAPSHOT) upstream=$released~SNAPSHOT distribution=UNRELEASED ;; # sorts before the release
  *) upstream=$released distribution=unstable ;;
esac
maintainer=$(sed -n 's/^Maintainer: //p' "$PROJECT/packaging/deb/debian/control")

rm -rf "$PROJECT/target/deb" "$PROJECT"/target/rulewarden_*.deb
mkdir -p "$PROJECT/target/deb/build"
cp -R "$PROJECT/packaging/deb/debian" "$PROJECT/target/deb/build"
cd "$PROJECT/target/deb/build"
# A package of the same version by Debian would have revision 1, and be newer.
cat >debian/changelog <<END
rulewarden ($upstream-0upstream1) $distribution; urgency=medium

  * Version $released. For its changes see /usr/share/doc/rulewarden/changelog.gz

 -- $maintainer  $(date --utc --date="@$SOURCE_DATE_EPOCH" -R)
END

if ! dpkg-buildpackage --build=binary --no-sign >../build.log 2>&1; then
  tail -n 30 ../build.log >&2
  exit 1
fi
mv ../rulewarden_*.deb "$PROJECT/target"
