#!/bin/sh
# boot.sh DIRECTORY SEED LOWER...: one boot by a plan made up from SEED, in DIRECTORY; what happened
# is in DIRECTORY/report, how long the order was wrong in DIRECTORY/inversions.
set -eu
cd -- "$(dirname -- "$0")"
. ./machine.sh
directory=$1
seed=$2
shift 2

units=$directory/upper/etc/systemd/system

# drop_in PARTY NAME: its text comes from stdin.
drop_in() {
  mkdir -p "$units/$1.service.d"
  cat >"$units/$1.service.d/$2.conf"
}

prepare() {
  mkdir -p "$units"
  awk -v "seed=$seed" -f plan.awk >"$directory/upper/plan"
  while read -r word party rest; do
    case $word in
      delay) # at the boot, not at the restarts
        printf "[Service]\nExecStartPre=/bin/sh -c '[ -e /run/booted ] || sleep %s'\n" "$rest" |
          drop_in "$party" delay
        ;;
      after) printf '[Unit]\nAfter=%s.service\n' "$rest" | drop_in "$party" order ;;
    esac
  done <"$directory/upper/plan"
  # Often enough to be seen alive.
  printf '[Service]\nWatchdogSec=2s\n' | drop_in rulewarden watchdog
}

# Times of journal and `ip -ts monitor` in one form, sorted.
timeline() {
  for family in 4 6; do
    in_machine cat "/run/rules-$family.log" | sed -n "s/^\[\(.\{26\}\)\] */\1 $family /p"
  done
  in_machine journalctl -q --utc -o short-iso-precise --no-hostname -u rulewarden |
    sed -n -e 's/^\(.\{26\}\).*: Started .*/\1 up/p' \
      -e 's/^\(.\{26\}\).*: \(Stopping \|.*Main process exited\).*/\1 down/p'
}

prepare
start_machine "$directory" "$@"
in_machine /bin/sh /boot-test/ordeal.sh
timeline | sort -s -k 1,1 | awk -f timeline.awk >"$directory/inversions"
stop_machine
