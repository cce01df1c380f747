#!/bin/sh
# all.sh WORK ROOT BOOTS SEED GROUP...: runs all boots and tests of run.sh, in its own namespaces.
set -eu
cd -- "$(dirname -- "$0")"
work=$1
root=$2
boots=$3
seed=$4
shift 4
export work root groups="$*" # for machine.sh

machines_at_once=3 # most of the time they wait
begin=$(date +%s)

# On a host without systemd, systemd-nspawn leaves directories in /run.
[ -d /run/systemd/system ] || mount -t tmpfs tmpfs /run
./furnish.sh "$work/furniture"

echo "rulewarden: $boots boots of $(basename "$root"), seed $seed"
./job.sh install || exit 1
{
  echo upgrade
  echo full-disk
  echo read-only-root
  echo no-bus
  echo polkit
  echo unit
  for number in $(seq "$boots"); do
    echo "boot-$number $((seed + number))"
  done
} | xargs -P "$machines_at_once" -L 1 ./job.sh && result=0 || result=1

awk -f summary.awk "$work"/boot-*/inversions
echo "rulewarden: $(($(date +%s) - begin)) s"
exit "$result"
