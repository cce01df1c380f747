#!/bin/sh
# strip.sh DIRECTORY: removes from its programs and libraries what only debuggers and linkers read. If
# strip (binutils) is missing, they stay as they are; systems that build packages have it.
set -eu
if command -v strip >/dev/null; then
  find "$1" -type f \( -name '*.so' -o -perm -100 \) \
    -exec strip --strip-unneeded --remove-section=.comment --remove-section=.note {} +
fi
