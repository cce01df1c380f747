#!/bin/sh
# Generates packaging/man and packaging/completion from src/man and from the program's descriptions of its
# commands and settings. A unit test fails while they are out of date.
set -eu
cd -- "$(dirname -- "$0")/.."
JAVA_HOME=$(packaging/jdk.sh)
export JAVA_HOME
exec mvn -q -B -P texts process-test-classes "$@"
