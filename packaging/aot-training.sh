#!/bin/sh
# Runs the daemon and the commands for about a minute, so that Java lists the classes that they load.
# aot.sh creates the launcher WORK/listing and calls this in new network and mount namespaces.
#
#     aot-training.sh WORK
set -eu

work=$1
children=
end() {
  for child in $children; do
    if kill "$child" 2>/dev/null; then
      wait "$child" || true
    fi
  done
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

# await SENTENCE COMMAND...: until the command succeeds.
await() {
  sentence=$1
  shift
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    if [ "$tries" = 300 ]; then
      echo "rulewarden: timed out after 30 s: $sentence" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# Only the bus and the journal of the training are reachable.
mount -t tmpfs tmpfs /run
mkdir "$work/run" "$work/state"
export RUNTIME_DIRECTORY="$work/run" STATE_DIRECTORY="$work/state"
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/bus"
# As under systemd: the daemon sends notifications, feeds the watchdog and writes to the journal. Nothing
# receives these messages here.
export NOTIFY_SOCKET="$work/nobody" WATCHDOG_USEC=30000000
: >"$work/daemon.log"
JOURNAL_STREAM=$(stat -c %d:%i "$work/daemon.log")
export JOURNAL_STREAM

ip link set lo up
ip link add uplink type veth peer name modem
ip link set modem up
ip link set uplink up
ip addr add 192.168.7.2/24 dev uplink
for family in -4 -6; do
  ip "$family" rule add pref 5210 fwmark 0x80000/0xff0000 lookup main
  ip "$family" rule add pref 5230 fwmark 0x80000/0xff0000 lookup default
  ip "$family" rule add pref 5250 fwmark 0x80000/0xff0000 unreachable
  ip "$family" rule add pref 5270 lookup 52
done

wg_quick_up() {
  for family in -6 -4; do
    ip "$family" rule add not fwmark 51820 table 51820
    ip "$family" rule add table main suppress_prefixlength 0
  done
}
wg_quick_down() {
  for family in -6 -4; do
    ip "$family" rule del table 51820
    ip "$family" rule del table main suppress_prefixlength 0
  done
}
is_right() {
  for family in -6 -4; do
    ip "$family" rule | grep -q '^5399:.*lookup 51820' || return 1
    ! ip "$family" rule | grep -q '^520[0-9]:' || return 1
  done
}

cat >"$work/bus.conf" <<END
<busconfig>
  <type>system</type>
  <listen>unix:path=$work/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true"/>
    <allow receive_requested_reply="true"/>
  </policy>
</busconfig>
END
dbus-daemon --nofork --nosyslog --config-file="$work/bus.conf" 2>"$work/bus.log" &
children="$children $!"
await "the bus listens" test -S "$work/bus"

# run EXIT-CODE COMMAND...: runs the command, which must end with the exit code.
run() {
  expected=$1
  shift
  exit=0
  "$work/listing" "$@" >"$work/command.log" 2>&1 || exit=$?
  if [ "$exit" != "$expected" ]; then
    echo "rulewarden: \`$*\` exited with $exit, expected $expected" >&2
    exit 1
  fi
}

# The commands without a daemon.
wg_quick_up
run 0 --help
run 4 status
run 1 check
run 0 plan
run 0 repair
wg_quick_down

# The daemon finds an inversion at its start, as after a boot, and a second one later.
printf '[metrics]\ntextfile = "%s/rulewarden.prom"\n' "$work" >"$work/rulewarden.toml"
wg_quick_up
"$work/listing" daemon --config "$work/rulewarden.toml" >"$work/daemon.log" 2>&1 &
daemon=$!
children="$children $daemon"
await "the repair at the start" is_right
wg_quick_down
wg_quick_up
await "a repair" is_right
await "the daemon is on the bus" grep -q 'On the bus' "$work/daemon.log"

run 0 status
run 0 status --json
run 0 rules
run 0 rules --json
run 0 check
run 0 plan
run 0 repair
run 0 history
"$work/listing" doctor >"$work/command.log" 2>&1 || [ $? = 1 ] # a finding depends on this machine
run 0 metrics
run 0 config show
run 0 completion bash
run 2 no-such-command

echo 'strategy = "relocate"' >"$work/rulewarden.toml"
kill -HUP "$daemon"
await "the reload" grep -q 'was read again' "$work/daemon.log"
kill "$daemon"
wait "$daemon"
