#!/bin/sh
# strip.sh DIRECTORY: strips the programs and libraries in it of what only debuggers and linkers read.
# Without strip (binutils) they stay as they are; systems that build packages have it.
set -eu
if command -v strip >/dev/null; then
  find "$1" -type f \( -name '*.so' -o -perm -100 \) \
    -exec strip --strip-unneeded --remove-section=.comment --remove-section=.note {} +
fi
