#!/bin/sh
# Prints the home of a JDK 25 or later: JAVA_HOME if it is one, else the first in /usr/lib/jvm.
set -eu

# The major version of the JDK at $1; empty if there is none.
major() {
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  fi
}

for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  version=$(major "$home")
  if [ "${version:-0}" -ge 25 ]; then
    echo "$home"
    exit 0
  fi
done
echo "rulewarden: no JDK 25 or later in JAVA_HOME or /usr/lib/jvm: install one, or set JAVA_HOME to it" >&2
exit 3
