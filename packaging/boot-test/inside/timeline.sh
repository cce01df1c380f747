#!/bin/sh
# Prints the input of timeline.awk, not yet sorted by time.
for family in 4 6; do
  sed -n "s/^\[\(.\{26\}\)\] */\1 $family /p" "/run/rules-$family.log"
done
journalctl -q --utc -o short-iso-precise --no-hostname -b -u rulewarden |
  sed -n -e 's/^\(.\{26\}\).*: Started .*/\1 up/p' \
    -e 's/^\(.\{26\}\).*: \(Stopping \|.*Main process exited\).*/\1 down/p'
