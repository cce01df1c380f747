#!/bin/sh
# Installs what the tests need and runs all of them. As root, where everything can be tested, a test
# that was skipped is a failure. Only the tests of the real tailscaled may be skipped, where it cannot
# be built; with CI=true not even these. Arguments are passed on to Maven.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh
export LC_ALL=C.UTF-8 # so has bin/rulewarden: file names beyond ASCII

excused='^$' # nothing
if ! packaging/tailscaled.sh >/dev/null; then # and it has said why
  if [ "${CI:-}" = true ]; then
    exit 1
  fi
  excused=RealTailscaled
fi

rm -rf target/surefire-reports target/failsafe-reports
mvn -B --no-transfer-progress -P deb,rpm verify "$@"

# What was packed. Only root can install it.
packaging/nixos/test/test.sh
if [ "$(id -u)" = 0 ]; then
  packaging/deb/test.sh
  packaging/rpm/test.sh
fi

if [ "$(id -u)" = 0 ]; then
  skipped=$(grep -l '<skipped' target/*-reports/TEST-*.xml | grep -v "$excused" || true)
  if [ -n "$skipped" ]; then
    echo "rulewarden: tests were skipped although this is root:" >&2
    echo "$skipped" >&2
    exit 1
  fi
fi

# At last the package on a Debian that boots.
packaging/boot-test/run.sh
