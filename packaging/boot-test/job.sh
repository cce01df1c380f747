#!/bin/sh
# job.sh NAME [SEED]: runs NAME on a machine of its own, see machine.sh. Prints one line with the result,
# or the complete output if it failed.
set -eu
cd -- "$(dirname -- "$0")"
name=$1
machine=${work:?}/$name
begin=$(date +%s)
mkdir -p "$machine/upper"

if timeout 1800 ./machine.sh "$@" >"$machine/output" 2>&1; then
  echo "rulewarden: $name: good, $(($(date +%s) - begin)) s"
else
  echo "rulewarden: $name FAILED after $(($(date +%s) - begin)) s"
  for file in plan output console; do
    sed "s/^/$name: /" "$machine/$file" 2>/dev/null || true
  done
  exit 1
fi
