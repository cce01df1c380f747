#!/bin/sh
# strip.sh DIRECTORY: takes out of the programs and libraries in it what only debuggers and linkers
# read. Where there is no strip (binutils) they are used as they are; packages are not built there.
set -eu
if command -v strip >/dev/null; then
  find "$1" -type f \( -name '*.so' -o -perm -100 \) \
    -exec strip --strip-unneeded --remove-section=.comment --remove-section=.note {} +
fi
