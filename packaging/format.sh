#!/bin/sh
# Formats the sources; with "check" it only reports whether they are formatted. Runs Maven on the JDK 25
# that the formatter needs, whatever the default java is.
set -eu

here=$(dirname -- "$0")
JAVA_HOME=$("$here/jdk.sh")
export JAVA_HOME
exec mvn -q -B -f "$here/../pom.xml" "spotless:${1:-apply}"
