#!/bin/sh
# Installs what the tests need and runs all tests. As root a skipped test is a failure, except the tests of
# the real tailscaled if it cannot be built; with CI=true they must run, too. Arguments are passed on to
# Maven.
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/setup.sh
export LC_ALL=C.UTF-8 # as in bin/rulewarden: file names beyond ASCII

excused='^$' # nothing
if ! packaging/tailscaled.sh >/dev/null; then # it has printed the reason
  if [ "${CI:-}" = true ]; then
    exit 1
  fi
  excused=RealTailscaled
fi

# The unit tests on the classes as javac writes them: no test may depend on what src/build does to them.
# Without InterleavingTest, which takes two thirds of the time and tests the planner's logic.
rm -rf target/classes # they may be rewritten already
mvn -B --no-transfer-progress -Dplain.skip '-Dtest=*Test,!InterleavingTest' test "$@"

# All tests on the shipped classes. Without the property, Maven may mistake the rewritten classes for a
# changed dependency and compile the tests again.
rm -rf target/surefire-reports target/failsafe-reports
mvn -B --no-transfer-progress -P deb,rpm -Dmaven.compiler.useIncrementalCompilation=false verify "$@"

# The packages. Only root can install them.
packaging/nixos/test/test.sh
if [ "$(id -u)" = 0 ]; then
  packaging/deb/test.sh
  packaging/rpm/test.sh
fi

if [ "$(id -u)" = 0 ]; then
  skipped=$(grep -l '<skipped' target/*-reports/TEST-*.xml | grep -v "$excused" || true)
  if [ -n "$skipped" ]; then
    echo "rulewarden: tests were skipped although this runs as root:" >&2
    echo "$skipped" >&2
    exit 1
  fi
fi

# Last, the package on a Debian that boots.
packaging/boot-test/run.sh
