#!/bin/sh
# The disk is full below /var, then below /run: Rulewarden starts, keeps the order and reports what it
# cannot save. Once there is space again, nothing is lost.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

holds_both_restarts() { # two inversions of two families each
  [ "$(grep -c '"inverted"' $history)" -ge 4 ]
}

state_file_names_the_tunnel() {
  grep -q ' wg0$' /run/rulewarden/*.state
}

await_booted
history=/var/lib/rulewarden/history.jsonl
systemctl stop rulewarden

# The daemon's directory cannot be created.
mount -t tmpfs -o size=4k,nr_inodes=1 tmpfs /var/lib
systemctl start rulewarden || fail "it starts without its directory"
keeps_the_order "without its directory"
said "$history cannot be written"
systemctl stop rulewarden
umount /var/lib

# The directory exists, but its file system is full.
mount -t tmpfs -o size=4k,uid=rulewarden,gid=rulewarden tmpfs /var/lib/rulewarden
head -c 4096 /dev/zero >/var/lib/rulewarden/ballast
systemctl start rulewarden || fail "it starts with a full /var/lib/rulewarden"
keeps_the_order "with a full /var/lib/rulewarden"
said "$history cannot be written"
rm /var/lib/rulewarden/ballast
mount -o remount,size=64k /var/lib/rulewarden
keeps_the_order "with space in /var/lib/rulewarden again"
await 10 "the history contains the events from the time without space" holds_both_restarts
systemctl stop rulewarden
umount /var/lib/rulewarden

# The same below /run, which contains the state file. systemd itself uses it too.
mount -o remount,size="$(($(df --output=used -k /run | tail -n 1) + 64))k" /run
head -c 1M /dev/zero >/run/ballast 2>/dev/null || true
systemctl start rulewarden || fail "it starts with a full /run"
keeps_the_order "with a full /run"
said ".state cannot be written"
rm /run/ballast
keeps_the_order "with space in /run again"
await 10 "the state file is complete again" state_file_names_the_tunnel
systemctl restart rulewarden || fail "it restarts"
await_all_is_well "at the end"
