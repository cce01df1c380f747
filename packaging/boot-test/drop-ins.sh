#!/bin/sh
# drop-ins.sh DIRECTORY: reads a plan from stdin and writes its delays and orders as drop-ins for the units.
set -eu
units=$1

# drop_in PARTY NAME: reads the text from stdin.
drop_in() {
  mkdir -p "$units/$1.service.d"
  cat >"$units/$1.service.d/$2.conf"
}

while read -r word party rest; do
  case $word in
    delay) # only at boot
      printf "[Service]\nExecStartPre=/bin/sh -c '[ -e /run/booted ] || sleep %s'\n" "$rest" |
        drop_in "$party" delay
      ;;
    after) printf '[Unit]\nAfter=%s.service\n' "$rest" | drop_in "$party" order ;;
  esac
done
printf '[Service]\nWatchdogSec=2s\n' | drop_in rulewarden watchdog # more frequent keep-alives
