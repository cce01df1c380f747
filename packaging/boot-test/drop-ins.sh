#!/bin/sh
# drop-ins.sh DIRECTORY: makes a plan's delays and orders, read from stdin, drop-ins of the units there.
set -eu
units=$1

# drop_in PARTY NAME: its text comes from stdin.
drop_in() {
  mkdir -p "$units/$1.service.d"
  cat >"$units/$1.service.d/$2.conf"
}

while read -r word party rest; do
  case $word in
    delay) # at the boot, not at restarts
      printf "[Service]\nExecStartPre=/bin/sh -c '[ -e /run/booted ] || sleep %s'\n" "$rest" |
        drop_in "$party" delay
      ;;
    after) printf '[Unit]\nAfter=%s.service\n' "$rest" | drop_in "$party" order ;;
  esac
done
printf '[Service]\nWatchdogSec=2s\n' | drop_in rulewarden watchdog # seen alive more often
